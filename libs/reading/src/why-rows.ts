import { CONFLICT_STREAM, isStreamId, kindOf } from '@tracker/vocabulary';

/** What an answer stands for, as its view declares it. */
interface Rows {
  /** Names of members that hold the stream of a row. */
  readonly members: ReadonlySet<string>;
  /** A member that holds its id stands for the conflict's own stream. */
  readonly conflict: string;
  readonly kinds: ReadonlySet<string>;
}

/** Holds the streams that a number counts, whatever the view. */
const BEHIND = 'behind';

/** Members that are as recorded: what they mention is no row. */
const RECORDED = new Set(['citation', 'data', 'counter', 'as', 'old', 'new']);

/** The streams of the rows of an answer, and those that its numbers count. A stream that is merely mentioned is not among them. */
export function rowStreamsIn(answer: unknown, rows: Rows): readonly string[] {
  const streams = new Set<string>();
  collect(answer, rows, streams);
  return [...streams];
}

function collect(value: unknown, rows: Rows, streams: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (RECORDED.has(name)) continue;
    if (name === BEHIND) collectAll(member, rows, streams);
    else if (typeof member !== 'string') collect(member, rows, streams);
    else if (rows.members.has(name)) {
      const stream = member === rows.conflict ? CONFLICT_STREAM : member;
      if (isRow(stream, rows)) streams.add(stream);
    }
  }
}

function collectAll(value: unknown, rows: Rows, streams: Set<string>): void {
  if (typeof value === 'string') {
    if (isRow(value, rows)) streams.add(value);
  } else if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) collectAll(member, rows, streams);
  }
}

function isRow(id: string, { kinds }: Rows): boolean {
  return isStreamId(id) && kinds.has(kindOf(id));
}
