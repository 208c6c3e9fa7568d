import type { RecordedEvent } from '@tracker/event-store';
import { claimColumns, datedColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import { gradedLatest } from '@tracker/vocabulary';
import { beganOf, isRealised, standingIn } from './aid.amounts';
import type { AidEvent } from './aid.events';
import { aidStream, replacedAmounts, told, toldBefore, type AidState } from './aid.stream';
import { AidClaimRow, AmountRow, PledgeRow } from './aid.tables';

/** Read model of aid: what is shown first of each pledge, every amount promised or delivered, and every other claim. */
export const aidModel = modelOfStream<AidState>(aidStream, {
  name: 'aid',
  version: 1,
  touched: {
    tables: [PledgeRow, AmountRow, AidClaimRow],
    rows: (before, event, after) => {
      const telling = event as AidEvent & RecordedEvent;
      return [
        row(PledgeRow, '', pledgeColumns(after)),
        ...amountRows(before, telling),
        ...(telling.type === 'AidDelivered' ? [] : claimRows(before, telling)),
      ];
    },
  },
});

/** Of several claims graded-latest@1 adopts one; what is only planned, supposed or denied is shown first if there is nothing else. */
function pledgeColumns(state: AidState): Columns<PledgeRow> {
  const pledges = told(state, 'AidPledged');
  const pledged = gradedLatest(pledges.filter(isRealised)) ?? gradedLatest(pledges);
  const { donor = null, recipient = null, kind = null } = pledged?.data ?? {};
  const occurred = pledged?.occurred ?? null;
  return {
    donor,
    recipient,
    kind,
    modality: pledged ? (pledged.modality ?? 'realised') : null,
    occurred,
    pledgedEvent: pledged?.id ?? null,
    ...datedColumns(occurred),
  };
}

function amountRows(before: AidState, event: AidEvent & RecordedEvent): readonly RowState[] {
  const delivery = event.type === 'AidDelivered' ? (event.data.delivery ?? null) : null;
  return [
    ...replacedAmounts(before, event).map(({ key }) => row(AmountRow, key, null)),
    ...standingIn(event).map(({ key, side, fact, what, unit, quantity, min, max, best }) =>
      row(AmountRow, key, {
        ...claimColumns(event),
        side,
        fact,
        what,
        unit,
        quantity,
        min,
        max,
        best,
        delivery,
        occurred: event.occurred ?? null,
        began: beganOf(event),
      }),
    ),
  ];
}

function claimRows(before: AidState, event: AidEvent & RecordedEvent): readonly RowState[] {
  const { id, type, occurred = null, data } = event;
  const replaced = toldBefore(before, event);
  return [
    ...(replaced ? [row(AidClaimRow, replaced.id, null)] : []),
    row(AidClaimRow, id, { ...claimColumns(event), type, occurred, began: beganOf(event), data }),
  ];
}
