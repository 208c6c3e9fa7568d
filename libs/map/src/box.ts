import { InvalidParameterError } from '@tracker/reading';

/** A box in WGS84 degrees as RFC 7946 (5.2) has it: with `west` greater than `east` it crosses the antimeridian. */
export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Reads `west,south,east,north`. Throws InvalidParameterError. */
export function readBox(text: string): Box {
  const parts = text.split(',');
  const [west = NaN, south = NaN, east = NaN, north = NaN] = parts.map((part) =>
    /^-?\d{1,3}(\.\d{1,15})?$/.test(part) ? Number(part) : NaN,
  );
  const within =
    [west, east].every((lon) => Math.abs(lon) <= 180) && [south, north].every((lat) => Math.abs(lat) <= 90);
  if (parts.length !== 4 || !within || south > north)
    throw new InvalidParameterError(
      'bbox',
      text,
      'west,south,east,north in WGS84 degrees, south not above north, such as 22.1,44.3,40.3,52.4; west greater than east for a box across the antimeridian',
    );
  return { west, south, east, north };
}
