import type { RecordedEvent, StreamKind } from '@tracker/event-store';
import type { TemporalRow } from './temporal-row';

/** The columns of a read-model table that a model fills itself; the engine fills the others. */
export type Columns<Row extends TemporalRow> = Omit<Row, keyof TemporalRow>;

/** A row as it should stand after an event: `columns` null takes the row away. */
export interface RowState {
  readonly table: new () => TemporalRow;
  /** Names the row inside its stream: '' if there is only one, else from the facts (an event id, an actor), never an index. */
  readonly key: string;
  readonly columns: Readonly<Record<string, unknown>> | null;
}

/** Builds a row; checks its columns against the entity. Every column MUST be given: null where nothing is known. */
export function row<Row extends TemporalRow>(
  table: new () => Row,
  key: string,
  columns: Columns<Row> | null,
): RowState {
  return { table, key, columns: columns as Readonly<Record<string, unknown>> | null };
}

/**
 * A read model: tables derived from the log by folding each stream on its own. Pure: no clock, no random, no IO.
 * `held` gives all rows that stand (where they are few), `touched` only those that this event touches (where rows grow with
 * the stream: claims, timeline). A table belongs to one of them.
 */
export interface ReadModel<State = unknown> {
  /** Lower-case words and underscores; with the version it names the schema: `attacks` 1 lives in `attacks_v1`. */
  readonly name: string;
  readonly version: number;
  /** Kinds of stream it folds; 'all' for views over every event. */
  readonly kinds: readonly string[] | 'all';
  readonly tables: readonly (new () => TemporalRow)[];
  readonly initial: State;
  // Methods, not functions: models with different states then stand in one list, each being given its own state only.
  evolve(state: State, event: RecordedEvent): State;
  readonly held?: {
    readonly tables: readonly (new () => TemporalRow)[];
    rows(stream: string, state: State): readonly RowState[];
  };
  readonly touched?: {
    readonly tables: readonly (new () => TemporalRow)[];
    rows(before: State, event: RecordedEvent, after: State): readonly RowState[];
  };
  /**
   * For views over reviews themselves: the rows that a review touches. `history` is its stream as recorded, everything up to the
   * review, which is the last. Every other model folds what is in force and never meets a review.
   */
  readonly reviewed?: {
    readonly tables: readonly (new () => TemporalRow)[];
    rows(history: readonly RecordedEvent[]): readonly RowState[];
  };
}

/** A read model of one kind of stream, folding with the stream's own `evolve`. */
export function modelOfStream<State>(
  stream: StreamKind<State>,
  model: Pick<ReadModel<State>, 'name' | 'version' | 'held' | 'touched' | 'reviewed'>,
): ReadModel<State> {
  return {
    ...model,
    kinds: [stream.kind],
    tables: [model.held, model.touched, model.reviewed].flatMap((part) => part?.tables ?? []),
    initial: stream.initial,
    evolve: (state, event) => {
      const step = stream.evolve[event.type] as ((state: State, event: RecordedEvent) => State) | undefined;
      return step ? step(state, event) : state;
    },
  };
}

/** What a feature or view hands to the kernel; the composition root lists them. */
export interface Feature {
  readonly streams: readonly StreamKind[];
  readonly readModels: readonly ReadModel[];
  /** The Nest module with its controllers and query handlers. */
  readonly module: new () => object;
}
