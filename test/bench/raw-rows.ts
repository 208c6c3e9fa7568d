import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { Lab, LabDatabase } from './lab';

/** Tables filled at a time: one core each. */
const LANES = 2;

/** A table of a read model. */
interface Table {
  readonly schema: string;
  readonly name: string;
  /** Those that are written, generated ones left out. */
  readonly columns: string;
  /** The statements that make them. */
  readonly indexes: readonly string[];
}

interface SavedTable extends Table {
  /** Its rows as COPY reads them. */
  readonly file: string;
  readonly rows: number;
}

/**
 * The rows of read models as they stand, saved so that the database can be timed making the same tables of them with nothing to
 * read, fold or put into words: the least that any rebuild of these rows takes.
 */
export class RawRows {
  private constructor(
    private readonly database: LabDatabase,
    private readonly tables: readonly SavedTable[],
  ) {}

  static async save(lab: Lab, database: LabDatabase, schemas: readonly string[]): Promise<RawRows> {
    const client = await connected(database);
    try {
      const tables: SavedTable[] = [];
      for (const table of await tablesOf(client, schemas)) {
        const { schema, name, columns } = table;
        const file = join(lab.folder, `${schema}.${name}.rows`);
        const copied = client.query(
          copyTo(`copy (select ${columns} from ${schema}.${name} order by stream, key, since) to stdout`),
        );
        await pipeline(copied, createWriteStream(file));
        tables.push({ ...table, file, rows: copied.rowCount });
      }
      return new RawRows(database, tables);
    } finally {
      await client.end();
    }
  }

  /** Makes the tables of these schemas once more in others, and drops those; gives the seconds that making them took. */
  async write(schemas: readonly string[]): Promise<number> {
    const left = this.tables.filter(({ schema }) => schemas.includes(schema));
    const lanes = await Promise.all(Array.from({ length: LANES }, () => connected(this.database)));
    try {
      for (const schema of schemas) await lanes[0]!.query(`create schema ${rawOf(schema)}`);
      const started = performance.now();
      await Promise.all(
        lanes.map(async (client) => {
          for (let table = left.shift(); table; table = left.shift()) await makeTable(client, table);
        }),
      );
      return (performance.now() - started) / 1_000;
    } finally {
      for (const schema of schemas) await lanes[0]!.query(`drop schema if exists ${rawOf(schema)} cascade`);
      await Promise.all(lanes.map((client) => client.end()));
    }
  }
}

async function connected({ source }: LabDatabase): Promise<Client> {
  const client = new Client(source.poolOptions('admin'));
  await client.connect();
  return client;
}

/** The largest ones first: two lanes are then done at about the same time. */
async function tablesOf(client: Client, schemas: readonly string[]): Promise<readonly Table[]> {
  const { rows } = await client.query<Table>(
    `select n.nspname as schema, c.relname as name,
       (select string_agg(quote_ident(a.attname), ', ' order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
       array(select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = c.oid) as indexes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind = 'r' and n.nspname = any($1) order by pg_table_size(c.oid) desc`,
    [schemas],
  );
  return rows;
}

async function makeTable(client: Client, { schema, name, columns, indexes, file, rows }: SavedTable): Promise<void> {
  const raw = `${rawOf(schema)}.${name}`;
  await client.query(
    `create table ${raw} (like ${schema}.${name} including generated including constraints) with (fillfactor = 90)`,
  );
  const copied = client.query(copyFrom(`copy ${raw} (${columns}) from stdin`));
  await pipeline(createReadStream(file), copied);
  if (copied.rowCount !== rows) throw new Error(`${raw} was made with ${copied.rowCount} of ${rows} rows.`);
  // As a rebuild does.
  await client.query(`set max_parallel_maintenance_workers = 0`);
  await client.query(`set maintenance_work_mem = '256MB'`);
  for (const index of indexes) await client.query(index.replace(` ON ${schema}.`, ` ON ${rawOf(schema)}.`));
  await client.query(`analyze ${raw}`);
}

function rawOf(schema: string): string {
  return `raw_${schema}`;
}
