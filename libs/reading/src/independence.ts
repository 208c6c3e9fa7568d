import type { DataSource } from 'typeorm';
import { heldRows } from './held';
import type { Moment } from './moment';
import { TieRow } from './tie.tables';

/** Which things depend on each other, directly or through others. */
export class Independence {
  private readonly parents = new Map<string, string>();

  constructor(ties: readonly { readonly one: string; readonly other: string }[]) {
    for (const { one, other } of ties) this.parents.set(this.groupOf(one), this.groupOf(other));
  }

  /** One and the same name for all that are not independent of each other. */
  groupOf(stream: string): string {
    let group = stream;
    for (
      let parent = this.parents.get(group);
      parent !== undefined && parent !== group;
      parent = this.parents.get(group)
    )
      group = parent;
    return group;
  }

  /** How many of them are independent: those that are tied count once. */
  count(streams: readonly string[]): number {
    return new Set(streams.map((stream) => this.groupOf(stream))).size;
  }
}

/** Independence as known at a moment. Reads every tie: those of sources are some hundreds. */
export async function independenceAt(source: DataSource, moment: Moment): Promise<Independence> {
  const rows = await heldRows(source, TieRow, 'tie', moment).orderBy('tie.stream').addOrderBy('tie.key').getMany();
  return new Independence(rows.map(({ stream, other }) => ({ one: stream, other })));
}
