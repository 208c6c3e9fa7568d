import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ForeignCursorError, type Moment, type Page, type PageStart, type Paging } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import { NIGHTLY } from './attack.claims';
import type { Asking } from './attack.facts';
import { besideOf } from './beside';
import { claimSeries } from './claim-totals.sql';
import { grouped } from './claims.answer';
import { attacksOfDays } from './counted-attacks.sql';
import type { CountedKeys } from './counted.page';
import { countedFacts, type CountedAttack, type Counts } from './counted.queries';
import { leftOutOf } from './left-out';
import { daysTold } from './nights.sql';
import { remainderOf, type Remainder } from './remainder';
import { selectionParameters, type Selection } from './selection';
import { pageOfGroups } from './series.queries';
import { partTotals, wholeTotals, type SumRecord, type TotalAnswer, type Totals } from './totals.answer';

/** What became of some weapons. */
interface Outcome<Sums> {
  readonly totals: Sums;
  readonly remainder: Remainder | null;
}

/** Everything launched that counts on one day: a night counts on its morning. */
export interface NightItem extends Outcome<Totals<TotalAnswer>> {
  readonly night: Day;
  readonly byWeapon: readonly ({ readonly weapon: string } & Outcome<Totals>)[];
  /** As far as sources tell models apart. */
  readonly models: readonly ({ readonly weapon: string; readonly model: string } & Outcome<Totals>)[];
  /** Its attacks by name, ATTACKS_SHOWN_MAX at most, with every claim beside the adopted values; and how many there are. */
  readonly attacks: readonly CountedAttack[];
  readonly attacksCount: number;
}

export interface NightsPage extends Page<NightItem>, Counts {}

/** Nights and days of a period into which weapons were launched, latest first. With a model, the numbers are those of it alone. */
export class ListNights extends Query<NightsPage> {
  constructor(
    readonly moment: Moment,
    readonly selection: Omit<Selection, 'what'>,
    readonly paging: Paging,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

/** Attacks shown of one night. */
const ATTACKS_SHOWN_MAX = 100;
/** So many times the days are looked at next where too few counted. */
const DAYS_TIMES = 4;

@QueryHandler(ListNights)
export class ListNightsHandler implements IQueryHandler<ListNights> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, selection: cut, paging, asking }: ListNights): Promise<NightsPage> {
    const selection: Selection = { ...cut, what: NIGHTLY };
    const [page, beside, leftOut] = await Promise.all([
      this.page(moment, selection, paging, asking),
      besideOf(this.source, moment, selection, 'day'),
      leftOutOf(this.source, moment, selection, { ...asking, by: 'day' }),
    ]);
    const { from = null, to = null } = selection.period ?? {};
    return { rule: adoptionBy(asking.rule).rule, from, to, ...leftOut, beside, ...page };
  }

  private async page(moment: Moment, selection: Selection, paging: Paging, asking: Asking): Promise<Page<NightItem>> {
    const nights = await this.nights(moment, selection, paging, asking);
    const page = pageOfGroups(nights, 'desc', paging);
    const days = page.items.map((own) => own[0]!.name!);
    if (days.length === 0) return { items: [] };
    const within = withinDays(selection, days);
    const [ofModels, attacks] = await Promise.all([
      this.series(moment, within, asking, 'weapon, model'),
      this.attacks(moment, within, days, asking),
    ]);
    const items = page.items.map((own) => {
      const night = own[0]!.name!;
      return {
        night,
        ...outcomes(
          own,
          ofModels.filter(({ name }) => name === night),
        ),
        ...attacks(night),
      };
    });
    return { ...page, items };
  }

  /**
   * What each night comes to, of all that the page needs. Days for which something is told are worked out until enough of them
   * count: a day comes to the same whatever the period. Where few days would count, the whole period is worked out at once.
   */
  private async nights(moment: Moment, selection: Selection, { limit, after, order = 'desc' }: Paging, asking: Asking) {
    if (after && after.length !== 2) throw new ForeignCursorError();
    if (selection.model !== undefined || selection.toward !== undefined)
      return nightsOf(await this.series(moment, selection, asking, 'weapon'));
    const { from = null, to = null } = selection.period ?? {};
    const found: Night[] = [];
    let last = after?.[1] ?? null;
    for (let count = limit + 1; ; count *= DAYS_TIMES) {
      const rows: readonly { readonly day: Day }[] = await this.source.query(daysTold(order), [
        moment.conflict,
        moment.position,
        selection.what,
        from,
        to,
        last,
        count,
      ]);
      if (rows.length === 0) return found;
      const days = rows.map(({ day }) => day);
      found.push(...nightsOf(await this.series(moment, withinDays(selection, days), asking, 'weapon')));
      if (found.length > limit || days.length < count) return found;
      last = days.at(-1)!;
    }
  }

  private series(
    moment: Moment,
    selection: Selection,
    { rule, why }: Asking,
    division: 'weapon' | 'weapon, model',
  ): Promise<readonly SumRecord[]> {
    const ofModels = division === 'weapon, model' || selection.model !== undefined;
    const counting = { adoption: adoptionBy(rule), by: 'day', ofModels, why } as const;
    return this.source.query(claimSeries(counting, division), selectionParameters(moment, selection));
  }

  private async attacks(moment: Moment, selection: Selection, days: readonly Day[], asking: Asking) {
    const counting = { adoption: adoptionBy(asking.rule), ofModels: selection.model !== undefined };
    const rows: readonly NightRecord[] = await this.source.query(attacksOfDays(counting), [
      ...selectionParameters(moment, selection),
      days,
      ATTACKS_SHOWN_MAX,
    ]);
    const facts = await countedFacts(this.source, moment, NIGHTLY, rows, asking);
    return (night: Day): Pick<NightItem, 'attacks' | 'attacksCount'> => ({
      attacks: facts.filter((_, index) => rows[index]!.day === night),
      attacksCount: rows.find(({ day }) => day === night)?.attacks ?? 0,
    });
  }
}

