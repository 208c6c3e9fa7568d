import { compileModel, type ReadModel, type TableShape } from '@tracker/projections';
import { listedWords } from '@tracker/reading';

/** One table of a read model. */
export interface ComparedTable {
  readonly view: string;
  readonly version: number;
  readonly shape: TableShape;
  /** Whether streams of a kind have rows in it. */
  folds(kind: string): boolean;
}

/** The read models that can be compared between two moments. */
export class ComparedModels {
  constructor(private readonly models: readonly ReadModel[]) {}

  /** Those that are named, in order of name; all if none is. Throws InvalidParameterError for a name that none has. */
  named(names: string | readonly string[] | undefined): readonly ReadModel[] {
    const known = this.models.map(({ name }) => name).sort();
    const isKnown = (word: string): boolean => known.includes(word);
    const words = new Set(listedWords('view', names, isKnown, `names of read models: ${known.join(', ')}`) ?? known);
    return this.models.filter(({ name }) => words.has(name)).sort((one, other) => (one.name < other.name ? -1 : 1));
  }
}

/** The tables of read models, in the order in which differences name them. */
export function tablesOf(models: readonly ReadModel[]): readonly ComparedTable[] {
  return models.flatMap((model) => {
    const compiled = compileModel(model);
    const byName = [...compiled.shapes].sort((one, other) => (one.name < other.name ? -1 : 1));
    return byName.map((shape) => ({
      view: model.name,
      version: model.version,
      shape,
      folds: (kind) => compiled.folds(kind),
    }));
  });
}

/** The place of a row among all that differ. */
export interface DifferencePlace {
  readonly view: string;
  readonly table: string;
  readonly stream: string;
  readonly key: string;
}

/** The tables from the one in which a place lies. Undefined if that is none of them. */
export function tablesFrom(
  tables: readonly ComparedTable[],
  { view, table }: Pick<DifferencePlace, 'view' | 'table'>,
): readonly ComparedTable[] | undefined {
  const first = tables.findIndex((candidate) => candidate.view === view && candidate.shape.name === table);
  return first < 0 ? undefined : tables.slice(first);
}
