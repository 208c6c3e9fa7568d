import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsIssueKey,
  IsOccurred,
  IsPart,
  IsPartList,
  IsReference,
  IsReferenceList,
  IsText,
  kindOf,
  MayBeOmitted,
  MustHold,
  Reason,
  SUBJECT_KINDS,
  type ActorRef,
  type IssueKey,
  type Occurred,
  type SubjectRef,
  type Text,
} from '@tracker/vocabulary';
import {
  DENIALS,
  LIKELIHOODS,
  STANCES,
  STATEMENT_KINDS,
  WORDINGS,
  type Denial,
  type Likelihood,
  type Stance,
  type StatementKind,
  type Wording,
} from './statement.codes';

@Described('A stance on an issue, as the statement has it.')
export class StanceTaken {
  @IsIssueKey('The issue, by the same key everywhere: `ukraine-at-the-table`.')
  readonly issue!: IssueKey;

  @IsCode(STANCES, 'The stance on it.')
  readonly stance!: Stance;

  @MayBeOmitted()
  @IsReference('actor', 'Whose stance, where the speaker speaks for another. Left out: the speaker.')
  readonly holder?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why that stance is taken.')
  readonly reason?: Reason;
}

@Described('How likely the speaker holds what the statement is about.')
export class Forecast {
  @IsCode(LIKELIHOODS, 'How likely.')
  readonly likelihood!: Likelihood;

  @MayBeOmitted()
  @IsOccurred('The time the forecast speaks of. Left out: the speaker names none.')
  readonly when?: Occurred;
}

/** Whether each holder has one stance on an issue. Sees what may be invalid, and then answers true. */
function isOfOneMind({ speaker, positions }: Readonly<Record<string, unknown>>): boolean {
  if (!Array.isArray(positions)) return true;
  const taken = positions.map((position: unknown) => {
    const { holder = speaker, issue } = (position ?? {}) as Partial<StanceTaken>;
    return `${String(holder)} ${String(issue)}`;
  });
  return new Set(taken).size === taken.length;
}

@Described(
  'Somebody said something. `occurred` is when it was said; that it was said rests on the citation, that it is so on the speaker.',
)
@MustHold(
  'forecast_about_something',
  'about to name what is forecast, wherever there is a forecast',
  ({ forecast, about }) =>
    forecast === undefined || !(about === undefined || (Array.isArray(about) && about.length === 0)),
)
@MustHold(
  'one_stance_on_an_issue',
  'one stance of a holder on an issue in positions: leave one out, or give the finer question an issue of its own',
  isOfOneMind,
)
export class StatementMade {
  @IsReference('actor', 'Who said it.')
  readonly speaker!: ActorRef;

  @IsCode(STATEMENT_KINDS, 'What kind of statement.')
  readonly kind!: StatementKind;

  @IsText("What was said: the speaker's words where wording is verbatim or broken, else the recorder's.")
  readonly text!: Text;

  @IsCode(
    WORDINGS,
    'verbatim: `text` is the first passage, safe in quotation marks. partial: own words, quoted pieces in the passages. paraphrase: own words. broken: `text` is the first passage, but its quotation marks do not match: not safe to print as a quotation.',
  )
  readonly wording!: Wording;

  @MayBeOmitted()
  @IsText('Where or to whom it was said: "reporters", "X".')
  readonly channel?: Text;

  @MayBeOmitted()
  @IsReferenceList('actor', 'At whom a demand, offer or threat is directed; not the journalists.')
  readonly addressees?: readonly ActorRef[];

  @MayBeOmitted()
  @IsReferenceList(SUBJECT_KINDS, 'What it is about.')
  readonly about?: readonly SubjectRef[];

  @MayBeOmitted()
  @IsPartList(() => StanceTaken, 'Stances that it takes.')
  readonly positions?: readonly StanceTaken[];

  @MayBeOmitted()
  @IsText('Said to hold only if this comes true; goes with modality hypothetical.')
  readonly condition?: Text;

  @MayBeOmitted()
  @IsPart(() => Forecast, 'How likely the speaker holds what stands in `about`.')
  readonly forecast?: Forecast;
}

@Described('A statement was explained or qualified afterwards.')
export class StatementClarified {
  @IsText('What was added.')
  readonly text!: Text;

  @MayBeOmitted()
  @IsReference('actor', 'Who clarified. Left out: the source does not say.')
  readonly by?: ActorRef;
}

@Described('Somebody denies that it was said, or that it is so.')
export class StatementDenied {
  @IsReference('actor', 'Who denies.')
  readonly by!: ActorRef;

  @IsCode(DENIALS, 'What is denied: having said it, or the content.')
  readonly denies!: Denial;

  @MayBeOmitted()
  @IsText('The denial in a few words.')
  readonly text?: Text;
}

@Described('The speaker took a statement back.')
export class StatementWithdrawn {
  @MayBeOmitted()
  @IsText('How it was taken back.')
  readonly text?: Text;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why it was taken back.')
  readonly reason?: Reason;
}

/** Event types of streams `statement-`: one statement of one speaker each. */
export const statementTypes = {
  StatementMade: eventType({
    schemaVersion: 1,
    payload: StatementMade,
    summary: 'Somebody said something: to whom, about what, in whose words, and with what stance.',
    line: ({ speaker, kind, text, wording }) => `{${speaker}}, ${kind}: ${wording === 'verbatim' ? `“${text}”` : text}`,
    places: ({ about = [] }) => about.filter((subject) => kindOf(subject) === 'place'),
    example: {
      stream: 'statement-macron-end-aggression',
      occurred: '2025-02-18',
      data: {
        speaker: 'actor-emmanuel-macron',
        kind: 'demand',
        text: 'Russia must end its aggression',
        wording: 'partial',
        channel: 'X',
        addressees: ['actor-russia'],
      },
    },
  }),
  StatementClarified: eventType({
    schemaVersion: 1,
    payload: StatementClarified,
    summary: 'A statement was explained or qualified afterwards.',
    line: ({ by, text }) => `Statement clarified${by === undefined ? '' : ` by {${by}}`}: ${text}`,
    example: {
      stream: 'statement-rubio-concessions',
      occurred: '2025-02-19',
      data: { text: 'Meant were all sides, Ukraine too.', by: 'actor-marco-rubio' },
    },
  }),
  StatementDenied: eventType({
    schemaVersion: 1,
    payload: StatementDenied,
    summary: 'Somebody denies that it was said, or that it is so.',
    line: ({ by, denies, text }) => `{${by}} denies ${DENIED[denies]}${text === undefined ? '' : `: ${text}`}`,
    example: {
      stream: 'statement-rubio-concessions',
      occurred: '2025-02-19',
      data: { by: 'actor-russia', denies: 'content' },
    },
  }),
  StatementWithdrawn: eventType({
    schemaVersion: 1,
    payload: StatementWithdrawn,
    summary: 'The speaker took a statement back.',
    line: ({ text, reason }) =>
      ['Statement withdrawn', text ?? reason?.text].filter((part) => part !== undefined).join(': '),
    example: { stream: 'statement-rubio-concessions', occurred: '2025-02-19', data: { text: 'He took it back.' } },
  }),
};

const DENIED: Readonly<Record<Denial, string>> = { having_said_it: 'having said it', content: 'that it is so' };

export type StatementEvent = EventsOf<typeof statementTypes>;
/** A statement's event of one type, as rules and folds see it. */
export type StatementEventOf<Type extends StatementEvent['type']> = Foldable<
  Extract<StatementEvent, { readonly type: Type }>
>;
