import {
  blankFold,
  compileModel,
  RowChanges,
  takeEvent,
  type Columns,
  type CompiledModel,
  type FoldedStream,
  type ReadModel,
  type RowVersion,
  type TableShape,
  type TemporalRow,
} from '@tracker/projections';
import { kindOf } from '@tracker/vocabulary';
import { recorded, type EventDraft } from './event-of';

/** A row of a read model as a spec sees it: its columns, and the positions in which it holds. */
export type FoldedRow<Row extends TemporalRow> = Columns<Row> & {
  readonly stream: string;
  readonly key: string;
  readonly since: number;
  /** Null while it holds. */
  readonly until: number | null;
};

/** The tables of a read model after some events. */
export interface FoldedModel {
  /** The rows of a table that hold, in order of stream and key. */
  rows<Row extends TemporalRow>(table: new () => Row): readonly FoldedRow<Row>[];
  /** Every row version of a table, in order of stream, key and since. */
  versions<Row extends TemporalRow>(table: new () => Row): readonly FoldedRow<Row>[];
}

/** Folds events with the engine that also writes the tables, stream by stream, and gives what holds at the end. */
export function foldModel<State>(model: ReadModel<State>, drafts: readonly EventDraft[]): FoldedModel {
  return rowsAsOf(model, drafts, Number.MAX_SAFE_INTEGER);
}

/** The same, as of a position: the rows with `since <= position < until`. */
export function rowsAsOf<State>(model: ReadModel<State>, drafts: readonly EventDraft[], position: number): FoldedModel {
  const compiled = compileModel(model);
  const changes = fold(compiled, drafts);
  const versions = <Row extends TemporalRow>(table: new () => Row): readonly FoldedRow<Row>[] => {
    const at = compiled.byEntity.get(table);
    if (at === undefined) throw new Error(`${model.name} has no table ${table.name}`);
    return [...changes.opened[at]!].sort(byKey).map((version) => shown<Row>(compiled.shapes[at]!, version));
  };
  return {
    versions,
    rows: (table) =>
      versions(table).filter(({ since, until }) => since <= position && (until === null || until > position)),
  };
}

function fold<State>(compiled: CompiledModel<State>, drafts: readonly EventDraft[]): RowChanges {
  const changes = new RowChanges(compiled.shapes.length);
  const streams = new Map<string, FoldedStream<State>>();
  const events = recorded(...drafts);
  for (const [index, event] of events.entries()) {
    if (!compiled.folds(kindOf(event.stream))) continue;
    const stream = streams.get(event.stream) ?? blankFold(compiled);
    streams.set(event.stream, stream);
    const history = () => events.slice(0, index + 1).filter((earlier) => earlier.stream === event.stream);
    takeEvent(compiled, stream, event, changes, history);
  }
  return changes;
}

function byKey(one: RowVersion, other: RowVersion): number {
  return compare(one.stream, other.stream) || compare(one.key, other.key) || one.since - other.since;
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function shown<Row extends TemporalRow>(shape: TableShape, version: RowVersion): FoldedRow<Row> {
  const { stream, key, since, until, cells } = version;
  const columns = shape.columns.map(({ property, sqlType }, index) => [property, valueOf(sqlType, cells[index]!)]);
  return { stream, key, since, until, ...Object.fromEntries(columns) } as FoldedRow<Row>;
}

/** A cell as TypeORM would read it back, whole numbers as numbers. */
function valueOf(sqlType: string, cell: string | null): unknown {
  if (cell === null) return null;
  switch (sqlType) {
    case 'integer':
    case 'bigint':
    case 'double precision':
      return Number(cell);
    case 'boolean':
      return cell === 't';
    case 'jsonb':
      return JSON.parse(cell) as unknown;
    case 'text[]':
      return [...cell.matchAll(/"((?:\\.|[^"\\])*)"/gs)].map(([, item]) => item!.replace(/\\(.)/gs, '$1'));
    default:
      return cell;
  }
}
