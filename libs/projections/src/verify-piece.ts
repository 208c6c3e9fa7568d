import type { Catalogue, LogPart } from '@tracker/event-store';
import type { Client } from 'pg';
import { foldPiece, type FailedModel, type FoldedTable } from './piece';
import type { ReadModel } from './read-model';
import { createTableSql, type TableShape } from './table-shape';
import { comparisonSql } from './verify.sql';

/** A piece to recompute and compare, for models that stand at its last position. */
export interface VerifyTask {
  readonly kind: 'verify';
  /** Names of the models. */
  readonly models: readonly string[];
  readonly piece: LogPart;
  /** Differing rows of a table that are told of. */
  readonly limit: number;
}

/** What came of it. */
export interface VerifyAnswer {
  readonly events: number;
  readonly tables: readonly ComparedTable[];
  readonly failed: readonly FailedModel[];
}

/** One table, compared over the streams of a piece. */
export interface ComparedTable {
  readonly model: string;
  readonly table: string;
  /** Row versions that the log makes. */
  readonly versions: number;
  /** Rows that differ in any version. */
  readonly found: number;
  /** The first of them by position. */
  readonly first: readonly DifferingVersion[];
}

/** A row that is not served as the log has it, at the first version in which it is not. */
export interface DifferingVersion {
  readonly stream: string;
  readonly key: string;
  /** The first at which a question is answered otherwise than the log has it. */
  readonly position: number;
  /** Null: not served. */
  readonly served: ServedVersion | null;
  /** Null: not of the log's making. */
  readonly log: ServedVersion | null;
  /** Where both are there: what differs, columns by the names of the entity's properties, or `until`. */
  readonly columns: readonly string[];
  /** Versions of the row that differ. */
  readonly versions: number;
}

/** A row version: it holds from `since` on, up to `until`, which is null while it holds. */
export interface ServedVersion {
  readonly since: number;
  readonly until: number | null;
  readonly columns: Readonly<Record<string, unknown>>;
}

/**
 * Recomputes pieces of logs and compares them with what is served, in temporary tables of its writing connection, which MUST be
 * used for nothing else meanwhile. Memory, here and there, is one piece's row versions.
 */
export class PieceVerifier {
  /** Served tables for which there is a temporary one. */
  private readonly made = new Set<string>();

  constructor(
    private readonly reader: Client,
    private readonly writer: Client,
    private readonly catalogue: Catalogue,
  ) {}

  async verify(models: readonly ReadModel[], { piece, limit }: VerifyTask): Promise<VerifyAnswer> {
    const { events, tables, failed } = await foldPiece(this.reader, this.catalogue, models, piece);
    await this.makeTables(tables);
    const compared: ComparedTable[] = [];
    await this.writer.query('begin');
    // A served table is found by its key, however little the planner knows of it.
    await this.writer.query('set local enable_seqscan = off');
    for (const table of tables) compared.push(await this.compare(table, piece, limit));
    await this.writer.query('commit');
    return { events, tables: compared.filter(({ versions, found }) => versions + found > 0), failed };
  }

  private async compare({ model, shape, text }: FoldedTable, piece: LogPart, limit: number): Promise<ComparedTable> {
    const expected = temporary(shape);
    await text.copyInto(this.writer, expected);
    const statement = comparisonSql({ model, served: shape, expected, piece, limit });
    const { rows } = await this.writer.query<Omit<ComparedTable, 'model' | 'table'>>({
      text: statement.text,
      values: [...statement.values],
    });
    return { model: model.name, table: shape.name, ...rows[0]! };
  }

  private async makeTables(tables: readonly FoldedTable[]): Promise<void> {
    for (const { shape } of tables) {
      const name = temporary(shape).name;
      if (this.made.has(name)) continue;
      await this.writer.query(`${createTableSql(temporary(shape))} on commit delete rows`);
      this.made.add(name);
    }
  }
}

/** A temporary table like one that serves, without the columns that PostgreSQL makes of others. */
function temporary(shape: TableShape): TableShape {
  return { ...shape, schema: 'pg_temp', name: `${shape.schema}_${shape.name}`, generated: [] };
}
