import type { Names, PageStart } from '@tracker/reading';
import type { Citation, Modality } from '@tracker/vocabulary';

/** An event at one of the places it tells of (key: both), or one that tells of none (key: its id), as the tables have it. */
export interface EntryAtPlace {
  readonly key: string;
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  /** Stream ids stand in braces. */
  readonly line: string;
  readonly occurred: string | null;
  readonly modality: Modality;
  readonly citation: Citation | null;
  readonly place: string | null;
  /** What is known of the place; all null if nothing is. */
  readonly precision: string | null;
  readonly country: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly sortFrom: string;
  readonly position: number;
}

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

export function eventAtPlace(entry: EntryAtPlace, names: Names): EventAtPlace {
  return {
    event: entry.event,
    stream: entry.stream,
    type: entry.type,
    line: entry.line.replace(/\{([a-z][a-z0-9-]*)\}/g, (_, id: string) => names[id] ?? id),
    occurred: entry.occurred,
    modality: entry.modality,
    place: entry.place,
    precision: entry.precision,
    country: entry.country,
    citation: entry.citation,
  };
}

export function featureOf(entry: EntryAtPlace, names: Names): MapFeature {
  const { key, lon, lat } = entry;
  return {
    type: 'Feature',
    id: key,
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties: eventAtPlace(entry, names),
  };
}
