import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsPart,
  IsReference,
  IsReferenceList,
  IsText,
  IsTextList,
  MayBeOmitted,
  Reason,
  type ActorRef,
  type MeetingRef,
  type Text,
} from '@tracker/vocabulary';
import { after, byWhomAndWhy, listed, namedList } from './phrase';

export const AGREEMENT_FORMS = ['oral', 'text'] as const;
export type AgreementForm = (typeof AGREEMENT_FORMS)[number];

@Described('Parties agreed on something. What each then owes is CommitmentMade, in a stream of its own.')
export class AgreementReached {
  @IsReferenceList('actor', 'Who agreed: two parties at least. Parties, not those who spoke for them.')
  readonly parties!: readonly ActorRef[];

  @IsTextList('What they agreed on, one entry for each matter.', { min: 1 })
  readonly subjects!: readonly Text[];

  @IsCode(AGREEMENT_FORMS, 'text: there is an agreed text; oral: there is none.')
  readonly form!: AgreementForm;

  @IsReferenceList('actor', 'Parties on whose word it stands.')
  readonly announcedBy!: readonly ActorRef[];

  @MayBeOmitted()
  @IsReference('meeting', 'The meeting at which it was reached.')
  readonly meeting?: MeetingRef;
}

@Described('Parties signed an agreement.')
export class AgreementSigned {
  @IsReferenceList('actor', 'Who is bound by it: two parties at least.')
  readonly parties!: readonly ActorRef[];

  @MayBeOmitted()
  @IsReferenceList('actor', 'Who put the names under it.')
  readonly signatories?: readonly ActorRef[];

  @MayBeOmitted()
  @IsText('Its title.')
  readonly title?: Text;

  @MayBeOmitted()
  @IsReference('meeting', 'The meeting at which it was signed.')
  readonly meeting?: MeetingRef;
}

@Described('An agreement was suspended: it is not kept for the time being, and not ended.')
export class AgreementSuspended {
  @MayBeOmitted()
  @IsReference('actor', 'Who suspended it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

@Described('An agreement ended: it ran out, was left or was replaced.')
export class AgreementEnded {
  @MayBeOmitted()
  @IsReference('actor', 'Who ended it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

/** Event types of streams `agreement-`: one agreement each. */
export const agreementTypes = {
  AgreementReached: eventType({
    schemaVersion: 1,
    payload: AgreementReached,
    summary: 'Parties agreed on something, in words or in a text.',
    line: ({ parties, subjects, form }) => `Agreed by ${namedList(parties)} (${form}): ${listed(subjects, 'nothing')}`,
    example: {
      stream: 'agreement-riyadh-2025-02-18',
      occurred: '2025-02-18',
      data: {
        parties: ['actor-united-states', 'actor-russia'],
        subjects: ['Begin working towards an end of the war in Ukraine', 'Better diplomatic and economic ties'],
        form: 'oral',
        announcedBy: ['actor-united-states', 'actor-russia'],
        meeting: 'meeting-riyadh-2025-02-18',
      },
    },
  }),
  AgreementSigned: eventType({
    schemaVersion: 1,
    payload: AgreementSigned,
    summary: 'Parties signed an agreement.',
    line: ({ parties, signatories, title }) =>
      `Signed between ${namedList(parties)}${after(': ', title)}${signatories?.length ? `; signed by ${namedList(signatories)}` : ''}`,
    example: {
      stream: 'agreement-riyadh-2025-02-18',
      occurred: '2025-03-01',
      data: {
        parties: ['actor-united-states', 'actor-russia'],
        signatories: ['actor-marco-rubio', 'actor-sergey-lavrov'],
      },
    },
  }),
  AgreementSuspended: eventType({
    schemaVersion: 1,
    payload: AgreementSuspended,
    summary: 'An agreement was suspended.',
    line: (data) => `Agreement suspended${byWhomAndWhy(data)}`,
    example: {
      stream: 'agreement-riyadh-2025-02-18',
      occurred: '2025-04',
      data: { by: 'actor-russia', reason: { text: 'The other side had not kept it.' } },
    },
  }),
  AgreementEnded: eventType({
    schemaVersion: 1,
    payload: AgreementEnded,
    summary: 'An agreement ended.',
    line: (data) => `Agreement ended${byWhomAndWhy(data)}`,
    example: { stream: 'agreement-riyadh-2025-02-18', occurred: '2025-05', data: { by: 'actor-russia' } },
  }),
};

export type AgreementEvent = EventsOf<typeof agreementTypes>;
/** An event of an agreement as rules and folds see it. */
export type AgreementTelling = Foldable<AgreementEvent>;
