import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldRows,
  heldSql,
  ListAtMoment,
  mapPage,
  NotFoundAtPositionError,
  OneAtMoment,
  pageOf,
  type Moment,
  type Page,
} from '@tracker/reading';
import { isStreamId } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import {
  areaItem,
  controlClaim,
  LAST_CHANGE,
  sourceView,
  type AreaAnswer,
  type AreaItem,
  type ChangeAnswer,
} from './territory.answer';
import type { TerritoryFilter } from './territory.filter';
import { ControlClaimRow, HoldingRow } from './territory.tables';

/** Areas by name, each with who holds it on the day asked for. */
export class ListAreas extends ListAtMoment<AreaItem, TerritoryFilter> {}

/** One area with everything told of it. Throws NotFoundAtPositionError. */
export class ShowArea extends OneAtMoment<AreaAnswer> {}

/** Changes shown with an area. */
const CHANGES_SHOWN_MAX = 200;

@QueryHandler(ListAreas)
export class ListAreasHandler implements IQueryHandler<ListAreas> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListAreas): Promise<Page<AreaItem>> {
    const { holder, place, status } = selection;
    const query = holdings(this.source, moment);
    if (holder !== undefined) query.andWhere('holding.holder = :holder', { holder });
    if (place !== undefined) query.andWhere('holding.place = :place', { place });
    if (status !== undefined) query.andWhere('holding.status = :status', { status });
    const page = await pageOf(query, [], 'asc', paging);
    const claims = await this.claimsOf(moment, page.items);
    return mapPage(page, (row) => areaItem(row, claims.get(row.key)!));
  }

  private async claimsOf(moment: Moment, areas: readonly HoldingRow[]): Promise<ReadonlyMap<string, ControlClaimRow>> {
    const rows = await heldRows(this.source, ControlClaimRow, 'claim', moment)
      .andWhere('claim.stream = any(:streams) and claim.key = any(:events)', {
        streams: areas.map(({ stream }) => stream),
        events: areas.map(({ key }) => key),
      })
      .getMany();
    return new Map(rows.map((row) => [row.key, row]));
  }
}

@QueryHandler(ShowArea)
export class ShowAreaHandler implements IQueryHandler<ShowArea> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: area }: ShowArea): Promise<AreaAnswer> {
    if (!isStreamId(area)) throw new NotFoundAtPositionError(area, moment.position);
    const claims = (): SelectQueryBuilder<ControlClaimRow> =>
      heldRows(this.source, ControlClaimRow, 'claim', moment).andWhere('claim.stream = :area', { area });
    const [held, sources, changes, changesCount] = await Promise.all([
      holdings(this.source, moment).andWhere('holding.stream = :area', { area }).getOne(),
      this.lastOfSources(moment, area),
      latestFirst(claims()).limit(CHANGES_SHOWN_MAX).getMany(),
      claims().getCount(),
    ]);
    const [latest] = changes;
    if (!latest) throw new NotFoundAtPositionError(area, moment.position);
    const adopted = held ? await claims().andWhere('claim.key = :key', { key: held.key }).getOne() : null;
    return {
      area,
      place: latest.place,
      held: held && adopted ? { ...controlClaim(adopted), heldUntil: held.ended } : null,
      heldBefore: held ? null : await this.heldBefore(moment, area),
      sources: sources.map((row) => sourceView(row, held ?? undefined)),
      changes: await this.withAdopted(moment, area, changes),
      changesCount,
      rule: LAST_CHANGE,
    };
  }

  /** What each source told last, by the day of the moment, as real. */
  private async lastOfSources(moment: Moment, area: string): Promise<readonly ControlClaimRow[]> {
    const { conflict, position, on } = moment;
    const keys: readonly { readonly key: string }[] = await this.source.query(LAST_OF_SOURCES, [
      conflict,
      position,
      area,
      on,
    ]);
    return heldRows(this.source, ControlClaimRow, 'claim', moment)
      .andWhere('claim.stream = :area and claim.key = any(:keys)', { area, keys: keys.map(({ key }) => key) })
      .orderBy('claim.source')
      .getMany();
  }

  private async heldBefore(moment: Moment, area: string): Promise<AreaAnswer['heldBefore']> {
    const first = await heldRows(this.source, HoldingRow, 'holding', moment)
      .andWhere('holding.stream = :area', { area })
      .orderBy('holding.began')
      .limit(1)
      .getOne();
    if (!first) return null;
    const claim = await heldRows(this.source, ControlClaimRow, 'claim', moment)
      .andWhere('claim.stream = :area and claim.key = :key', { area, key: first.key })
      .getOneOrFail();
    return claim.previous === null ? null : { holder: claim.previous, claim: controlClaim(claim) };
  }

  private async withAdopted(
    moment: Moment,
    area: string,
    changes: readonly ControlClaimRow[],
  ): Promise<readonly ChangeAnswer[]> {
    const rows = await heldRows(this.source, HoldingRow, 'holding', moment)
      .andWhere('holding.stream = :area and holding.key = any(:keys)', { area, keys: changes.map(({ key }) => key) })
      .getMany();
    const adopted = new Set(rows.map(({ key }) => key));
    return changes.map((row) => ({ ...controlClaim(row), adopted: adopted.has(row.key) }));
  }
}

/** Who holds areas on the day of the moment. */
function holdings(source: DataSource, moment: Moment): SelectQueryBuilder<HoldingRow> {
  return heldRows(source, HoldingRow, 'holding', moment).andWhere(
    'coalesce(holding.began <= cast(:on as date), true) and coalesce(holding.ended > cast(:on as date), true)',
    { on: moment.on },
  );
}

function latestFirst(query: SelectQueryBuilder<ControlClaimRow>): SelectQueryBuilder<ControlClaimRow> {
  return query
    .orderBy('claim.began', 'DESC', 'NULLS LAST')
    .addOrderBy('claim.grade', 'ASC', 'NULLS LAST')
    .addOrderBy('claim.position', 'DESC');
}

/** Parameters: conflict, position, area, day. */
const LAST_OF_SOURCES = `
select distinct on (c.source) c.key
from territory_v1.claim c
where ${heldSql('c')} and c.stream = $3 and c.modality = 'realised' and coalesce(c.began <= $4::date, true)
order by c.source, c.began desc nulls last, c.position desc`;
