import type { Difference } from '@tracker/audit';
import { compileModel } from '@tracker/projections';
import { Client } from 'pg';
import { readModels } from '../../apps/features';
import { answerTo, linesOf } from './asked-answers';
import type { LabDatabase } from './lab';
import { CASE_CONFLICT, type RecordedCase } from './recorded-case';
import { between, type Random } from './seeded-random';

/** Two positions, and of which streams the difference between them is asked; undefined: of all. */
export interface Pair {
  readonly from: number;
  readonly to: number;
  readonly streams: readonly string[] | undefined;
  /** Asked page by page; else in one stream. */
  readonly isPaged: boolean;
}

/** Streams of a pair that is asked for some. */
const STREAMS = 150;
/** Rows a page, and rows read at a time from the tables. */
const PAGE_ROWS = 500;
const FETCHED_ROWS = 2_000;
/** Characters of a row in a message. */
const SHOWN_MAX = 2_000;

/** Any two positions, of some streams that have events up to the later one, begun before, between or after the earlier. */
export async function anyPair(client: Client, events: number, random: Random): Promise<Pair> {
  const [one, other] = [between(0, events, random), between(0, events, random)];
  const [from, to] = [Math.min(one, other), Math.max(one, other)];
  // Those on either side of the edges would show a position that is off by one.
  const edges = [from, from + 1, to, to + 1];
  const positions = [...edges, ...Array.from({ length: STREAMS }, () => between(1, Math.max(1, to), random))];
  const { rows } = await client.query<{ stream: string }>(
    `select distinct stream from log.events where conflict = $1 and position = any($2) order by stream`,
    [CASE_CONFLICT, positions],
  );
  return { from, to, streams: rows.map(({ stream }) => stream), isPaged: random() < 0.5 };
}

/** Two positions no further apart than that share of the log, near ones as often as far ones; of every stream. */
export function nearPair(events: number, share: number, random: Random): Pair {
  const apart = Math.round(Math.exp(random() * Math.log(Math.max(2, events * share))));
  const to = between(Math.min(events, apart), events, random);
  return { from: Math.max(0, to - apart), to, streams: undefined, isPaged: random() < 0.1 };
}

/** Any two positions, of every stream. */
export function farPair(events: number, random: Random): Pair {
  const [one, other] = [between(0, events, random), between(0, events, random)];
  return { from: Math.min(one, other), to: Math.max(one, other), streams: undefined, isPaged: false };
}

/**
 * Applies the difference that is told over HTTP to the state at its beginning, row after row of every read model, and holds what
 * comes of it against the state at its end, both as the tables have them. Rows that hold unchanged at both are in both states,
 * and no difference may name them. Gives how many rows differed; throws where anything is otherwise.
 */
export async function proveDifference(client: Client, url: string, pair: Pair): Promise<number> {
  const told = toldDifference(url, pair);
  const refuse = (found: RowDifference | undefined, expected: RowDifference | undefined): never => {
    throw new Error(
      `The difference from ${pair.from} to ${pair.to} tells ${shown(found)}, the tables have ${shown(expected)}.`,
    );
  };
  try {
    let rows = 0;
    for await (const row of standing(client, pair)) {
      const next = await told.next();
      const found = next.done ? undefined : next.value;
      if (!found || textOf(found) !== textOf(row)) refuse(found, row);
      rows += 1;
    }
    const surplus = await told.next();
    if (!surplus.done) refuse(surplus.value, undefined);
    return rows;
  } finally {
    await told.return(undefined);
  }
}

function shown(row: RowDifference | undefined): string {
  return row ? JSON.stringify(row).slice(0, SHOWN_MAX) : 'nothing more';
}

/** A connection that reads the tables. */
export async function readerOf({ database }: RecordedCase): Promise<Client> {
  const client = new Client(databaseOptions(database));
  await client.connect();
  return client;
}

function databaseOptions({ source }: LabDatabase) {
  return source.poolOptions('tracker_projector', { jit: 'off' });
}

type RowDifference = Pick<Difference, 'view' | 'table' | 'stream' | 'key' | 'before' | 'after'>;

function textOf({ view, table, stream, key, before, after }: RowDifference): string {
  return JSON.stringify([view, table, stream, key, before, after]);
}

async function* toldDifference(url: string, { from, to, streams, isPaged }: Pair): AsyncGenerator<RowDifference> {
  const question = `${url}/diff?from=${from}&to=${to}${(streams ?? []).map((stream) => `&stream=${stream}`).join('')}`;
  if (isPaged) {
    for (let next: string | undefined, isFirst = true; isFirst || next !== undefined; isFirst = false) {
      const cursor = next === undefined ? '' : `&cursor=${next}`;
      const page = JSON.parse((await answerTo(`${question}&limit=${PAGE_ROWS}${cursor}`)).text) as Page;
      yield* page.items;
      next = page.next;
    }
    return;
  }
  let rows = 0;
  for await (const line of linesOf(question)) {
    const told = JSON.parse(line) as RowDifference | End;
    if ('end' in told) {
      const { added, removed, changed } = told.end;
      if (added + removed + changed !== rows) throw new Error(`${question} ends with ${line} after ${rows} rows.`);
      return;
    }
    rows += 1;
    yield told;
  }
  throw new Error(`${question} breaks off after ${rows} rows.`);
}

interface Page {
  readonly items: readonly RowDifference[];
  readonly next?: string;
}
interface End {
  readonly end: Readonly<Record<Difference['change'], number>>;
}

/** Rows that hold at one of two positions and not, or otherwise, at the other: by view, table, stream and key. */
async function* standing(client: Client, pair: Pair): AsyncGenerator<RowDifference> {
  for (const model of [...readModels].sort((one, other) => (one.name < other.name ? -1 : 1))) {
    const shapes = [...compileModel(model).shapes].sort((one, other) => (one.name < other.name ? -1 : 1));
    for (const { schema, name, columns } of shapes) {
      const own = (row: Readonly<Record<string, unknown>> | null): Difference['before'] =>
        row && Object.fromEntries(columns.map((column) => [column.property, row[column.name]]));
      for await (const { stream, key, before, after } of versions(client, `${schema}.${name}`, pair)) {
        const difference = { view: model.name, table: name, stream, key, before: own(before), after: own(after) };
        // A row may end and begin again as it was.
        if (JSON.stringify(difference.before) !== JSON.stringify(difference.after)) yield difference;
      }
    }
  }
}

interface VersionsRow {
  readonly stream: string;
  readonly key: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

async function* versions(client: Client, table: string, { from, to, streams }: Pair): AsyncGenerator<VersionsRow> {
  const among = streams ? `and stream in (${streams.map((stream) => client.escapeLiteral(stream)).join(', ')})` : '';
  await client.query('begin');
  await client.query(`declare version cursor for
    select stream, key,
      (array_agg(to_jsonb(t)) filter (where since <= ${from} and until > ${from}))[1] as before,
      (array_agg(to_jsonb(t)) filter (where since <= ${to} and until > ${to}))[1] as after
    from ${table} t
    where conflict = '${CASE_CONFLICT}' ${among}
      and ((since <= ${from} and until > ${from} and until <= ${to}) or (since > ${from} and since <= ${to} and until > ${to}))
    group by stream, key order by stream, key`);
  try {
    for (;;) {
      const { rows } = await client.query<VersionsRow>(`fetch ${FETCHED_ROWS} from version`);
      yield* rows;
      if (rows.length < FETCHED_ROWS) return;
    }
  } finally {
    await client.query('rollback');
  }
}
