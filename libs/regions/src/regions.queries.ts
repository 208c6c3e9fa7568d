import { Query, QueryBus, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  CASUALTIES,
  countedPeriodOf,
  DAMAGE,
  EVACUATIONS,
  SumClaims,
  sumTotals,
  type Counted,
  type Period,
  type Totals,
} from '@tracker/attacks';
import { PlaceRow } from '@tracker/places';
import { heldRows, type Moment } from '@tracker/reading';
import { GRADED_LATEST } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import type { RegionsQuery } from './regions.filter';

/** What attacks did in one region. */
export interface RegionItem {
  /** ISO 3166-1 alpha-3; null: not told of its places. */
  readonly country: string | null;
  /** The largest unit that its places lie in, as registered; null: what has no place, or one of which no region is told. */
  readonly region: string | null;
  /** The places that it adds up. */
  readonly places: readonly string[];
  readonly casualties: Totals;
  readonly damage: Totals;
  readonly evacuations: Totals;
}

/** Harm by region in a period, in order of country and name; what has no region comes last. */
export interface RegionsAnswer extends Period {
  readonly rule: string;
  readonly items: readonly RegionItem[];
}

/** What attacks did in a period, by region. */
export class SumRegions extends Query<RegionsAnswer> {
  constructor(
    readonly moment: Moment,
    readonly question: Pick<RegionsQuery, 'from' | 'to' | 'country' | 'rule' | 'why'>,
  ) {
    super();
  }
}

interface Region {
  readonly country: string | null;
  readonly region: string | null;
}

/** By place, as a total of attacks divides. */
type ByPlace = ReadonlyMap<string | null, Totals>;

@QueryHandler(SumRegions)
export class SumRegionsHandler implements IQueryHandler<SumRegions> {
  constructor(
    private readonly source: DataSource,
    private readonly queries: QueryBus,
  ) {}

  async execute({ moment, question }: SumRegions): Promise<RegionsAnswer> {
    const { rule = GRADED_LATEST, country, why } = question;
    const period = countedPeriodOf(question, moment.on);
    const sums = await Promise.all(
      [CASUALTIES, DAMAGE, EVACUATIONS].map((what) => this.byPlace(moment, what, period, { rule, why: why === '1' })),
    );
    const places = [...new Set(sums.flatMap((byPlace) => [...byPlace.keys()]))];
    const regionOf = await this.regionsOf(moment, places);
    const groups = new Map<string, { readonly region: Region; readonly places: (string | null)[] }>();
    for (const place of places) {
      const region = regionOf.get(place) ?? { country: null, region: null };
      const name = JSON.stringify([region.region === null, region.country, region.region]);
      const group = groups.get(name) ?? { region, places: [] };
      group.places.push(place);
      groups.set(name, group);
    }
    const items = [...groups]
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([, { region, places: own }]) => itemOf(region, own, sums))
      .filter((item) => country === undefined || item.country === country);
    return { rule, ...period, items };
  }

  private async byPlace(
    moment: Moment,
    what: readonly Counted[],
    period: Period,
    asking: SumClaims['asking'],
  ): Promise<ByPlace> {
    const { byPlace } = await this.queries.execute(new SumClaims(moment, { what, period }, asking));
    return new Map(byPlace.map(({ place, totals }) => [place, totals]));
  }

  private async regionsOf(
    moment: Moment,
    places: readonly (string | null)[],
  ): Promise<ReadonlyMap<string | null, Region>> {
    const rows = await heldRows(this.source, PlaceRow, 'place', moment)
      .andWhere('place.stream = any(:places)', { places: places.filter((place) => place !== null) })
      .getMany();
    return new Map(rows.map((row) => [row.stream, { country: row.country, region: regionNameOf(row) }]));
  }
}

/** The largest unit without the country; a place that is itself as large as that is its own region. */
function regionNameOf({ name, adminPath, precision }: PlaceRow): string | null {
  return adminPath?.[0] ?? (['region', 'country', 'area'].includes(precision) ? name : null);
}

function itemOf({ country, region }: Region, places: readonly (string | null)[], sums: readonly ByPlace[]): RegionItem {
  const [casualties, damage, evacuations] = sums.map((byPlace) =>
    sumTotals(places.map((place) => byPlace.get(place) ?? {})),
  ) as [Totals, Totals, Totals];
  const named = places.filter((place) => place !== null).sort();
  return { country, region, places: named, casualties, damage, evacuations };
}
