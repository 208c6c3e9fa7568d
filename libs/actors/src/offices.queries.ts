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
import { DataSource } from 'typeorm';
import { holdersOf, type HolderRow, type OfficeHolders } from './office-holders';
import { OFFICE_HOLDERS_SQL } from './office-holders.sql';
import { OfficeRow } from './office.tables';

/** An office, and who held it on the day asked for. */
export interface OfficeItem extends OfficeHolders {
  readonly office: string;
  readonly title: string;
  readonly of: string | null;
  /** Whether it has one holder at a time. */
  readonly exclusive: boolean;
  readonly registered: Registration;
}

/** Offices at a moment, in order of title. */
export class ListOffices extends ListAtMoment<OfficeItem, string | undefined> {}

/** One office at a moment. Fails with NotFoundAtPositionError. */
export class ShowOffice extends OneAtMoment<OfficeItem> {}

@QueryHandler(ListOffices)
export class ListOfficesHandler implements IQueryHandler<ListOffices> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: of }: ListOffices): Promise<Page<OfficeItem>> {
    const query = heldRows(this.source, OfficeRow, 'office', moment);
    if (of !== undefined) query.andWhere('office.of = :of', { of });
    const page = await pageOf(query, ['title'], 'asc', paging);
    const rows = await holderRows(this.source, moment, page.items);
    return mapPage(page, (office) => item(office, rows));
  }
}

@QueryHandler(ShowOffice)
export class ShowOfficeHandler implements IQueryHandler<ShowOffice> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: office }: ShowOffice): Promise<OfficeItem> {
    const row = await heldOne(this.source, OfficeRow, moment, office);
    return item(row, await holderRows(this.source, moment, [row]));
  }
}

function holderRows(source: DataSource, moment: Moment, offices: readonly OfficeRow[]): Promise<readonly HolderRow[]> {
  const { conflict, position, on } = moment;
  return source.query<HolderRow[]>(OFFICE_HOLDERS_SQL, [conflict, position, on, offices.map(({ stream }) => stream)]);
}

function item(row: OfficeRow, rows: readonly HolderRow[]): OfficeItem {
  const { stream, title, of, exclusive } = row;
  const own = rows.filter(({ office }) => office === stream);
  return { office: stream, title, of, exclusive, registered: registrationOf(row), ...holdersOf(exclusive, own) };
}
