import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Catalogue } from '@tracker/event-store';
import {
  type AskedPeriod,
  cutPage,
  ForeignCursorError,
  InvalidParameterError,
  ListAtMoment,
  listedPeriod,
  mapPage,
  type Moment,
  type Names,
  namesIn,
  type Page,
  type Paging,
} from '@tracker/reading';
import { PLACE_PRECISIONS, type PlacePrecision } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import type { Box } from './box';
import { entriesAtPlacesSql, type Placing } from './entries-at-places.sql';
import { eventAtPlace, featureOf, type EntryAtPlace, type EventAtPlace, type MapAnswer } from './map.answer';

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
abstract class EntriesAtPlaces {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    catalogue: Catalogue,
  ) {
    this.kinds = catalogue.streamKinds();
  }

  protected async shown<Shown>(
    placing: Placing,
    { moment, paging, selection }: ListAtPlaces,
    show: (entry: EntryAtPlace, names: Names) => Shown,
  ): Promise<Page<Shown>> {
    const { kind, type, place, precision, box } = selection;
    const { after } = paging;
    if (after && after.length !== PAGE_START.length) throw new ForeignCursorError();
    const rows = await this.source.query<EntryAtPlace[]>(entriesAtPlacesSql(placing, paging.order ?? 'desc'), [
      moment.conflict,
      moment.position,
      kind === undefined ? null : this.prefixOf(kind),
      type ?? null,
      place ?? null,
      precision === undefined ? null : PLACE_PRECISIONS.slice(0, PLACE_PRECISIONS.indexOf(precision) + 1),
      box === undefined ? null : [box.west, box.south, box.east, box.north],
      after?.at(-1) ?? null,
      ...listedPeriod(selection, paging),
    ]);
    const page = cutPage(rows, paging, (row) => PAGE_START.map((column) => row[column]));
    const lines = page.items.map(({ line }) => line);
    const names = await namesIn(this.source, moment, this.kinds, lines);
    return mapPage(page, (row) => show(row, names));
  }

  private prefixOf(kind: string): string {
    if (!this.kinds.has(kind)) throw new InvalidParameterError('kind', kind, `one of ${[...this.kinds].join(', ')}`);
    return kind === 'conflict' ? kind : `${kind}-`;
  }
}

interface ListAtPlaces {
  readonly moment: Moment;
  readonly paging: Paging;
  readonly selection: MapSelection;
}

/** What a page begins after: the first, the second and the last put the list in order. */
const PAGE_START = ['sortFrom', 'position', 'stream', 'key'] as const;

@QueryHandler(ShowMap)
export class ShowMapHandler extends EntriesAtPlaces implements IQueryHandler<ShowMap> {
  constructor(source: DataSource, catalogue: Catalogue) {
    super(source, catalogue);
  }

  async execute(query: ShowMap): Promise<MapAnswer> {
    const { items, ...rest } = await this.shown('onMap', query, featureOf);
    return { type: 'FeatureCollection', features: items, ...rest };
  }
}

@QueryHandler(ListUnplaced)
export class ListUnplacedHandler extends EntriesAtPlaces implements IQueryHandler<ListUnplaced> {
  constructor(source: DataSource, catalogue: Catalogue) {
    super(source, catalogue);
  }

  execute({ moment, paging, selection: { from, to, kind, type, place } }: ListUnplaced): Promise<Page<EventAtPlace>> {
    return this.shown('unplaced', { moment, paging, selection: { from, to, kind, type, place } }, eventAtPlace);
  }
}
