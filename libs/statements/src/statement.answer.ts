import { GRADED_LATEST, type Citation, type Reason } from '@tracker/vocabulary';
import type { Denial, Likelihood, StatementKind, Wording } from './statement.codes';
import type { HeldStance, ReplyRow, StatementRow } from './statement.tables';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly position: number;
  readonly modality: string;
  readonly citation: Citation | null;
}

/** Whether the text may stand in quotation marks, and why. */
export interface Printability {
  readonly safeToPrint: boolean;
  readonly safeToPrintWhy: string;
}

/** A statement as one source tells it. */
export interface Telling extends Printability {
  /** The event that tells it. */
  readonly claim: Claim;
  readonly speaker: string;
  readonly kind: StatementKind;
  readonly text: string;
  readonly wording: Wording;
  readonly channel: string | null;
  readonly addressees: readonly string[] | null;
  readonly about: readonly string[] | null;
  readonly positions: readonly HeldStance[] | null;
  readonly condition: string | null;
  readonly forecast: { readonly likelihood: Likelihood; readonly when: string | null } | null;
  /** When it was said. */
  readonly occurred: string | null;
}

/** A statement in a list: the telling adopted by `rule`, and what became of it. */
export interface StatementItem extends Telling {
  readonly statement: string;
  readonly rule: string;
  readonly withdrawn: boolean;
  /** Actors who deny having said it, or that it is so. */
  readonly deniedBy: readonly string[];
  readonly clarifications: number;
}

/** What somebody said of a statement afterwards. */
export interface Reply extends Claim {
  readonly occurred: string | null;
  readonly text: string | null;
}
export interface Clarification extends Reply {
  readonly by: string | null;
}
export interface DenialAnswer extends Reply {
  readonly by: string | null;
  readonly denies: Denial | null;
}
export interface Withdrawal extends Reply {
  readonly reason: Reason | null;
}

/** Everything told of one statement. */
export interface StatementAnswer extends Omit<StatementItem, 'clarifications' | 'deniedBy'> {
  /** Every source's telling, the adopted one first. */
  readonly claims: readonly Telling[];
  readonly clarifications: readonly Clarification[];
  readonly denials: readonly DenialAnswer[];
  readonly withdrawals: readonly Withdrawal[];
}

function telling(row: StatementRow): Telling {
  const {
    speaker,
    kind,
    text,
    wording,
    channel,
    addressees,
    about,
    stances,
    condition,
    likelihood,
    forecastWhen,
    occurred,
  } = row;
  return {
    claim: claimOf(row),
    speaker,
    kind,
    text,
    wording,
    ...printability(row),
    channel,
    addressees,
    about,
    positions: stances,
    condition,
    forecast: likelihood === null ? null : { likelihood, when: forecastWhen },
    occurred,
  };
}

/** `replies` may be those of many statements. */
export function statementItem(row: StatementRow, replies: readonly ReplyRow[]): StatementItem {
  const own = replies.filter((reply) => reply.stream === row.stream && isSo(reply));
  const denials = own.flatMap(({ reply, by }) => (reply === 'denied' && by !== null ? [by] : []));
  return {
    statement: row.stream,
    ...telling(row),
    rule: GRADED_LATEST,
    withdrawn: own.some(({ reply }) => reply === 'withdrawn'),
    deniedBy: [...new Set(denials)].sort(),
    clarifications: own.filter(({ reply }) => reply === 'clarified').length,
  };
}

/** `tellings` MUST stand in the order of the rule and not be empty, `replies` in the order of record. */
export function statementAnswer(
  tellings: readonly [StatementRow, ...StatementRow[]],
  replies: readonly ReplyRow[],
): StatementAnswer {
  const { deniedBy: _deniedBy, ...item } = statementItem(tellings[0], replies);
  const of = (kind: ReplyRow['reply']): readonly ReplyRow[] => replies.filter(({ reply }) => reply === kind);
  return {
    ...item,
    claims: tellings.map(telling),
    clarifications: of('clarified').map((reply) => ({ ...replyOf(reply), by: reply.by })),
    denials: of('denied').map((reply) => ({ ...replyOf(reply), by: reply.by, denies: reply.denies })),
    withdrawals: of('withdrawn').map((reply) => ({ ...replyOf(reply), reason: reply.reason })),
  };
}

function replyOf(row: ReplyRow): Reply {
  return { occurred: row.occurred, text: row.text, ...claimOf(row) };
}

function claimOf({ event, position, modality, citation }: StatementRow | ReplyRow): Claim {
  return { event, position, modality, citation };
}

/** A withdrawal that is denied, or only foreseen, is none. */
function isSo({ modality }: ReplyRow): boolean {
  return modality === 'realised';
}

/** Of a text, the way it is worded, and the citation it rests on. */
type Worded = Pick<StatementRow, 'wording' | 'text' | 'citation'>;

export function printability(worded: Worded): Printability {
  return { safeToPrint: worded.wording === 'verbatim', safeToPrintWhy: whySafe(worded) };
}

function whySafe({ wording, text, citation }: Worded): string {
  const passage = citation?.passages?.[0];
  switch (wording) {
    case 'verbatim':
      if (passage?.text === text) return 'verbatim: the text is the passage that is cited';
      return passage
        ? 'verbatim, on the word of the recorder: the passage is located and was not copied'
        : 'verbatim, on the word of the recorder: no passage is cited';
    case 'partial':
      return "partial: the recorder's words; only the quoted pieces among the passages are the speaker's";
    case 'paraphrase':
      return "paraphrase: not the speaker's words";
    case 'broken':
      return "broken: the quotation marks do not match, so it is not certain which words are the speaker's";
  }
}
