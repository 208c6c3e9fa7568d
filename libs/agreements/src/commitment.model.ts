import { datedColumns, dayColumns, modelOfStream, row, type Columns } from '@tracker/projections';
import { gradedLatest } from '@tracker/vocabulary';
import type { CommitmentTelling, CommitmentTellingOf } from './commitment.events';
import { commitmentStream, FAR, factOf, type CommitmentState } from './commitment.stream';
import { CommitmentClaimRow, CommitmentRow } from './commitment.tables';
import { ofType, realisedOf, toldBefore } from './tellings';
import { replacedRow, toldColumns } from './told.rows';

/** Read model of commitments: what is shown first of each, and every claim by its event. */
export const commitmentsModel = modelOfStream<CommitmentState>(commitmentStream, {
  name: 'commitments',
  version: 1,
  held: { tables: [CommitmentRow], rows: (_stream, state) => [row(CommitmentRow, '', commitmentColumns(state))] },
  touched: {
    tables: [CommitmentClaimRow],
    rows: (before, event) => {
      const telling = event as CommitmentTelling;
      const fact = factOf(telling);
      return [
        ...replacedRow(CommitmentClaimRow, toldBefore(before, telling, fact)?.id, event),
        row(CommitmentClaimRow, event.id, toldColumns(event, fact)),
      ];
    },
  },
});

/** The terms as graded-latest@1 adopts them among those who say that it was made, and how far it has come. */
function commitmentColumns(state: CommitmentState): Columns<CommitmentRow> {
  const realised = gradedLatest(realisedOf(state, 'CommitmentMade'));
  const made = realised ?? gradedLatest(ofType(state, 'CommitmentMade'));
  const progress = realised ? furthest(realisedOf(state, 'CommitmentProgressed')) : undefined;
  const { due, ...terms } = termsOf(made);
  const confirmedBy = [...new Set(realisedOf(state, 'CommitmentConfirmed').map(({ data }) => data.by))].sort();
  const unconfirmed = terms.owedBy.filter(
    (party) => !terms.announcedBy.includes(party) && !confirmedBy.includes(party),
  );
  const { dayFrom: dueFrom, dayTo: dueTo } = dayColumns(due);
  const occurred = made?.occurred ?? null;
  return {
    status: realised ? (progress?.data.state ?? 'open') : null,
    statusEvent: progress?.id ?? null,
    madeEvent: made?.id ?? null,
    modality: made ? (made.modality ?? 'realised') : null,
    ...terms,
    confirmedBy,
    unconfirmed,
    oneSided: unconfirmed.length > 0,
    due,
    dueFrom,
    dueTo,
    supersededBy: progress?.data.supersededBy ?? null,
    occurred,
    ...datedColumns(occurred),
  };
}

function termsOf(made: CommitmentTellingOf<'CommitmentMade'> | undefined) {
  const { owedBy = [], owedTo, object, announcedBy = [], due, condition, agreement, statement } = made?.data ?? {};
  return {
    owedBy,
    owedTo: owedTo ?? null,
    object: object ?? null,
    announcedBy,
    due: due ?? null,
    condition: condition ?? null,
    agreement: agreement ?? null,
    statement: statement ?? null,
  };
}

type Progress = CommitmentTellingOf<'CommitmentProgressed'>;

/** The furthest state that anybody tells of: a state on the way is no rival of a later one. Of several, graded-latest@1 adopts one. */
function furthest(progress: readonly Progress[]): Progress | undefined {
  const far = Math.max(...progress.map(({ data }) => FAR[data.state]));
  return gradedLatest(progress.filter(({ data }) => FAR[data.state] === far));
}
