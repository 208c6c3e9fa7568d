import { claimColumns, datedColumns, modelOfStream, row, type Columns } from '@tracker/projections';
import { firstDayOf, gradedLatest } from '@tracker/vocabulary';
import type { MeasureEvent } from './measure.events';
import { isRealised, measureStream, told, toldBefore, type MeasureState } from './measure.stream';
import { MeasureClaimRow, MeasureRow } from './measure.tables';

/** Read model of measures: what is shown first of each, and every claim by its event. */
export const measuresModel = modelOfStream<MeasureState>(measureStream, {
  name: 'measures',
  version: 2,
  touched: {
    tables: [MeasureRow, MeasureClaimRow],
    rows: (before, event, after) => {
      const telling = event as MeasureEvent;
      const { id, type, occurred = null, data } = telling;
      const replaced = toldBefore(before, telling);
      return [
        row(MeasureRow, '', measureColumns(after)),
        ...(replaced ? [row(MeasureClaimRow, replaced.id, null)] : []),
        row(MeasureClaimRow, id, { ...claimColumns(event), type, occurred, data }),
      ];
    },
  },
});

/** Of several claims graded-latest@1 adopts one; what is only planned, supposed or denied is shown first if there is nothing else. */
function measureColumns(state: MeasureState): Columns<MeasureRow> {
  const [impositions, liftings] = [told(state, 'MeasureImposed'), told(state, 'MeasureLifted')];
  const imposed = gradedLatest(impositions.filter(isRealised)) ?? gradedLatest(impositions);
  const lifted = gradedLatest(liftings.filter(isRealised));
  const { kind = null, by = [], target = [], object = null, aim = null } = imposed?.data ?? {};
  const { measures = null, affected = null } = imposed?.data ?? {};
  const occurred = imposed?.occurred ?? null;
  const eased = told(state, 'MeasureEased').filter(isRealised);
  return {
    kind,
    by,
    target,
    mutual: by.some((party) => target.includes(party)),
    object,
    aim,
    measures,
    affected,
    modality: imposed ? (imposed.modality ?? 'realised') : null,
    occurred,
    imposedEvent: imposed?.id ?? null,
    isImposed: imposed !== undefined && isRealised(imposed),
    imposedFrom: firstDayOf(occurred),
    liftedEvent: lifted?.id ?? null,
    isLifted: lifted !== undefined,
    liftedFrom: firstDayOf(lifted?.occurred ?? null),
    easings: new Set(eased.map(({ data }) => data.object)).size,
    ...datedColumns(occurred),
  };
}
