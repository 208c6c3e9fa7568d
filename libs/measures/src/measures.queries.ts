import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  inGradedLatestOrder,
  inPeriod,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  streamsBehind,
  type AskedPeriod,
  type Moment,
  type Page,
} from '@tracker/reading';
import { addDays } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { IN_FORCE } from './in-force';
import { measureAnswer, measureItem, type MeasureAnswer, type MeasureItem } from './measure.answer';
import { MeasureClaimRow, MeasureRow } from './measure.tables';
import type { MeasureFilter } from './measures.filter';

/** Measures, the latest imposed first, each as adopted among what sources tell. */
export class ListMeasures extends ListAtMoment<MeasureItem, MeasureFilter> {}

/** One measure with everything told of it. Throws NotFoundAtPositionError. */
export class ShowMeasure extends OneAtMoment<MeasureAnswer> {}

@QueryHandler(ListMeasures)
export class ListMeasuresHandler implements IQueryHandler<ListMeasures> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListMeasures): Promise<Page<MeasureItem>> {
    const query = heldRows(this.source, MeasureRow, 'measure', moment);
    narrow(query, filter, moment);
    const page = await pageOf(query, ['sortTo'], 'desc', paging);
    const claims = await claimsOf(this.source, moment, page.items);
    return mapPage(page, (row) => measureItem(row, claims, moment.on));
  }
}

@QueryHandler(ShowMeasure)
export class ShowMeasureHandler implements IQueryHandler<ShowMeasure> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: measure }: ShowMeasure): Promise<MeasureAnswer> {
    const row = await heldOne(this.source, MeasureRow, moment, measure);
    const claims = heldRows(this.source, MeasureClaimRow, 'claim', moment).andWhere('claim.stream = :measure', {
      measure,
    });
    return measureAnswer(row, await inGradedLatestOrder(claims).getMany(), moment.on);
  }
}

/** The measures in force on the day of the moment. */
export interface MeasuresInForce {
  readonly count: number;
  /** The latest imposed first, at most MEASURES_SHOWN_MAX of them. */
  readonly measures: readonly MeasureItem[];
  /** If it was asked why: all that are counted. */
  readonly behind?: readonly string[];
}

/** Measures shown with their count. */
const MEASURES_SHOWN_MAX = 20;

/** What is in force on the day of the moment: how much of it, with `why` what that is, and the latest. */
export async function measuresInForce(source: DataSource, moment: Moment, why = false): Promise<MeasuresInForce> {
  const inForce = (): SelectQueryBuilder<MeasureRow> =>
    heldRows(source, MeasureRow, 'measure', moment).andWhere(IN_FORCE, { on: moment.on });
  const [count, rows] = await Promise.all([
    inForce().getCount(),
    inForce()
      .orderBy('measure.sortTo', 'DESC')
      .addOrderBy('measure.stream', 'DESC')
      .limit(MEASURES_SHOWN_MAX)
      .getMany(),
  ]);
  const claims = await claimsOf(source, moment, rows);
  const measures = rows.map((row) => measureItem(row, claims, moment.on));
  return { count, measures, ...(why ? { behind: await streamsBehind(inForce()) } : {}) };
}

/** The claims that measures in a list rest on. */
async function claimsOf(
  source: DataSource,
  moment: Moment,
  measures: readonly MeasureRow[],
): Promise<readonly MeasureClaimRow[]> {
  if (measures.length === 0) return [];
  const streams = measures.map(({ stream }) => stream);
  const events = measures
    .flatMap(({ imposedEvent, liftedEvent }) => [imposedEvent, liftedEvent])
    .filter((event) => event !== null);
  return heldRows(source, MeasureClaimRow, 'claim', moment)
    .andWhere('claim.stream = any(:streams) and claim.key = any(:events)', { streams, events })
    .getMany();
}

function narrow(query: SelectQueryBuilder<MeasureRow>, filter: MeasureFilter, { on }: Moment): void {
  const { kind, by, target, inForce } = filter;
  if (kind !== undefined) query.andWhere('measure.kind = :kind', { kind });
  if (by !== undefined) query.andWhere(':by = any(measure.by)', { by });
  if (target !== undefined) query.andWhere(':target = any(measure.target)', { target });
  if (inForce !== undefined) query.andWhere(`${inForce === 'true' ? '' : 'not '}${IN_FORCE}`, { on });
  inPeriod(query, filter);
  withinIndexes(query, filter);
}

/** The period once more as far as indexes can tell: an offset moves an instant by a day at most. */
function withinIndexes(query: SelectQueryBuilder<MeasureRow>, { from, to }: AskedPeriod): void {
  if (from !== undefined && from > '0001-01-10')
    query.andWhere('measure.sortTo >= :sortedFrom', { sortedFrom: addDays(from, -2) });
  if (to !== undefined && to < '9999-12-20')
    query.andWhere('measure.sortFrom < :sortedBelow', { sortedBelow: addDays(to, 2) });
}
