import { createHash } from 'node:crypto';
import type { ClientBase, Pool } from 'pg';
import type { Generation, ModelId } from './checkpoints';
import { compileModel, schemaOf } from './compiled-model';
import type { ReadModel } from './read-model';
import { inTransaction } from './transaction';
import { createIndexSql, createTableSql, declaredSql, inSchema, quoted, type TableShape } from './table-shape';

/** A model's tables were declared otherwise when they were made, under the same version. */
export class ChangedTablesError extends Error {
  constructor(model: ReadModel) {
    super(
      `The tables of read model ${model.name} version ${model.version} are declared otherwise than they were made. ` +
        'A change of tables is a new version: raise `version` and the schema of its entities.',
    );
    this.name = 'ChangedTablesError';
  }
}

/** SHA-256, in hex, of what a model declares of its tables: kept beside the version, so that neither changes alone. */
export function tablesSha256(model: ReadModel): string {
  const statements = compileModel(model).shapes.flatMap(declaredSql);
  return createHash('sha256').update(statements.join(';\n')).digest('hex');
}

/** Makes the live tables of models that have none yet, indexes included. Safe to run in several processes at once. */
export async function ensureTables(pool: Pool, models: readonly ReadModel[]): Promise<void> {
  for (const model of models) await inTransaction(pool, (client) => ensureModelTables(client, model));
}

async function ensureModelTables(client: ClientBase, model: ReadModel): Promise<void> {
  await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 7307))`, [schemaOf(model)]);
  const { rows } = await client.query<{ tables_sha256: string }>(
    `select tables_sha256 from projections.models where model = $1 and version = $2 and generation = 'live'`,
    [model.name, model.version],
  );
  if (rows[0] && rows[0].tables_sha256 !== tablesSha256(model)) throw new ChangedTablesError(model);
  if (rows[0]) return;
  await createGeneration(client, model, 'live');
  const statements = generationShapes(model, 'live').flatMap(createIndexSql);
  for (const statement of statements) await client.query(statement);
}

/** The shapes of a model's tables in a generation's schema. */
export function generationShapes(model: ReadModel, generation: Generation): readonly TableShape[] {
  return compileModel(model).shapes.map((shape) => inSchema(shape, generationSchema(model, generation)));
}

export function generationSchema(model: ModelId, generation: Generation): string {
  return generation === 'live' ? schemaOf(model) : `${schemaOf(model)}_${generation}`;
}

/** Makes a generation's empty tables, without indexes, in the caller's transaction. */
export async function createGeneration(client: ClientBase, model: ReadModel, generation: Generation): Promise<void> {
  const schema = generationSchema(model, generation);
  await client.query(`create schema ${quoted(schema)}`);
  await client.query(`grant usage on schema ${quoted(schema)} to tracker_app`);
  await client.query(`alter default privileges in schema ${quoted(schema)} grant select on tables to tracker_app`);
  for (const shape of generationShapes(model, generation)) await client.query(createTableSql(shape));
  await client.query(
    `insert into projections.models (model, version, generation, tables_sha256) values ($1, $2, $3, $4)`,
    [model.name, model.version, generation, tablesSha256(model)],
  );
}

/** Drops a generation with its tables and checkpoints, if there is one, in the caller's transaction. */
export async function dropGeneration(client: ClientBase, model: ModelId, generation: Generation): Promise<void> {
  const which = [model.name, model.version, generation];
  await client.query(`drop schema if exists ${quoted(generationSchema(model, generation))} cascade`);
  await client.query(`delete from projections.models where model = $1 and version = $2 and generation = $3`, which);
  await client.query(
    `delete from projections.checkpoints where model = $1 and version = $2 and generation = $3`,
    which,
  );
}
