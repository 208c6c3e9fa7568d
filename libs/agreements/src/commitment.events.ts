import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsOccurred,
  IsReference,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  MustHold,
  type ActorRef,
  type AgreementRef,
  type CommitmentRef,
  type Occurred,
  type StatementRef,
  type Text,
} from '@tracker/vocabulary';
import { after, named, namedList } from './phrase';

/** How far a commitment has come. `started` and `partly` lead on; the others are final. */
export const PROGRESS_STATES = ['started', 'partly', 'kept', 'broken', 'lapsed', 'superseded'] as const;
export type ProgressState = (typeof PROGRESS_STATES)[number];

@Described(
  'Parties bound themselves to something. It is one-sided while a party of `owedBy` neither stands in `announcedBy` nor has confirmed it. That it is overdue is computed from `due`, never sent.',
)
export class CommitmentMade {
  @IsReferenceList('actor', 'Who owes it: parties, not speakers.', { min: 1 })
  readonly owedBy!: readonly ActorRef[];

  @MayBeOmitted()
  @IsReferenceList('actor', 'To whom it is owed.')
  readonly owedTo?: readonly ActorRef[];

  @IsText('What is owed.')
  readonly object!: Text;

  @IsReferenceList('actor', 'Parties on whose word it stands.')
  readonly announcedBy!: readonly ActorRef[];

  @MayBeOmitted()
  @IsOccurred('By when. It is overdue from the day after the last day of it.')
  readonly due?: Occurred;

  @MayBeOmitted()
  @IsText('Owed only if this comes true.')
  readonly condition?: Text;

  @MayBeOmitted()
  @IsReference('agreement', 'The agreement under which it is owed.')
  readonly agreement?: AgreementRef;

  @MayBeOmitted()
  @IsReference('statement', 'The words that carry it.')
  readonly statement?: StatementRef;
}

@Described(
  'A party that owes, or is owed, says so too. It corroborates by itself: no ClaimCorroborated is recorded beside it.',
)
export class CommitmentConfirmed {
  @IsReference('actor', 'The party that confirms: one of `owedBy` or `owedTo`.')
  readonly by!: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who spoke for it.')
  readonly speaker?: ActorRef;
}

@Described('How far a commitment has come. For one source it only goes forward, and a final state stays.')
@MustHold(
  'superseded_by_what',
  'supersededBy where state is superseded, and only there',
  ({ state, supersededBy }) =>
    !PROGRESS_STATES.some((known) => known === state) || (state === 'superseded') === (supersededBy !== undefined),
)
export class CommitmentProgressed {
  @IsCode(
    PROGRESS_STATES,
    'started: something was done. partly: a part is kept. Final: kept, broken, lapsed (no longer owed), superseded (by another commitment).',
  )
  readonly state!: ProgressState;

  @MayBeOmitted()
  @IsReference('commitment', 'The commitment that takes its place.')
  readonly supersededBy?: CommitmentRef;

  @MayBeOmitted()
  @IsText('What was done, or not done.')
  readonly text?: Text;
}

const CONSULTATIONS = 'commitment-regular-consultations';

/** Event types of streams `commitment-`: one duty each. */
export const commitmentTypes = {
  CommitmentMade: eventType({
    schemaVersion: 1,
    payload: CommitmentMade,
    summary: 'Parties bound themselves to something: what is owed, by whom, to whom, by when, and on whose word.',
    line: ({ owedBy, owedTo, object, announcedBy, due, condition }) =>
      [
        `Owed by ${namedList(owedBy)}${owedTo?.length ? ` to ${namedList(owedTo)}` : ''}: ${object}`,
        `announced by ${namedList(announcedBy)}`,
        ...(due === undefined ? [] : [`due ${due}`]),
        ...(condition === undefined ? [] : [`if ${condition}`]),
      ].join('; '),
    example: {
      stream: CONSULTATIONS,
      occurred: '2025-02-18',
      data: {
        owedBy: ['actor-united-states', 'actor-russia'],
        object: 'Name representatives who consult regularly on Ukraine',
        announcedBy: ['actor-russia'],
        agreement: 'agreement-riyadh-2025-02-18',
        statement: 'statement-lavrov-consultations',
      },
    },
  }),
  CommitmentConfirmed: eventType({
    schemaVersion: 1,
    payload: CommitmentConfirmed,
    summary: 'A party that owes, or is owed, confirms a commitment.',
    line: ({ by, speaker }) =>
      `Commitment confirmed by ${named(by)}${after(', by the mouth of ', speaker === undefined ? undefined : named(speaker))}`,
    example: {
      stream: 'commitment-embassy-staffing',
      occurred: '2025-02-18',
      data: { by: 'actor-russia', speaker: 'actor-sergey-lavrov' },
    },
  }),
  CommitmentProgressed: eventType({
    schemaVersion: 1,
    payload: CommitmentProgressed,
    summary: 'How far a commitment has come: started, partly kept, kept, broken, lapsed or superseded.',
    line: ({ state, supersededBy, text }) =>
      `Commitment ${SAID[state]}${after(' ', supersededBy === undefined ? undefined : named(supersededBy))}${after(': ', text)}`,
    example: {
      stream: CONSULTATIONS,
      occurred: '2025-03',
      data: { state: 'started', text: 'The first representatives were named.' },
    },
  }),
};

const SAID: Readonly<Record<ProgressState, string>> = {
  started: 'begun',
  partly: 'kept in part',
  kept: 'kept',
  broken: 'broken',
  lapsed: 'lapsed',
  superseded: 'superseded by',
};

export type CommitmentEvent = EventsOf<typeof commitmentTypes>;
/** An event of a commitment as rules and folds see it. */
export type CommitmentTelling = Foldable<CommitmentEvent>;
export type CommitmentTellingOf<Type extends CommitmentTelling['type']> = Extract<
  CommitmentTelling,
  { readonly type: Type }
>;