/** What one night comes to, and where it stands in the list. */
interface Night {
  readonly at: PageStart;
  readonly item: readonly SumRecord[];
}

function nightsOf(records: readonly SumRecord[]): readonly Night[] {
  return grouped(records, ({ name }) => name!).map((own) => ({ at: [0, own[0]!.name!], item: own }));
}

function withinDays(selection: Selection, days: readonly Day[]): Selection {
  const sorted = days.toSorted();
  return { ...selection, period: { from: sorted[0]!, to: sorted.at(-1)! } };
}

/** A row of attacksOfDays. */
interface NightRecord extends CountedKeys {
  readonly day: Day;
  readonly attacks: number;
}

function outcomes(
  own: readonly SumRecord[],
  ofModels: readonly SumRecord[],
): Pick<NightItem, 'totals' | 'remainder' | 'byWeapon' | 'models'> {
  const totals = wholeTotals(
    NIGHTLY,
    own.filter((record) => record.grouped === 'all'),
  );
  const byWeapon = grouped(
    own.filter((record) => record.grouped === 'weapon'),
    ({ weapon }) => weapon!,
  );
  const models = grouped(ofModels, ({ weapon, model }) => `${weapon} ${model}`);
  return {
    totals,
    remainder: remainderOf(totals),
    byWeapon: byWeapon.map((rows) => ({ weapon: rows[0]!.weapon!, ...outcomeOf(rows) })),
    models: models.map((rows) => ({ weapon: rows[0]!.weapon!, model: rows[0]!.model!, ...outcomeOf(rows) })),
  };
}

function outcomeOf(records: readonly SumRecord[]): Outcome<Totals> {
  const totals = partTotals(NIGHTLY, records);
  return { totals, remainder: remainderOf(totals) };
}
