import type { Replayed, ReplayedTable, RowDifference } from '@tracker/projections';
import { join } from 'node:path';
import { counted } from './progress';
import { FileSink, OutputSink, type RowSink } from './row-sinks';
import type { Session } from './session';
import { textTable } from './text-table';

/** What of a replay is told. */
export interface ReplayAsked {
  readonly conflict: string;
  readonly position: number;
  readonly withoutSource: string | null;
  /** Where the rows go, a folder that is there; undefined: to stdout, if anywhere. */
  readonly folder: string | undefined;
  /** Whether rows are told where there is no folder. */
  readonly withRows: boolean;
}

/** How many rows a table has; of a difference by what becomes of them. */
type Counts = { readonly count: number } | Readonly<Record<RowDifference['change'], number>>;

interface WrittenTable {
  readonly view: string;
  readonly version: number;
  readonly table: string;
  readonly counts: Counts;
  readonly file?: string;
  /** Of a difference, the first rows. */
  readonly first: readonly Pick<RowDifference, 'change' | 'stream' | 'key'>[];
}

/** Rows of a difference that are named to people, of each table. */
const NAMED_MAX = 20;

/** Writes rows and counts of a replay, one row after the other, so that memory does not grow with them. */
export async function writeReplay(session: Session, replayed: Replayed, asked: ReplayAsked): Promise<void> {
  const { output } = session;
  const { conflict, position, withoutSource } = asked;
  session.progress.stop();
  if (output.isJson)
    await output.write(`${JSON.stringify({ conflict, position, withoutSource }).slice(0, -1)},"tables":[`);
  const written: WrittenTable[] = [];
  for (const table of replayed.tables) written.push(await writeTable(session, replayed, asked, table, written.length));
  if (output.isJson) return output.write(']}\n');
  const areRowsOut = asked.withRows && asked.folder === undefined;
  const lines = withoutSource === null ? countLines(written, asked) : differenceLines(written, asked, !areRowsOut);
  // Where rows are on stdout, what is told of them is not.
  if (areRowsOut) output.say(lines.join('\n'));
  else await output.answer({ document: {}, lines });
}

async function writeTable(
  { output, signal }: Session,
  replayed: Replayed,
  asked: ReplayAsked,
  table: ReplayedTable,
  number: number,
): Promise<WrittenTable> {
  const { name, version } = table.model;
  const described = { view: name, version, table: table.table };
  const file = asked.folder === undefined ? undefined : join(asked.folder, `${name}.${table.table}.ndjson`);
  const isListed = file === undefined && asked.withRows;
  if (output.isJson) {
    const begun = JSON.stringify(described).slice(0, -1);
    await output.write(`${number > 0 ? ',' : ''}\n${begun}${isListed ? ',"rows":[' : ''}`);
  }
  const sink =
    file !== undefined
      ? await FileSink.open(file, signal)
      : isListed
        ? new OutputSink(output, name, table.table)
        : undefined;
  const { counts, first } = await writeRows(replayed, asked, table, sink);
  await sink?.end();
  if (output.isJson) {
    const rest = JSON.stringify({ ...counts, file }).slice(1);
    await output.write(`${isListed ? ']' : ''},${rest}`);
  }
  return { ...described, counts, file, first };
}

async function writeRows(
  replayed: Replayed,
  { withoutSource }: ReplayAsked,
  table: ReplayedTable,
  sink: RowSink | undefined,
): Promise<Pick<WrittenTable, 'counts' | 'first'>> {
  if (withoutSource !== null) {
    const counts = { added: 0, removed: 0, changed: 0 };
    const first: RowDifference[] = [];
    for await (const row of replayed.differences(table)) {
      counts[row.change] += 1;
      if (first.length < NAMED_MAX) first.push(row);
      await sink?.row(JSON.stringify(row));
    }
    return { counts, first };
  }
  if (!sink) return { counts: { count: await replayed.count(table) }, first: [] };
  let count = 0;
  for await (const line of replayed.lines(table)) {
    count += 1;
    await sink.row(line);
  }
  return { counts: { count }, first: [] };
}

function countLines(written: readonly WrittenTable[], asked: ReplayAsked): readonly string[] {
  return [`${asked.conflict} as it was at position ${asked.position}`, ...tableOf(written, ['ROWS'], asked)];
}

/** Of the tables in which something would stand otherwise, and which rows these are. */
function differenceLines(
  written: readonly WrittenTable[],
  asked: ReplayAsked,
  areRowsNamed: boolean,
): readonly string[] {
  const { conflict, position, withoutSource } = asked;
  const moment = `${conflict} as it was at position ${position}`;
  const differing = written.filter(({ counts }) => sumOf(counts) > 0);
  if (differing.length === 0) return [`${moment} would stand as it does without ${withoutSource}.`];
  const same = written.length - differing.length;
  return [
    `${moment}, and what would stand otherwise without ${withoutSource}`,
    ...tableOf(differing, ['ADDED', 'REMOVED', 'CHANGED'], asked),
    ...(same > 0 ? [`The other ${counted(same)} tables would stand as they do.`] : []),
    ...(areRowsNamed ? ['', ...differing.flatMap(rowNames)] : []),
  ];
}

function rowNames({ view, table, counts, first }: WrittenTable): readonly string[] {
  const untold = sumOf(counts) - first.length;
  return [
    ...first.map(({ change, stream, key }) => `${change}: ${view} ${table}, ${stream}${key === '' ? '' : ` ${key}`}`),
    ...(untold > 0 ? [`  ... and ${counted(untold)} more: --view ${view} prints them`] : []),
  ];
}

function sumOf(counts: Counts): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function tableOf(
  written: readonly WrittenTable[],
  heads: readonly string[],
  { folder }: ReplayAsked,
): readonly string[] {
  const rows = written.map(({ view, version, table, counts, file }) => [
    `${view} ${version}`,
    table,
    ...Object.values(counts).map(counted),
    ...(file === undefined ? [] : [file]),
  ]);
  const head = ['VIEW', 'TABLE', ...heads, ...(folder === undefined ? [] : ['FILE'])];
  const numbers = heads.map((_, index) => index + 2);
  return textTable([head, ...rows], numbers);
}
