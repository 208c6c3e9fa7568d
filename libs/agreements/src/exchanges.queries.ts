import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  BEHIND_MAX,
  heldOne,
  heldRows,
  inGradedLatestOrder,
  mapPage,
  pageOf,
  type AdoptionRule,
  type Behind,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { GRADED_LATEST, HULL } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { EXCHANGE_TOTALS, EXCHANGES_BESIDE, RELEASES_BEHIND, STREAMS_BESIDE } from './exchange-totals.sql';
import {
  exchangeAnswer,
  exchangeItem,
  reasonsOf,
  totalAnswer,
  type BehindRecord,
  type ExchangeAnswer,
  type ExchangeItem,
  type ExchangeTotal,
  type TotalRecord,
} from './exchange.answer';
import { ExchangeClaimRow, ExchangeRow, ReleaseRow } from './exchange.tables';
import type { ExchangeFilter } from './exchanges.filter';
import { inSpannedPeriod } from './spanned-period';
import { claimsNamed, claimsOf } from './told.queries';

/** Exchanges of a selection, and what each party let go in all of them. */
export interface ExchangePage extends Page<ExchangeItem> {
  readonly rule: AdoptionRule;
  readonly totals: readonly ExchangeTotal[];
  /** Exchanges that may belong to the period and were not added: their time is too vague, or they count on another day. */
  readonly beside: number;
  /** If it was asked why: which. */
  readonly behind?: Behind<'beside'>;
}

/** Exchanges, the latest first, with totals. */
export class ListExchanges extends Query<ExchangePage> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly selection: ExchangeFilter,
  ) {
    super();
  }
}

/** One exchange with every claim. Throws NotFoundAtPositionError. */
export class ShowExchange extends Query<ExchangeAnswer> {
  constructor(
    readonly moment: Moment,
    readonly stream: string,
    readonly rule: AdoptionRule = GRADED_LATEST,
  ) {
    super();
  }
}

/** Where a period is open. */
const DAY_FIRST = '0001-01-01';
const DAY_LAST = '9999-12-31';

@QueryHandler(ListExchanges)
export class ListExchangesHandler implements IQueryHandler<ListExchanges> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListExchanges): Promise<ExchangePage> {
    const rule = filter.rule ?? GRADED_LATEST;
    const query = narrowed(heldRows(this.source, ExchangeRow, 'exchange', moment), filter);
    const [page, totals, beside, behind] = await Promise.all([
      pageOf(query, ['sortTo'], 'desc', paging),
      this.totals(moment, filter),
      this.beside(moment, filter),
      this.behind(moment, filter),
    ]);
    const streams = page.items.map(({ stream }) => stream);
    const [releases, claims] = await Promise.all([
      releasesOf(this.source, moment, streams),
      claimsNamed(
        this.source,
        ExchangeClaimRow,
        moment,
        streams,
        page.items.map(({ event }) => event),
      ),
    ]);
    return { rule, totals, beside, ...behind, ...mapPage(page, (row) => exchangeItem(row, releases, claims, rule)) };
  }

  private async totals(moment: Moment, filter: ExchangeFilter): Promise<readonly ExchangeTotal[]> {
    const asked = parameters(moment, filter);
    const records: readonly TotalRecord[] = await this.source.query(EXCHANGE_TOTALS, asked);
    const totals = records.map(totalAnswer);
    if (filter.why === undefined) return totals;
    const behind: readonly BehindRecord[] = await this.source.query(RELEASES_BEHIND, [...asked, BEHIND_MAX]);
    return totals.map((total) => ({ ...total, why: reasonsOf(total.by, behind) }));
  }

  private async beside(moment: Moment, filter: ExchangeFilter): Promise<number> {
    const [found]: readonly { readonly beside: number }[] = await this.source.query(
      EXCHANGES_BESIDE,
      parameters(moment, filter),
    );
    return found?.beside ?? 0;
  }

  private async behind(moment: Moment, filter: ExchangeFilter): Promise<Pick<ExchangePage, 'behind'>> {
    if (filter.why === undefined) return {};
    const [found]: readonly { readonly streams: readonly string[] }[] = await this.source.query(
      STREAMS_BESIDE,
      parameters(moment, filter),
    );
    return { behind: { beside: found?.streams ?? [] } };
  }
}

@QueryHandler(ShowExchange)
export class ShowExchangeHandler implements IQueryHandler<ShowExchange> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: exchange, rule }: ShowExchange): Promise<ExchangeAnswer> {
    const row = await heldOne(this.source, ExchangeRow, moment, exchange);
    const [releases, claims] = await Promise.all([
      releasesOf(this.source, moment, [exchange]),
      claimsOf(this.source, ExchangeClaimRow, moment, exchange),
    ]);
    return exchangeAnswer(row, releases, claims, rule);
  }
}

function releasesOf(source: DataSource, moment: Moment, streams: readonly string[]): Promise<ReleaseRow[]> {
  const rows = heldRows(source, ReleaseRow, 'release', moment);
  return inGradedLatestOrder(rows.andWhere('release.stream = any(:streams)', { streams })).getMany();
}

function narrowed(
  query: SelectQueryBuilder<ExchangeRow>,
  { by, mediatedBy, from, to }: ExchangeFilter,
): SelectQueryBuilder<ExchangeRow> {
  if (by !== undefined) query.andWhere(':by = any(exchange.parties)', { by });
  if (mediatedBy !== undefined) query.andWhere(':mediatedBy = any(exchange.mediatedBy)', { mediatedBy });
  inSpannedPeriod(query, { from, to });
  return query;
}

/** $1 to $7 of the statements about totals. */
function parameters({ conflict, position }: Moment, { by, mediatedBy, from, to, rule }: ExchangeFilter): unknown[] {
  const period = from === undefined && to === undefined ? [null, null] : [from ?? DAY_FIRST, to ?? DAY_LAST];
  return [conflict, position, by ?? null, mediatedBy ?? null, ...period, rule === HULL];
}
