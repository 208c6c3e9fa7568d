import type { Rivalry } from '@tracker/reading';
import { seriesModel } from './series.model';
import { seriesStream } from './series.stream';
import { PointRow, SeriesClaimRow } from './series.tables';

const ofSeries = { model: seriesModel, kinds: [seriesStream.kind] } as const;

/** Values at one time rival; definitions follow each other. */
export const seriesRivalries: readonly Rivalry[] = [
  { ...ofSeries, table: PointRow, fact: `c.sort_to || ' ' || c.sort_from` },
  { ...ofSeries, table: SeriesClaimRow, fact: `''`, competes: 'false' },
];
