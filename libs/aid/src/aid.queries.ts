import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  heldSql,
  gradedLatestOrderSql,
  inPeriod,
  mapPage,
  pageOf,
  type AdoptionRule,
  type AskedPeriod,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { addDays, GRADED_LATEST } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import {
  aidItem,
  amountAnswer,
  pledgeClaim,
  turnAnswer,
  type AidAnswer,
  type AidItemAnswer,
  type AmountAnswer,
  type JudgedAmount,
  type Told,
} from './aid.answer';
import type { AidFilter, AidStatus, PledgeQuery } from './aid.filter';
import { AidClaimRow, AmountRow, PledgeRow } from './aid.tables';
import { standingOf, type DonorTotal, type StandingRecord, type TotalRecord } from './standing.answer';
import { standingsSql, statusesSql, statusSql, SUSPENSIONS_SQL, totalsSql } from './standing.sql';

/** Pledges, the latest first, and what all that are asked for come to. */
export interface AidPage extends Page<AidItemAnswer> {
  readonly rule: AdoptionRule;
  /** Money by donor and currency, never across currencies, at most TOTALS_SHOWN_MAX of them; things are not added up. */
  readonly totals: readonly DonorTotal[];
}

/** Pledges that a question selects. */
export class ListAid extends Query<AidPage> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly selection: Pick<AidFilter, 'donor' | 'recipient' | 'kind' | 'status' | 'from' | 'to' | 'rule' | 'why'>,
  ) {
    super();
  }
}

/** One pledge with everything told of it. Throws NotFoundAtPositionError. */
export class ShowAid extends Query<AidAnswer> {
  constructor(
    readonly moment: Moment,
    readonly aid: string,
    readonly asking: Pick<PledgeQuery, 'rule' | 'why'> = {},
  ) {
    super();
  }
}

const TOTALS_SHOWN_MAX = 1_000;
/** Amounts shown with a pledge, and turns. */
const AMOUNTS_SHOWN_MAX = 500;

@QueryHandler(ListAid)
export class ListAidHandler implements IQueryHandler<ListAid> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListAid): Promise<AidPage> {
    const { rule = GRADED_LATEST, why } = selection;
    const [page, totals] = await Promise.all([
      pageOf(this.selected(moment, selection), ['sortTo'], 'desc', paging),
      this.totals(moment, selection),
    ]);
    const told = await toldOf(this.source, moment, page.items, { rule, why });
    return { rule, totals, ...mapPage(page, (row) => aidItem(row, told, rule)) };
  }

  private async totals(moment: Moment, selection: ListAid['selection']): Promise<readonly DonorTotal[]> {
    const [sql, parameters] = this.selected(moment, selection)
      .andWhere(`pledge.modality = 'realised'`)
      .select('pledge.stream', 'stream')
      .addSelect('pledge.donor', 'donor')
      .getQueryAndParameters();
    const { conflict, position, on } = moment;
    const records: readonly TotalRecord[] = await this.source.query(
      totalsSql(sql, parameters.length + 1, selection.rule ?? GRADED_LATEST, selection.why === '1'),
      [...(parameters as unknown[]), conflict, position, on],
    );
    return records
      .slice(0, TOTALS_SHOWN_MAX)
      .map((record) => ({ donor: record.donor, currency: record.currency, ...standingOf(record) }));
  }

  private selected(moment: Moment, selection: ListAid['selection']): SelectQueryBuilder<PledgeRow> {
    const { donor, recipient, kind, status, rule = GRADED_LATEST } = selection;
    const query = heldRows(this.source, PledgeRow, 'pledge', moment);
    if (donor !== undefined) query.andWhere('pledge.donor = :donor', { donor });
    if (recipient !== undefined) query.andWhere('pledge.recipient = :recipient', { recipient });
    if (kind !== undefined) query.andWhere('pledge.kind = :kind', { kind });
    inPeriod(query, selection);
    withinIndexes(query, selection);
    if (status !== undefined) {
      const scope = { conflict: 'pledge.conflict', position: ':position', on: 'cast(:on as date)', rule };
      query.andWhere(`${statusSql(scope, 'pledge.stream')} = :status`, { status, on: moment.on });
    }
    return query;
  }
}

