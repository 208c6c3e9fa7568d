import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  InvalidParameterError,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  type Moment,
  type Page,
} from '@tracker/reading';
import { addDays } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { standingSql, STANDINGS_SQL } from './ceasefire-standing.sql';
import {
  ceasefireAnswer,
  ceasefireItem,
  type CeasefireAnswer,
  type CeasefireItem,
  type StandingRecord,
} from './ceasefire.answer';
import { CeasefireClaimRow, CeasefireRow } from './ceasefire.tables';
import type { CeasefireFilter } from './ceasefires.filter';
import { claimsNamed, claimsOf } from './told.queries';

/** Ceasefires proposed and declared, the latest first. */
export class ListCeasefires extends ListAtMoment<CeasefireItem, CeasefireFilter> {}

/** One ceasefire with every claim and violation. Throws NotFoundAtPositionError. */
export class ShowCeasefire extends OneAtMoment<CeasefireAnswer> {}

/** Ceasefires shown as in force. */
const IN_FORCE_MAX = 20;

@QueryHandler(ListCeasefires)
export class ListCeasefiresHandler implements IQueryHandler<ListCeasefires> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListCeasefires): Promise<Page<CeasefireItem>> {
    const query = narrowed(heldRows(this.source, CeasefireRow, 'ceasefire', moment), filter, moment);
    const page = await pageOf(query, ['sortFrom'], 'desc', paging);
    const items = await ceasefireItems(this.source, moment, page.items);
    return mapPage(page, ({ stream }) => items.get(stream)!);
  }
}

@QueryHandler(ShowCeasefire)
export class ShowCeasefireHandler implements IQueryHandler<ShowCeasefire> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: ceasefire }: ShowCeasefire): Promise<CeasefireAnswer> {
    const row = await heldOne(this.source, CeasefireRow, moment, ceasefire);
    const [standings, claims] = await Promise.all([
      standingsOf(this.source, moment, [row]),
      claimsOf(this.source, CeasefireClaimRow, moment, ceasefire),
    ]);
    return ceasefireAnswer(row, standings.get(ceasefire)!, claims, moment.on);
  }
}

/** Ceasefires in force on the day of a moment, those begun first before the others; at most IN_FORCE_MAX. */
export async function ceasefiresInForce(source: DataSource, moment: Moment): Promise<readonly CeasefireItem[]> {
  const query = heldRows(source, CeasefireRow, 'ceasefire', moment);
  const rows = await withStatus(query, 'in_force', moment)
    .orderBy('ceasefire.sortFrom')
    .addOrderBy('ceasefire.stream')
    .limit(IN_FORCE_MAX)
    .getMany();
  const items = await ceasefireItems(source, moment, rows);
  return rows.map(({ stream }) => items.get(stream)!);
}

async function ceasefireItems(
  source: DataSource,
  moment: Moment,
  rows: readonly CeasefireRow[],
): Promise<ReadonlyMap<string, CeasefireItem>> {
  const streams = rows.map(({ stream }) => stream);
  const events = rows.flatMap(({ proposedEvent, declaredEvent, endedEvent }) => [
    proposedEvent,
    declaredEvent,
    endedEvent,
  ]);
  const [standings, claims] = await Promise.all([
    standingsOf(source, moment, rows),
    claimsNamed(source, CeasefireClaimRow, moment, streams, events),
  ]);
  return new Map(rows.map((row) => [row.stream, ceasefireItem(row, standings.get(row.stream)!, claims, moment.on)]));
}

async function standingsOf(
  source: DataSource,
  { conflict, position, on }: Moment,
  rows: readonly CeasefireRow[],
): Promise<ReadonlyMap<string, StandingRecord>> {
  const streams = rows.map(({ stream }) => stream);
  const records: readonly StandingRecord[] = await source.query(STANDINGS_SQL, [conflict, position, on, streams]);
  return new Map(records.map((record) => [record.stream, record]));
}

function narrowed(
  query: SelectQueryBuilder<CeasefireRow>,
  { status, party, agreement, from, to }: CeasefireFilter,
  moment: Moment,
): SelectQueryBuilder<CeasefireRow> {
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidParameterError('to', to, `a day on or after from (${from})`);
  if (status !== undefined) withStatus(query, status, moment);
  if (party !== undefined) query.andWhere(':party = any(ceasefire.parties)', { party });
  if (agreement !== undefined) query.andWhere('ceasefire.agreement = :agreement', { agreement });
  if (from !== undefined || to !== undefined) query.andWhere('ceasefire.firstDay is not null');
  if (from !== undefined)
    query.andWhere(`coalesce(least(ceasefire.lastDay, ceasefire.endedDay), 'infinity') >= cast(:from as date)`, {
      from,
    });
  if (to !== undefined) {
    query.andWhere('ceasefire.firstDay <= :to', { to });
    // The same as far as the list's index can tell: an offset moves an instant by a day at most.
    if (to < '9999-12-20') query.andWhere('ceasefire.sortFrom < :sortedBelow', { sortedBelow: addDays(to, 2) });
  }
  return query;
}

function withStatus(
  query: SelectQueryBuilder<CeasefireRow>,
  status: NonNullable<CeasefireFilter['status']>,
  { on }: Moment,
): SelectQueryBuilder<CeasefireRow> {
  return query.andWhere(`${standingSql('ceasefire', 'cast(:on as date)')} = :status`, { on, status });
}
