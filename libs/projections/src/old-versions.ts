import { TrackerError } from '@tracker/problems';
import type { Pool } from 'pg';
import type { Generation, ModelId } from './checkpoints';
import { schemaOf } from './compiled-model';
import { dropGeneration, generationSchema } from './generations';
import { withBuildsLock } from './rebuild';
import { inTransaction } from './transaction';

/** A version of a read model whose tables are there, and which this release does not serve. */
export interface OldVersion extends ModelId {
  /** The version that this release serves: an older or a newer one; null: it has no such read model. */
  readonly serves: number | null;
  readonly schemas: readonly string[];
  /** Of tables and indexes. */
  readonly bytes: number;
  /** The highest position at which it stands in any conflict. */
  readonly position: number;
}

/** A version was to be dropped that this release serves. */
export class ServedVersionError extends TrackerError {
  readonly code = 'read_model.version_served';

  constructor({ name, version }: ModelId) {
    super(
      `Version ${version} of read model ${name} is what this release serves, and is not dropped. Name a version that ops drop-old lists.`,
      { name, version },
    );
  }
}

/** A version was to be dropped that is not there. */
export class UnknownVersionError extends TrackerError {
  readonly code = 'read_model.version_unknown';

  constructor({ name, version }: ModelId, old: readonly ModelId[]) {
    const known = old.length === 0 ? 'there is none' : old.map((one) => `${one.name}@${one.version}`).join(', ');
    super(
      `There is no version ${version} of read model ${name} to drop. Expected one that this release does not serve: ${known}.`,
      { name, version },
    );
  }
}

/** In order of name and version. */
export async function oldVersions(pool: Pool, served: readonly ModelId[]): Promise<readonly OldVersion[]> {
  const { rows } = await pool.query<
    ModelId & { readonly generations: readonly Generation[]; readonly position: number }
  >(
    `select m.model as name, m.version, array_agg(m.generation order by m.generation) as generations,
       coalesce((select max(c.position) from projections.checkpoints c where c.model = m.model and c.version = m.version), 0) as position
     from projections.models m
     where (m.model, m.version) not in (select * from unnest($1::text[], $2::integer[]))
     group by m.model, m.version order by m.model, m.version`,
    [served.map(({ name }) => name), served.map(({ version }) => version)],
  );
  const versions: OldVersion[] = [];
  for (const { name, version, position, generations } of rows) {
    const serves = served.find((model) => model.name === name)?.version ?? null;
    const schemas = generations.map((generation) => generationSchema({ name, version }, generation));
    versions.push({ name, version, serves, schemas, position, bytes: await bytesOf(pool, schemas) });
  }
  return versions;
}

/** Throws ServedVersionError or UnknownVersionError for the first one that is not among the old versions. */
export function checkDroppable(
  old: readonly OldVersion[],
  served: readonly ModelId[],
  asked: readonly ModelId[],
): void {
  for (const id of asked) {
    if (served.some((model) => isSame(model, id))) throw new ServedVersionError(id);
    if (!old.some((version) => isSame(version, id))) throw new UnknownVersionError(id, old);
  }
}

/**
 * Drops versions: their tables, whatever was built of them, and where they stand. They MUST be droppable (see checkDroppable), and
 * no release that serves them may run. Throws RebuildUnderWayError while any build is under way.
 */
export async function dropOldVersions(pool: Pool, ids: readonly ModelId[]): Promise<void> {
  await withBuildsLock(pool, async () => {
    for (const id of ids) await dropVersion(pool, id);
  });
}

async function dropVersion(pool: Pool, id: ModelId): Promise<void> {
  await inTransaction(pool, async (client) => {
    // Against a start of an older release that is just making them.
    await client.query(`select pg_advisory_xact_lock(hashtextextended($1, 7307))`, [schemaOf(id)]);
    await client.query(`delete from projections.build_models where model = $1 and version = $2`, [id.name, id.version]);
    await client.query(
      `delete from projections.builds b where not exists (select from projections.build_models m where m.build = b.build)`,
    );
    for (const generation of ['next', 'live'] as const) await dropGeneration(client, id, generation);
  });
}

function isSame(one: ModelId, other: ModelId): boolean {
  return one.name === other.name && one.version === other.version;
}

async function bytesOf(pool: Pool, schemas: readonly string[]): Promise<number> {
  const { rows } = await pool.query<{ bytes: number }>(
    `select coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint as bytes
     from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = any($1::text[]) and c.relkind = 'r'`,
    [schemas],
  );
  return rows[0]!.bytes;
}
