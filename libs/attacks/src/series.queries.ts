import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ForeignCursorError, type Moment, type Order, type Page, type Paging, type PageStart } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import type { Asking } from './attack.facts';
import { besideOf } from './beside';
import { claimSeries } from './claim-totals.sql';
import { grouped } from './claims.answer';
import { isOfTime, type GroupName } from './groups.sql';
import type { Counts } from './counted.queries';
import { addableFrom, addingOf, sumParameters, type Addable } from './harm.selection';
import { leftOutOf } from './left-out';
import { selectionParameters, type Selection } from './selection';
import { wholeTotals, type SumRecord, type TotalAnswer, type Totals } from './totals.answer';
import { sumClaims } from './totals.queries';

/** What one group comes to; it is named by what the series is by: `{ day, totals }`. */
export type SeriesItem = { readonly [By in GroupName]?: string | null } & { readonly totals: Totals<TotalAnswer> };

/**
 * A series, beside what all of it comes to. Stretches of time are each counted as if asked for alone: what is vaguer than one of
 * them is in none, and a whole speaks for its parts within one only. So they are not to be added up.
 */
export interface SeriesPage extends Page<SeriesItem>, Counts {
  readonly by: GroupName;
  readonly totals: Totals<TotalAnswer>;
}

/** Totals by day, week, month, place or kind: times latest first, names in order, the unknown one last. */
export class ListSeries extends Query<SeriesPage> {
  constructor(
    readonly moment: Moment,
    readonly selection: Selection,
    readonly by: GroupName,
    readonly paging: Paging,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

@QueryHandler(ListSeries)
export class ListSeriesHandler implements IQueryHandler<ListSeries> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, selection, by, paging, asking }: ListSeries): Promise<SeriesPage> {
    const addable = await addableFrom(this.source, moment, selection, asking);
    const [{ totals }, sums, beside, leftOut] = await Promise.all([
      sumClaims(this.source, moment, selection, asking, addable),
      this.sums(moment, selection, by, asking, addable),
      besideOf(this.source, moment, selection, by),
      leftOutOf(this.source, moment, selection, { ...asking, by }),
    ]);
    const { from = null, to = null } = selection.period ?? {};
    return {
      rule: adoptionBy(asking.rule).rule,
      from,
      to,
      by,
      totals,
      ...leftOut,
      beside,
      ...seriesPage(sums, selection, by, paging),
    };
  }

  private sums(
    moment: Moment,
    selection: Selection,
    by: GroupName,
    { rule, why }: Asking,
    addable: Addable | undefined,
  ): Promise<readonly SumRecord[]> {
    return addable
      ? this.source.query(claimSeries({ ...addingOf(addable), by }), [...sumParameters(addable)])
      : this.source.query(claimSeries({ adoption: adoptionBy(rule), by, why }), selectionParameters(moment, selection));
  }
}

/** A page of the groups that sums are of. */
function seriesPage(rows: readonly SumRecord[], { what }: Selection, by: GroupName, paging: Paging): Page<SeriesItem> {
  const items = grouped(rows, ({ name }) => placeIn(name).join()).map((own) => {
    const name = own[0]!.name;
    return { at: placeIn(name), item: { [by]: name, totals: wholeTotals(what, own) } };
  });
  return pageOfGroups(items, isOfTime(by) ? 'desc' : 'asc', paging);
}

/** Where a group stands in its series: what has no name comes last. */
function placeIn(name: string | null): readonly [number, string] {
  return [name === null ? 1 : 0, name ?? ''];
}

/** A page of groups, all of which are there. */
export function pageOfGroups<Item>(
  groups: readonly { readonly at: PageStart; readonly item: Item }[],
  own: Order,
  { limit, after, order = own }: Paging,
): Page<Item> {
  if (after && after.length !== 2) throw new ForeignCursorError();
  const sign = order === 'asc' ? 1 : -1;
  const sorted = groups.toSorted((one, other) => sign * compare(one.at, other.at));
  const left = after ? sorted.filter(({ at }) => sign * compare(at, after) > 0) : sorted;
  const shown = left.slice(0, limit);
  const items = shown.map(({ item }) => item);
  return left.length > limit ? { items, after: shown.at(-1)!.at } : { items };
}

function compare(one: PageStart, other: PageStart): number {
  const at = one.findIndex((value, index) => value !== other[index]);
  if (at < 0) return 0;
  return one[at]! < other[at]! ? -1 : 1;
}
