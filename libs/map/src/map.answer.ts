import type { PlaceRow } from '@tracker/places';
import type { Names, PageStart } from '@tracker/reading';
import type { Citation, Modality } from '@tracker/vocabulary';
import type { WhereaboutsRow } from './whereabouts.tables';

/** An event at a place it tells of. */
export interface EventAtPlace {
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  /** Things are named as they were known at the position asked for. */
  readonly line: string;
  /** As stated; null: the source does not say when. */
  readonly occurred: string | null;
  readonly modality: Modality;
  /** Null: it tells of none. */
  readonly place: string | null;
  /** How far the place is known, and how exact its point is. */
  readonly precision: string | null;
  readonly country: string | null;
  readonly citation: Citation | null;
}

/** A Feature of RFC 7946. Without a point of the place its geometry is null (3.2). */
export interface MapFeature {
  readonly type: 'Feature';
  readonly id: string;
  readonly geometry: { readonly type: 'Point'; readonly coordinates: readonly [number, number] } | null;
  readonly properties: EventAtPlace;
}

/** A FeatureCollection of RFC 7946; position, on, next and names stand in it as foreign members (6.1). */
export interface MapAnswer {
  readonly type: 'FeatureCollection';
  readonly features: readonly MapFeature[];
  readonly after?: PageStart;
}

export function eventAtPlace(row: WhereaboutsRow, place: PlaceRow | undefined, names: Names): EventAtPlace {
  return {
    event: row.event,
    stream: row.stream,
    type: row.type,
    line: row.line.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, id: string) => names[id] ?? id),
    occurred: row.occurred,
    modality: row.modality,
    place: row.place,
    precision: place?.precision ?? null,
    country: place?.country ?? null,
    citation: row.citation,
  };
}

export function featureOf(row: WhereaboutsRow, place: PlaceRow | undefined, names: Names): MapFeature {
  const [lon, lat] = [place?.lon ?? null, place?.lat ?? null];
  return {
    type: 'Feature',
    id: row.key,
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties: eventAtPlace(row, place, names),
  };
}
