import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Page,
  type Registration,
} from '@tracker/reading';
import type { Point } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { PlaceRow } from './place.tables';

export interface PlaceAnswer {
  readonly place: string;
  readonly name: string;
  readonly namesByLanguage: Readonly<Record<string, string>>;
  readonly country: string | null;
  /** Null: not told. */
  readonly adminPath: readonly string[] | null;
  /** How far the place is known, and how exact its point is. */
  readonly precision: string;
  /** Null: no source has one. */
  readonly point: Point | null;
  readonly registered: Registration;
}

export interface PlaceSelection {
  readonly country?: string;
  readonly precision?: string;
  /** One of the administrative units it lies in, spelt as registered. */
  readonly adminPath?: string;
  /** Text that stands in one of its names, whatever the case. */
  readonly name?: string;
}

/** Places at a moment, in order of name. */
export class ListPlaces extends ListAtMoment<PlaceAnswer, PlaceSelection> {}

/** One place at a moment. Fails with NotFoundAtPositionError. */
export class ShowPlace extends OneAtMoment<PlaceAnswer> {}

@QueryHandler(ListPlaces)
export class ListPlacesHandler implements IQueryHandler<ListPlaces> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListPlaces): Promise<Page<PlaceAnswer>> {
    const query = heldRows(this.source, PlaceRow, 'place', moment);
    const { country, precision, adminPath, name } = selection;
    if (country !== undefined) query.andWhere('place.country = :country', { country });
    if (precision !== undefined) query.andWhere('place.precision = :precision', { precision });
    if (adminPath !== undefined) query.andWhere(':adminPath = any(place.adminPath)', { adminPath });
    if (name !== undefined) query.andWhere('strpos(place.searchedNames, :name) > 0', { name: name.toLowerCase() });
    return mapPage(await pageOf(query, ['name'], 'asc', paging), answer);
  }
}

@QueryHandler(ShowPlace)
export class ShowPlaceHandler implements IQueryHandler<ShowPlace> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: place }: ShowPlace): Promise<PlaceAnswer> {
    return answer(await heldOne(this.source, PlaceRow, moment, place));
  }
}

function answer(row: PlaceRow): PlaceAnswer {
  const { stream, name, names, country, adminPath, precision, lon, lat } = row;
  const point = lon === null || lat === null ? null : { lon, lat };
  return {
    place: stream,
    name,
    namesByLanguage: names,
    country,
    adminPath,
    precision,
    point,
    registered: registrationOf(row),
  };
}