@QueryHandler(ShowAid)
export class ShowAidHandler implements IQueryHandler<ShowAid> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, aid, asking }: ShowAid): Promise<AidAnswer> {
    const { rule = GRADED_LATEST } = asking;
    const row = await heldOne(this.source, PledgeRow, moment, aid);
    const [told, claims, amounts, amountsCount] = await Promise.all([
      toldOf(this.source, moment, [row], asking),
      this.claims(moment, aid),
      this.amounts(moment, aid, rule),
      heldRows(this.source, AmountRow, 'amount', moment).andWhere('amount.stream = :aid', { aid }).getCount(),
    ]);
    const pledges = claims.filter(({ type }) => type === 'AidPledged').map((claim) => pledgeClaim(claim, row));
    return {
      ...aidItem(row, told, rule),
      pledges: pledges.toSorted((one, other) => Number(other.adopted) - Number(one.adopted)),
      amounts,
      amountsCount,
      turns: claims
        .filter(({ type }) => type !== 'AidPledged')
        .map((claim) => ({ turn: claim.type === 'AidSuspended' ? 'suspended' : 'resumed', ...turnAnswer(claim) })),
    };
  }

  private claims(moment: Moment, aid: string): Promise<AidClaimRow[]> {
    return heldRows(this.source, AidClaimRow, 'claim', moment)
      .andWhere('claim.stream = :aid', { aid })
      .orderBy('claim.began', 'DESC', 'NULLS LAST')
      .addOrderBy('claim.grade', 'ASC', 'NULLS LAST')
      .addOrderBy('claim.position', 'DESC')
      .limit(AMOUNTS_SHOWN_MAX)
      .getMany();
  }

  private async amounts(moment: Moment, aid: string, rule: AdoptionRule): Promise<readonly AmountAnswer[]> {
    const { conflict, position, on } = moment;
    const judged: readonly JudgedAmount[] = await this.source.query(JUDGED_AMOUNTS, [
      conflict,
      position,
      on,
      aid,
      AMOUNTS_SHOWN_MAX,
    ]);
    const rows = await heldRows(this.source, AmountRow, 'amount', moment)
      .andWhere('amount.stream = :aid and amount.key = any(:keys)', { aid, keys: judged.map(({ key }) => key) })
      .getMany();
    const byKey = new Map(rows.map((row) => [row.key, row]));
    return judged.map((amount) => amountAnswer(byKey.get(amount.key)!, amount, rule));
  }
}

/** What items of pledges are made of, besides their own rows. */
async function toldOf(
  source: DataSource,
  moment: Moment,
  pledges: readonly PledgeRow[],
  { rule = GRADED_LATEST, why }: ShowAid['asking'],
): Promise<Told> {
  if (pledges.length === 0) return { standings: [], statuses: new Map(), pledges: [], suspensions: [] };
  const { conflict, position, on } = moment;
  const streams = pledges.map(({ stream }) => stream);
  const parameters = [conflict, position, on, streams];
  const [standings, statuses, suspended] = await Promise.all([
    source.query<StandingRecord[]>(standingsSql(rule, why === '1'), parameters),
    source.query<{ readonly stream: string; readonly status: AidStatus | null }[]>(statusesSql(rule), parameters),
    source.query<{ readonly key: string }[]>(SUSPENSIONS_SQL, parameters),
  ]);
  const suspending = new Set(suspended.map(({ key }) => key));
  const pledging = pledges.flatMap(({ pledgedEvent }) => pledgedEvent ?? []);
  const claims = await heldRows(source, AidClaimRow, 'claim', moment)
    .andWhere('claim.stream = any(:streams) and claim.key = any(:events)', {
      streams,
      events: [...suspending, ...pledging],
    })
    .getMany();
  return {
    standings,
    statuses: new Map(statuses.map(({ stream, status }) => [stream, status])),
    pledges: claims.filter(({ key }) => !suspending.has(key)),
    suspensions: claims.filter(({ key }) => suspending.has(key)),
  };
}

/** The period once more as far as indexes can tell: an offset moves an instant by a day at most. */
function withinIndexes(query: SelectQueryBuilder<PledgeRow>, { from, to }: AskedPeriod): void {
  if (from !== undefined && from > '0001-01-10')
    query.andWhere('pledge.sortTo >= :sortedFrom', { sortedFrom: addDays(from, -2) });
  if (to !== undefined && to < '9999-12-20')
    query.andWhere('pledge.sortFrom < :sortedBelow', { sortedBelow: addDays(to, 2) });
}

/** Amounts of one pledge, the latest first, each with its place among its rivals. Parameters: conflict, position, day, stream, limit. */
const JUDGED_AMOUNTS = `
select key, case when is_candidate then rank end::integer as rank, case when is_candidate then adopted_unit end as "adoptedUnit"
from (
  select a.*, rank() over rivals as rank, first_value(a.unit) over rivals as adopted_unit from (
    select a.*, a.modality = 'realised' and (a.side = 'pledged' or coalesce(a.began <= $3::date, true)) as is_candidate
    from aid_v1.amount a where ${heldSql('a')} and a.stream = $4) a
  window rivals as (partition by a.side, a.fact, a.is_candidate order by ${gradedLatestOrderSql('a.grade', 'a.position')})
) judged
order by side = 'pledged' desc, began desc nulls last, fact, rank, position desc, key
limit $5`;
