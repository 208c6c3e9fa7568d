import type { TemporalRow } from '@tracker/projections';
import { kindOf } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { heldRows } from './held';
import type { Moment } from './moment';
import { NameRow } from './name.tables';
import { RetractedNameRow } from './review.tables';

/** Stream id -> name, for the ids that an answer mentions. */
export type Names = Readonly<Record<string, string>>;

const STREAM_ID = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/;

/** Looks up the names of every stream id that stands in an answer, in one query. */
export async function namesIn(
  source: DataSource,
  moment: Moment,
  kinds: ReadonlySet<string>,
  answer: unknown,
): Promise<Names> {
  const ids = new Set<string>();
  collect(answer, kinds, ids);
  if (ids.size === 0) return {};
  const namedBy = <Row extends TemporalRow & { readonly name: string }>(table: new () => Row): Promise<Row[]> =>
    heldRows(source, table, 'name', moment)
      .andWhere('name.stream = any(:ids)', { ids: [...ids] })
      .orderBy('name.stream')
      .getMany();
  const named = new Map((await namedBy(NameRow)).map(({ stream, name }) => [stream, name]));
  if (named.size < ids.size)
    for (const { stream, name } of await namedBy(RetractedNameRow))
      named.set(stream, `${name} (registration retracted)`);
  return Object.fromEntries([...named].sort(([one], [other]) => (one < other ? -1 : 1)));
}

function collect(value: unknown, kinds: ReadonlySet<string>, ids: Set<string>): void {
  if (typeof value === 'string') {
    if (value.length <= 120 && STREAM_ID.test(value) && kinds.has(kindOf(value))) ids.add(value);
    // A line of the timeline names streams in braces.
    else if (value.includes('{')) for (const [, id] of value.matchAll(/\{([a-z][a-z0-9-]*)\}/g)) ids.add(id!);
  } else if (Array.isArray(value)) {
    for (const item of value) collect(item, kinds, ids);
  } else if (typeof value === 'object' && value !== null) {
    for (const item of Object.values(value)) collect(item, kinds, ids);
  }
}
