import { datedColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import { firstDayOf, gradedLatest, lastDayOf, parseOccurred } from '@tracker/vocabulary';
import type { CeasefireTelling } from './ceasefire.events';
import { ceasefireStream, factOf, type CeasefireState, type CeasefireTerm } from './ceasefire.stream';
import { CeasefireClaimRow, CeasefireRow } from './ceasefire.tables';
import { ofType, realisedOf, tellingKey, toldBefore } from './tellings';
import { replacedRow, toldColumns } from './told.rows';

/** Read model of ceasefires: what is shown first of each, and every claim by its event. */
export const ceasefiresModel = modelOfStream<CeasefireState>(ceasefireStream, {
  name: 'ceasefires',
  version: 1,
  held: { tables: [CeasefireRow], rows: (_stream, state) => [row(CeasefireRow, '', ceasefireColumns(state))] },
  touched: { tables: [CeasefireClaimRow], rows: claimRows },
});

function claimRows(before: CeasefireState, event: RecordedEvent): readonly RowState[] {
  const telling = event as CeasefireTelling;
  const fact = factOf(telling);
  const replaced =
    telling.type === 'CeasefireViolated'
      ? before.violations[tellingKey(telling, fact)]
      : toldBefore<CeasefireTerm>(before.terms, telling, fact)?.id;
  return [
    ...replacedRow(CeasefireClaimRow, replaced, event),
    row(CeasefireClaimRow, event.id, { ...toldColumns(event, fact), day: firstDayOf(event.occurred ?? null) }),
  ];
}

/** Declaration, end and proposal, each as graded-latest@1 adopts it; the terms are those declared, or else proposed. */
function ceasefireColumns({ terms }: CeasefireState): Columns<CeasefireRow> {
  const proposals = realisedOf(terms, 'CeasefireProposed');
  const proposed = gradedLatest(proposals);
  const declared = gradedLatest(realisedOf(terms, 'CeasefireDeclared'));
  const ended = declared && gradedLatest(realisedOf(terms, 'CeasefireEnded'));
  const told = gradedLatest([...ofType(terms, 'CeasefireDeclared'), ...ofType(terms, 'CeasefireProposed')]);
  const rests = declared ?? proposed ?? told;
  const from = rests?.data.from ?? null;
  const to = rests?.data.to ?? null;
  return {
    proposedEvent: proposed?.id ?? null,
    declaredEvent: declared?.id ?? null,
    endedEvent: ended?.id ?? null,
    termsEvent: rests?.id ?? null,
    modality: rests ? (rests.modality ?? 'realised') : null,
    parties: rests?.data.parties ?? [],
    proposedBy: [...new Set(proposals.map(({ data }) => data.by))].sort(),
    scope: rests?.data.scope ?? null,
    from,
    to,
    ended: ended?.occurred ?? null,
    agreement: rests?.type === 'CeasefireDeclared' ? (rests.data.agreement ?? null) : null,
    firstDay: firstDayOf(from),
    lastDay: to === null ? null : (parseOccurred(to)?.to ?? null),
    endedDay: lastDayOf(ended?.occurred ?? null),
    sortFrom: datedColumns(from ?? rests?.occurred ?? null).sortFrom,
  };
}
