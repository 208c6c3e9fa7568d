import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  goesBeforeSql,
  heldOne,
  heldRows,
  inPeriod,
  ListAtMoment,
  mapPage,
  pageOf,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { addDays, GRADED_LATEST } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { pointAnswers, type Asking, type PointAnswer } from './point.answer';
import { breaksOf, seriesClaim, seriesHead, seriesItem, type SeriesAnswer, type SeriesItem } from './series.answer';
import type { PointFilter, SeriesFilter } from './series.filter';
import { PointRow, SeriesClaimRow, SeriesRow } from './series.tables';

/** Series by metric, each with its last value. */
export class ListSeries extends ListAtMoment<SeriesItem, Pick<SeriesFilter, 'metric'>> {}

/** One series with a page of its points in order of time. Throws NotFoundAtPositionError. */
export class ShowSeries extends Query<SeriesAnswer & Page<PointAnswer>> {
  constructor(
    readonly moment: Moment,
    readonly series: string,
    readonly paging: Paging,
    readonly selection: Pick<PointFilter, 'from' | 'to' | 'rule' | 'why'>,
  ) {
    super();
  }
}

@QueryHandler(ListSeries)
export class ListSeriesHandler implements IQueryHandler<ListSeries> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: { metric } }: ListSeries): Promise<Page<SeriesItem>> {
    const query = heldRows(this.source, SeriesRow, 'series', moment);
    if (metric !== undefined)
      query.andWhere('strpos(lower(series.metric), :metric) > 0', { metric: metric.toLowerCase() });
    const page = await pageOf(query, ['sortMetric'], 'asc', paging);
    const streams = page.items.map(({ stream }) => stream);
    const [claims, points] = await Promise.all([
      heldRows(this.source, SeriesClaimRow, 'claim', moment)
        .andWhere('claim.stream = any(:streams) and claim.key = any(:events)', {
          streams,
          events: page.items.flatMap(({ definitions }) => definitions[0].event ?? []),
        })
        .getMany(),
      heldRows(this.source, PointRow, 'point', moment)
        .andWhere('point.stream = any(:streams) and point.key = any(:events)', {
          streams,
          events: page.items.flatMap(({ lastEvent }) => lastEvent ?? []),
        })
        .getMany(),
    ]);
    return mapPage(page, (row) => seriesItem(row, claims, points));
  }
}

@QueryHandler(ShowSeries)
export class ShowSeriesHandler implements IQueryHandler<ShowSeries> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, series, paging, selection }: ShowSeries): Promise<SeriesAnswer & Page<PointAnswer>> {
    const row = await heldOne(this.source, SeriesRow, moment, series);
    const { from, to, rule = GRADED_LATEST } = selection;
    const query = leading(this.points(moment, series));
    inPeriod(query, { from, to });
    // The same once more as far as the index can tell: an offset moves an instant by a day at most.
    if (from !== undefined && from > '0001-01-10')
      query.andWhere('point.sortTo >= :sortedFrom', { sortedFrom: addDays(from, -2) });
    const [page, claims] = await Promise.all([
      pageOf(query, ['sortTo', 'sortFrom'], 'asc', paging),
      heldRows(this.source, SeriesClaimRow, 'claim', moment)
        .andWhere('claim.stream = :series', { series })
        .orderBy('claim.position')
        .getMany(),
    ]);
    const answers = await this.answers(moment, row, page.items, selection);
    return {
      ...seriesHead(row, claims),
      rule,
      breaks: breaksOf(row, claims),
      claims: claims.map((claim) => seriesClaim(claim, row.definitions)),
      ...mapPage(page, ({ key }) => answers.get(key)!),
    };
  }

  /** The points of a page, by the id of the first claim of each; the one before them is read with them, to compare the first with. */
  private async answers(
    moment: Moment,
    { stream, definitions }: SeriesRow,
    page: readonly PointRow[],
    asking: Asking,
  ): Promise<ReadonlyMap<string, PointAnswer>> {
    const inTime = page.toSorted((one, other) => (isBefore(one, other) ? -1 : 1));
    const [first, last] = [inTime[0], inTime.at(-1)];
    if (!first || !last) return new Map();
    const before = await this.pointBefore(moment, first);
    const rows = await this.points(moment, stream)
      .andWhere('(point.sortTo, point.sortFrom) >= (:startTo, :startFrom)', {
        startTo: (before ?? first).sortTo,
        startFrom: (before ?? first).sortFrom,
      })
      .andWhere('(point.sortTo, point.sortFrom) <= (:endTo, :endFrom)', { endTo: last.sortTo, endFrom: last.sortFrom })
      .orderBy('point.sortTo')
      .addOrderBy('point.sortFrom')
      .addOrderBy(`case when point.modality = 'realised' then 0 else 1 end`)
      .addOrderBy('point.grade', 'ASC', 'NULLS LAST')
      .addOrderBy('point.position', 'DESC')
      .getMany();
    return new Map(pointAnswers(rows, definitions, asking).map(({ row, ...answer }) => [row.key, answer]));
  }

  private pointBefore(moment: Moment, { stream, sortTo, sortFrom }: PointRow): Promise<PointRow | null> {
    return this.points(moment, stream)
      .andWhere(`(point.sortTo, point.sortFrom) < (:sortTo, :sortFrom) and point.modality = 'realised'`, {
        sortTo,
        sortFrom,
      })
      .orderBy('point.sortTo', 'DESC')
      .addOrderBy('point.sortFrom', 'DESC')
      .limit(1)
      .getOne();
  }

  private points(moment: Moment, series: string): SelectQueryBuilder<PointRow> {
    return heldRows(this.source, PointRow, 'point', moment).andWhere('point.stream = :series', { series });
  }
}

/** Of the claims of one time the first: what is said to be so before what is not, then by graded-latest@1. */
function leading(query: SelectQueryBuilder<PointRow>): SelectQueryBuilder<PointRow> {
  return query.andWhere(`not exists (select 1 from series_v1.point rival
    where rival.conflict = point.conflict and rival.stream = point.stream
      and rival.sort_to = point.sortTo and rival.sort_from = point.sortFrom and rival.since <= :position
      and rival.until > :position and ((rival.modality = 'realised' and point.modality <> 'realised')
        or ((rival.modality = 'realised') = (point.modality = 'realised') and ${goesBeforeSql('rival', 'point')})))`);
}

function isBefore(one: PointRow, other: PointRow): boolean {
  return one.sortTo === other.sortTo ? one.sortFrom < other.sortFrom : one.sortTo < other.sortTo;
}
