/** Stream ids by what they name. A reference is valid once a stream of that id has an event at a lower position. */
export type ActorRef = `actor-${string}`;
/** One office is one stream, so that two holders at once are seen in one place. */
export type OfficeRef = `office-${string}`;
export type PlaceRef = `place-${string}`;
export type SourceRef = `source-${string}`;
export type ReportRef = `report-${string}`;
export type MeetingRef = `meeting-${string}`;
export type StatementRef = `statement-${string}`;
export type AttackRef = `attack-${string}`;
export type AgreementRef = `agreement-${string}`;
export type CommitmentRef = `commitment-${string}`;
export type CeasefireRef = `ceasefire-${string}`;
export type MeasureRef = `measure-${string}`;
export type AreaRef = `area-${string}`;
/** What a statement or an assessment may be about. */
export type SubjectRef =
  | ActorRef
  | OfficeRef
  | PlaceRef
  | MeetingRef
  | StatementRef
  | AttackRef
  | AgreementRef
  | CommitmentRef
  | CeasefireRef
  | MeasureRef
  | AreaRef;
/** The kinds of a `SubjectRef`, for `IsReference` and `IsReferenceList`. */
export const SUBJECT_KINDS = [
  'actor',
  'office',
  'place',
  'meeting',
  'statement',
  'attack',
  'agreement',
  'commitment',
  'ceasefire',
  'measure',
  'area',
] as const;

/** The one stream whose id is no more than its kind: it tells of the conflict itself. */
export const CONFLICT_STREAM = 'conflict';
/** `<kind>-<name>` or `<kind>-<uuidv7>`. Only ASCII, so bytes and characters are the same count. */
export const STREAM_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;
export const STREAM_ID_BYTES_MAX = 120;
/** Lower-case words and hyphens: `russia-ukraine`. */
export const CONFLICT_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
export const CONFLICT_ID_BYTES_MAX = 64;

/** Whether the text can be the id of a stream, `conflict` included. */
export function isStreamId(text: string): boolean {
  return text === CONFLICT_STREAM || (text.length <= STREAM_ID_BYTES_MAX && STREAM_ID.test(text));
}

/** Whether the text can be the id of a conflict. */
export function isConflictId(text: string): boolean {
  return text.length <= CONFLICT_ID_BYTES_MAX && CONFLICT_ID.test(text);
}

/** The kind of thing a stream id names: `meeting` for `meeting-riyadh-2025-02-18`. The id MUST be one that `isStreamId` takes. */
export function kindOf(streamId: string): string {
  const hyphen = streamId.indexOf('-');
  return hyphen === -1 ? streamId : streamId.slice(0, hyphen);
}

/** The regular expression of the ids of streams of these kinds, as text for JSON Schema. */
export function referencePattern(kinds: readonly string[]): string {
  const named = kinds.filter((kind) => kind !== CONFLICT_STREAM);
  const prefix = named.length === 1 ? named.join('') : `(?:${named.join('|')})`;
  const streams = `${prefix}-[a-z0-9]+(?:-[a-z0-9]+)*`;
  if (named.length === kinds.length) return `^${streams}$`;
  return named.length === 0 ? `^${CONFLICT_STREAM}$` : `^(?:${CONFLICT_STREAM}|${streams})$`;
}
