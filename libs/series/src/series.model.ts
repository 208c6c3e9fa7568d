import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, dayColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import { definitionsOf, openingIn } from './series.definitions';
import type { SeriesEvent } from './series.events';
import { isToldAnew, ofTime, placed, timeOf } from './series-points';
import { lastPoint, openedBefore, seriesStream, type SeriesState } from './series.stream';
import { PointRow, SeriesClaimRow, SeriesRow } from './series.tables';

/** Read model of series: what each is, every point, and every claim on what it is. Only what an event touches: a series has many points. */
export const seriesModel = modelOfStream<SeriesState>(seriesStream, {
  name: 'series',
  version: 1,
  touched: {
    tables: [SeriesRow, PointRow, SeriesClaimRow],
    rows: (before, event, after) => {
      const telling = event as SeriesEvent & RecordedEvent;
      const { id } = telling;
      const replaced = replacedBy(before, telling);
      const table = telling.type === 'SeriesPointReported' ? PointRow : SeriesClaimRow;
      return [
        row(SeriesRow, '', seriesColumns(after)),
        ...(replaced === undefined ? [] : [row<PointRow | SeriesClaimRow>(table, replaced, null)]),
        told(telling, id),
      ];
    },
  },
});

function seriesColumns(state: SeriesState): Columns<SeriesRow> {
  const { openings, changes, times } = state;
  const metric = openingIn(openings)?.data.metric ?? null;
  return {
    metric,
    sortMetric: metric ?? '',
    definitions: definitionsOf(openings, changes),
    times,
    lastEvent: lastPoint(state)?.id ?? null,
  };
}

function told(event: SeriesEvent & RecordedEvent, key: string): RowState {
  const { type, occurred = null, data } = event;
  if (type !== 'SeriesPointReported') return row(SeriesClaimRow, key, { ...claimColumns(event), type, occurred, data });
  const { dayFrom, dayTo } = dayColumns(occurred);
  return row(PointRow, key, { ...claimColumns(event), value: data.value, occurred, dayFrom, dayTo, ...timeOf(event) });
}

/** Id of what the same source told before of the same. */
function replacedBy(before: SeriesState, event: SeriesEvent): string | undefined {
  switch (event.type) {
    case 'SeriesOpened':
      return openedBefore(before, event)?.id;
    case 'SeriesPointReported': {
      const point = placed(event);
      return ofTime(before.points, point).find((earlier) => isToldAnew(earlier, point))?.event.id;
    }
    case 'SeriesDefinitionChanged': {
      const change = placed(event);
      return ofTime(before.changes, change).find((earlier) => isToldAnew(earlier, change))?.event.id;
    }
  }
}
