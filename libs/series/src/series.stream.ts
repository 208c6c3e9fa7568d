import { defineStream, type Warning } from '@tracker/event-store';
import { gradedLatest, sayQuantity, sourceOf } from '@tracker/vocabulary';
import { definitionAt, definitionsOf } from './series.definitions';
import { SeriesAlreadyOpenedError, SeriesNotOpenedError, SeriesUndatedError } from './series.errors';
import { seriesTypes, type SeriesTellingOf } from './series.events';
import {
  inserted,
  isAt,
  isFallen,
  isRealised,
  ofTime,
  placed,
  placeIn,
  suppositionOf,
  type Placed,
  type Timed,
} from './series-points';

type Opening = SeriesTellingOf<'SeriesOpened'>;
type Point = Placed<SeriesTellingOf<'SeriesPointReported'>>;
type DefinitionChange = Placed<SeriesTellingOf<'SeriesDefinitionChanged'>>;

/** A series as its events tell it. Lists are in order of time: of one source and one time the later telling only. */
export interface SeriesState {
  /** One of each source, in the order of record. */
  readonly openings: readonly Opening[];
  readonly points: readonly Point[];
  readonly changes: readonly DefinitionChange[];
  /** Times for which somebody gives a value as real. */
  readonly times: number;
}

/**
 * One metric and one year of it. A source tells once what the series is; its later point of a time replaces the earlier one, and
 * what sources tell of one time are rival claims.
 */
export const seriesStream = defineStream({
  kind: 'series',
  types: seriesTypes,
  initial: { openings: [], points: [], changes: [], times: 0 } as SeriesState,
  evolve: {
    SeriesOpened: (state, event) => ({
      ...state,
      openings: [...state.openings.filter((earlier) => !isSameTeller(earlier, event)), event],
    }),
    SeriesPointReported: (state, event) => {
      const point = placed(event);
      const points = inserted(state.points, point);
      const gained = Number(isGivenAt(points, point)) - Number(isGivenAt(state.points, point));
      return { ...state, points, times: state.times + gained };
    },
    SeriesDefinitionChanged: (state, event) => ({ ...state, changes: inserted(state.changes, placed(event)) }),
  },
  accept: {
    SeriesOpened: (state, event) => {
      const before = openedBefore(state, event);
      if (before) throw new SeriesAlreadyOpenedError(event.stream, sourceOf(event), before.version);
    },
    SeriesPointReported: (state, event) => {
      refuseUndated(state, placed(event));
      return isRealised(event) ? fallsOf(state, placed(event)) : [];
    },
    SeriesDefinitionChanged: (state, event) => refuseUndated(state, placed(event)),
  },
});

/** The opening that the same source told before. */
export function openedBefore({ openings }: SeriesState, event: Opening): Opening | undefined {
  return openings.find((earlier) => isSameTeller(earlier, event));
}

/** The point adopted of the last time for which somebody gives a value as real; undefined if there is none. */
export function lastPoint({ points }: SeriesState): Point['event'] | undefined {
  const last = points.findLast(({ event }) => isRealised(event));
  return last && gradedLatest(ofTime(points, last).flatMap(({ event }) => (isRealised(event) ? [event] : [])));
}

function isSameTeller(one: Opening, other: Opening): boolean {
  return sourceOf(one) === sourceOf(other) && suppositionOf(one) === suppositionOf(other);
}

function isGivenAt(points: readonly Point[], time: Timed): boolean {
  return ofTime(points, time).some(({ event }) => isRealised(event));
}

function refuseUndated({ openings }: SeriesState, { sortTo, event }: Point | DefinitionChange): void {
  const { stream, type, occurred } = event;
  if (openings.length === 0) throw new SeriesNotOpenedError(stream, type);
  if (sortTo === '') throw new SeriesUndatedError(stream, type, occurred);
}

/** Falls of a cumulative series between the point and those before and after it from the same source, under one definition. */
function fallsOf({ openings, points, changes }: SeriesState, point: Point): readonly Warning[] {
  const definitions = definitionsOf(openings, changes);
  const definition = definitionAt(definitions, point);
  if (definition.cumulative !== true) return [];
  const place = placeIn(points, point);
  const isComparable = (other: Point): boolean =>
    other.source === point.source && isRealised(other.event) && !isAt(other, point);
  const before = points.findLast((other, index) => index < place && isComparable(other));
  const after = points.find((other, index) => index >= place && isComparable(other));
  const pairs: readonly (readonly [Point | undefined, Point | undefined])[] = [
    [before, point],
    [point, after],
  ];
  return pairs.flatMap(([earlier, later]) => {
    if (!earlier || !later) return [];
    if (definitionAt(definitions, earlier) !== definitionAt(definitions, later)) return [];
    return isFallen(earlier.event.data.value, later.event.data.value) ? [fallen(earlier, later)] : [];
  });
}

function fallen({ event: earlier }: Point, { event: later, source }: Point): Warning {
  return {
    code: 'series.cumulative_fell',
    detail: `Series ${later.stream}: it is cumulative, but ${source} has ${sayQuantity(earlier.data.value)} for ${earlier.occurred} and ${sayQuantity(later.data.value)} for ${later.occurred}. Recorded as told; correct it if it was misread, and record SeriesDefinitionChanged if something else is counted since.`,
  };
}
