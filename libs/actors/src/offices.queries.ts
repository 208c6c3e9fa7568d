import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Moment,
  type Page,
  type Registration,
} from '@tracker/reading';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { holdingClaim, type HoldingClaim } from './holding.answer';
import { holdersOf, type HolderRow, type OfficeHolders } from './office-holders';
import { OFFICE_HOLDERS_SQL } from './office-holders.sql';
import { HoldingClaimRow, OfficeRow } from './office.tables';

/** An office, and who held it on the day asked for. */
export interface OfficeItem extends OfficeHolders {
  readonly office: string;
  readonly title: string;
  readonly of: string | null;
  /** Whether it has one holder at a time. */
  readonly exclusive: boolean;
  readonly registered: Registration;
}

/** The same with its history. */
export interface OfficeAnswer extends OfficeItem {
  /** Everything told of who held it, the latest time first. */
  readonly claims: readonly HoldingClaim[];
}

/** Offices at a moment, in order of title. */
export class ListOffices extends ListAtMoment<OfficeItem, string | undefined> {}

/** One office at a moment. Fails with NotFoundAtPositionError. */
export class ShowOffice extends OneAtMoment<OfficeAnswer> {}

@QueryHandler(ListOffices)
export class ListOfficesHandler implements IQueryHandler<ListOffices> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: of }: ListOffices): Promise<Page<OfficeItem>> {
    const query = heldRows(this.source, OfficeRow, 'office', moment);
    if (of !== undefined) query.andWhere('office.of = :of', { of });
    const page = await pageOf(query, ['title'], 'asc', paging);
    const rows = await holderRows(
      this.source,
      moment,
      page.items.map(({ stream }) => stream),
    );
    return mapPage(page, (office) => item(office, rows));
  }
}

@QueryHandler(ShowOffice)
export class ShowOfficeHandler implements IQueryHandler<ShowOffice> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: office }: ShowOffice): Promise<OfficeAnswer> {
    const row = await heldOne(this.source, OfficeRow, moment, office);
    const [holders, claims] = await Promise.all([
      holderRows(this.source, moment, [office]),
      latestFirst(
        heldRows(this.source, HoldingClaimRow, 'holding', moment).andWhere('holding.stream = :office', { office }),
      ).getMany(),
    ]);
    return { ...item(row, holders), claims: claims.map(holdingClaim) };
  }
}

/** Claims by when the holder is told to be in office. */
export function latestFirst(claims: SelectQueryBuilder<HoldingClaimRow>): SelectQueryBuilder<HoldingClaimRow> {
  return claims
    .addOrderBy('coalesce(holding.seen, holding.periodFrom, holding.periodTo)', 'DESC', 'NULLS LAST')
    .addOrderBy('holding.position', 'DESC');
}

/** Who is known to have held these offices by the day of the moment, see OFFICE_HOLDERS_SQL. */
export function holderRows(
  source: DataSource,
  moment: Moment,
  offices: readonly string[],
): Promise<readonly HolderRow[]> {
  const { conflict, position, on } = moment;
  return source.query<HolderRow[]>(OFFICE_HOLDERS_SQL, [conflict, position, on, offices]);
}

function item(row: OfficeRow, rows: readonly HolderRow[]): OfficeItem {
  const { stream, title, of, exclusive } = row;
  const own = rows.filter(({ office }) => office === stream);
  return { office: stream, title, of, exclusive, registered: registrationOf(row), ...holdersOf(exclusive, own) };
}
