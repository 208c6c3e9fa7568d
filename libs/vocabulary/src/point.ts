/** WGS84 degrees. Never invented: without a sourced point there is none. */
export interface Point {
  readonly lon: number;
  readonly lat: number;
}
/** How far a place is known; it is the precision of its point too. `site`: a building, a bridge, a field. */
export const PLACE_PRECISIONS = ['site', 'settlement', 'district', 'region', 'country', 'area'] as const;
export type PlacePrecision = (typeof PLACE_PRECISIONS)[number];
