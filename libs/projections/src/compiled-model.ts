import type { ReadModel } from './read-model';
import { tableShape, type TableShape } from './table-shape';

/** A model with the shapes of its tables, ready to fold. */
export interface CompiledModel<State = unknown> {
  readonly model: ReadModel<State>;
  readonly shapes: readonly TableShape[];
  readonly byEntity: ReadonlyMap<unknown, number>;
  /** Indexes into `shapes` of the tables whose rows are all given after each event. */
  readonly held: ReadonlySet<number>;
  /** The same of the tables of which only reviews touch rows. */
  readonly reviewed: ReadonlySet<number>;
  /** Whether it has no others: then it can pass over streams without reviews. */
  readonly isOfReviewsOnly: boolean;
  folds(kind: string): boolean;
}

export function compileModel<State>(model: ReadModel<State>): CompiledModel<State> {
  const shapes = model.tables.map(tableShape);
  const byEntity = new Map(shapes.map((shape, index) => [shape.entity as unknown, index]));
  const numbered = (part?: { readonly tables: readonly unknown[] }) =>
    new Set((part?.tables ?? []).map((entity) => byEntity.get(entity)!));
  const [held, reviewed] = [numbered(model.held), numbered(model.reviewed)];
  const isOfReviewsOnly = reviewed.size > 0 && reviewed.size === shapes.length;
  for (const shape of shapes) {
    if (shape.schema !== schemaOf(model))
      throw new Error(`${shape.entity.name} stands in schema ${shape.schema}, its model in ${schemaOf(model)}`);
  }
  const kinds = model.kinds === 'all' ? 'all' : new Set(model.kinds);
  const folds = (kind: string): boolean => kinds === 'all' || kinds.has(kind);
  return { model, shapes, byEntity, held, reviewed, isOfReviewsOnly, folds };
}

/** The schema of a model's tables: one a version, so that two releases can each read their own. */
export function schemaOf(model: Pick<ReadModel, 'name' | 'version'>): string {
  return `${model.name}_v${model.version}`;
}
