import { datedColumns, modelOfStream, row, type Columns } from '@tracker/projections';
import { gradedLatest } from '@tracker/vocabulary';
import type { AgreementTelling } from './agreement.events';
import { agreementStream, type AgreementState } from './agreement.stream';
import { AgreementClaimRow, AgreementRow, type AgreementStatus } from './agreement.tables';
import { ofType, realisedOf, toldBefore } from './tellings';
import { replacedRow, toldColumns } from './told.rows';

/** Read model of agreements: what is shown first of each, and every claim by its event. */
export const agreementsModel = modelOfStream<AgreementState>(agreementStream, {
  name: 'agreements',
  version: 1,
  held: { tables: [AgreementRow], rows: (_stream, state) => [row(AgreementRow, '', agreementColumns(state))] },
  touched: {
    tables: [AgreementClaimRow],
    rows: (before, event) => [
      ...replacedRow(AgreementClaimRow, toldBefore(before, event as AgreementTelling, event.type)?.id, event),
      row(AgreementClaimRow, event.id, toldColumns(event, event.type)),
    ],
  },
});

const STATUS = {
  AgreementReached: 'reached',
  AgreementSigned: 'signed',
  AgreementSuspended: 'suspended',
  AgreementEnded: 'ended',
} as const satisfies Record<AgreementTelling['type'], AgreementStatus>;

/** The furthest step that somebody tells of decides the status; of several claims on one step graded-latest@1 adopts one. */
function agreementColumns(state: AgreementState): Columns<AgreementRow> {
  const reached = adopted(state, 'AgreementReached');
  const signed = adopted(state, 'AgreementSigned');
  const told = [reached, signed].filter((event) => event !== undefined);
  const isMade = told.some(({ modality = 'realised' }) => modality === 'realised');
  const sequel =
    gradedLatest(realisedOf(state, 'AgreementEnded')) ?? gradedLatest(realisedOf(state, 'AgreementSuspended'));
  const rests = isMade ? (sequel ?? signed ?? reached) : undefined;
  const occurred = reached?.occurred ?? signed?.occurred ?? null;
  return {
    status: rests ? STATUS[rests.type] : null,
    statusEvent: rests?.id ?? null,
    reachedEvent: reached?.id ?? null,
    signedEvent: signed?.id ?? null,
    parties: signed?.data.parties ?? reached?.data.parties ?? [],
    subjects: reached?.data.subjects ?? null,
    form: reached?.data.form ?? null,
    announcedBy: reached?.data.announcedBy ?? null,
    signatories: signed?.data.signatories ?? null,
    title: signed?.data.title ?? null,
    meetings: [...new Set(told.flatMap(({ data }) => data.meeting ?? []))],
    modality: isMade ? 'realised' : (told[0]?.modality ?? null),
    occurred,
    ...datedColumns(occurred),
  };
}

/** Where one of the steps is told to have happened, what is only planned or denied of the other is not shown first. */
function adopted<Type extends 'AgreementReached' | 'AgreementSigned'>(state: AgreementState, type: Type) {
  const realised = gradedLatest(realisedOf(state, type));
  const isMade = realisedOf(state, 'AgreementReached').length + realisedOf(state, 'AgreementSigned').length > 0;
  return realised ?? (isMade ? undefined : gradedLatest(ofType(state, type)));
}
