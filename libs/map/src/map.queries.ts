import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '@tracker/event-store';
import { PlaceRow } from '@tracker/places';
import {
  type AskedPeriod,
  heldRows,
  InvalidParameterError,
  ListAtMoment,
  mapPage,
  type Moment,
  type Names,
  namesIn,
  type Page,
  pageInPeriod,
  type Paging,
} from '@tracker/reading';
import { PLACE_PRECISIONS, type PlacePrecision } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { Box } from './box';
import { eventAtPlace, featureOf, type EventAtPlace, type MapAnswer } from './map.answer';
import { WhereaboutsRow } from './whereabouts.tables';

export interface UnplacedSelection extends AskedPeriod {
  /** Kind of stream. */
  readonly kind?: string;
  readonly type?: string;
  readonly place?: string;
}

export interface MapSelection extends UnplacedSelection {
  readonly box?: Box;
  /** This precise or more. */
  readonly precision?: PlacePrecision;
}

/** What happened at places, latest first: a feature for each event and place. */
export class ShowMap extends Query<MapAnswer> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly selection: MapSelection,
  ) {
    super();
  }
}

/** What the map has no point for, latest first: events that tell of no place, and those at a place without a point. */
export class ListUnplaced extends ListAtMoment<EventAtPlace, UnplacedSelection> {}

/** What both questions ask of the tables. */
abstract class Whereabouts {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    catalogue: Catalogue,
  ) {
    this.kinds = catalogue.streamKinds();
  }

  protected entries(moment: Moment, { kind, type, place }: UnplacedSelection): SelectQueryBuilder<WhereaboutsRow> {
    const entries = heldRows(this.source, WhereaboutsRow, 'entry', moment);
    if (kind !== undefined) entries.andWhere('starts_with(entry.stream, :prefix)', { prefix: this.prefixOf(kind) });
    if (type !== undefined) entries.andWhere('entry.type = :type', { type });
    if (place !== undefined) entries.andWhere('entry.place = :place', { place });
    return entries;
  }

  protected async shown<Shown>(
    moment: Moment,
    page: Page<WhereaboutsRow>,
    show: (row: WhereaboutsRow, place: PlaceRow | undefined, names: Names) => Shown,
  ): Promise<Page<Shown>> {
    const ids = [...new Set(page.items.flatMap(({ place }) => place ?? []))];
    const rows = await heldRows(this.source, PlaceRow, 'place', moment)
      .andWhere('place.stream = any(:ids)', { ids })
      .getMany();
    const places = new Map(rows.map((row) => [row.stream, row]));
    const lines = page.items.map(({ line }) => line);
    const names = await namesIn(this.source, moment, this.kinds, lines);
    return mapPage(page, (row) => show(row, row.place === null ? undefined : places.get(row.place), names));
  }

  private prefixOf(kind: string): string {
    if (!this.kinds.has(kind)) throw new InvalidParameterError('kind', kind, `one of ${[...this.kinds].join(', ')}`);
    return kind === 'conflict' ? kind : `${kind}-`;
  }
}

@QueryHandler(ShowMap)
export class ShowMapHandler extends Whereabouts implements IQueryHandler<ShowMap> {
  constructor(source: DataSource, catalogue: Catalogue) {
    super(source, catalogue);
  }

  async execute({ moment, paging, selection }: ShowMap): Promise<MapAnswer> {
    const list = () => onMap(this.entries(moment, selection).andWhere('entry.place is not null'), selection);
    const { items, ...rest } = await this.shown(moment, await pageInPeriod(list, selection, paging), featureOf);
    return { type: 'FeatureCollection', features: items, ...rest };
  }
}

@QueryHandler(ListUnplaced)
export class ListUnplacedHandler extends Whereabouts implements IQueryHandler<ListUnplaced> {
  constructor(source: DataSource, catalogue: Catalogue) {
    super(source, catalogue);
  }

  async execute({ moment, paging, selection }: ListUnplaced): Promise<Page<EventAtPlace>> {
    const list = () => this.entries(moment, selection).leftJoin(PlaceRow, 'at', HELD_PLACE).andWhere('at.lon is null');
    return this.shown(moment, await pageInPeriod(list, selection, paging), eventAtPlace);
  }
}

/** The place of an entry at the same moment, whose parameters are those of heldRows. */
const HELD_PLACE =
  'at.conflict = entry.conflict and at.stream = entry.place and at.since <= :position and at.until > :position';

function onMap(
  entries: SelectQueryBuilder<WhereaboutsRow>,
  { box, precision }: MapSelection,
): SelectQueryBuilder<WhereaboutsRow> {
  if (box ?? precision) entries.innerJoin(PlaceRow, 'at', HELD_PLACE);
  if (precision !== undefined) {
    const precise = PLACE_PRECISIONS.slice(0, PLACE_PRECISIONS.indexOf(precision) + 1);
    entries.andWhere('at.precision = any(:precise)', { precise });
  }
  if (box !== undefined) {
    const between = box.west <= box.east ? 'and' : 'or';
    entries.andWhere(`(at.lon >= :west ${between} at.lon <= :east) and at.lat between :south and :north`, { ...box });
  }
  return entries;
}
