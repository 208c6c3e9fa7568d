import type { SelectQueryBuilder, ObjectLiteral } from 'typeorm';

/** Streams, or events, named as what is behind one number. */
export const BEHIND_MAX = 1_000;

/**
 * With why=1 a count has beside it what it counts: ids of streams, or of events, by the name of the count; the first BEHIND_MAX of
 * each. `why` explains them.
 */
export type Behind<Count extends string = string> = Readonly<Record<Count, readonly string[]>>;

/** SQL: ids as a bounded list in order of id; of none an empty one. */
export function behindSql(id: string, condition = 'true'): string {
  return `coalesce((array_agg(${id} order by ${id}) filter (where ${condition}))[1:${BEHIND_MAX}], '{}')`;
}

/** The streams of the rows of a query, which MUST have neither order nor limit of its own. */
export async function streamsBehind(query: SelectQueryBuilder<ObjectLiteral>): Promise<readonly string[]> {
  const { alias } = query;
  const rows = await query
    .select(`${alias}.stream`, 'stream')
    .orderBy(`${alias}.stream`)
    .limit(BEHIND_MAX)
    .getRawMany<{ readonly stream: string }>();
  return rows.map(({ stream }) => stream);
}
