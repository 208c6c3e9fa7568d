import type { RecordedEvent } from '@tracker/event-store';
import {
  claimColumns,
  datedColumns,
  dayColumns,
  modelOfStream,
  row,
  type Columns,
  type RowState,
} from '@tracker/projections';
import { sourceOf } from '@tracker/vocabulary';
import type { StatementEvent, StatementMade } from './statement.events';
import { statementStream, type StatementState } from './statement.stream';
import { ReplyRow, StanceRow, StatementRow, type HeldStance, type ReplyKind } from './statement.tables';

/** Read model of statements: each telling and the stances it takes, and each clarification, denial and withdrawal, by its event. */
export const statementsModel = modelOfStream<StatementState>(statementStream, {
  name: 'statements',
  version: 2,
  touched: {
    tables: [StatementRow, StanceRow, ReplyRow],
    rows: (before, event) => rowsOf(before, event as StatementEvent),
  },
});

function rowsOf(before: StatementState, event: StatementEvent): readonly RowState[] {
  switch (event.type) {
    case 'StatementMade':
      return [row(StatementRow, event.id, statementColumns(event)), ...stanceRows(event)];
    case 'StatementClarified':
      return [replyRow(event, 'clarified', event.data)];
    case 'StatementDenied':
      return [replyRow(event, 'denied', event.data)];
    case 'StatementWithdrawn':
      return [...replacedWithdrawal(before, event), replyRow(event, 'withdrawn', event.data)];
  }
}

function statementColumns(event: RecordedEvent<'StatementMade', StatementMade>): Columns<StatementRow> {
  const { speaker, kind, text, wording, channel, addressees, about, condition, forecast } = event.data;
  return {
    ...claimColumns(event),
    speaker,
    kind,
    text,
    wording,
    channel: channel ?? null,
    addressees: addressees ?? null,
    about: about ?? null,
    stances: stancesOf(event.data),
    condition: condition ?? null,
    likelihood: forecast?.likelihood ?? null,
    forecastWhen: forecast?.when ?? null,
    occurred: event.occurred ?? null,
    ...datedColumns(event.occurred ?? null),
  };
}

function stancesOf({ speaker, positions }: StatementMade): readonly HeldStance[] | null {
  if (positions === undefined) return null;
  return positions.map(({ issue, stance, holder, reason }) => ({
    issue,
    stance,
    holder: holder ?? speaker,
    reason: reason ?? null,
  }));
}

function stanceRows(event: RecordedEvent<'StatementMade', StatementMade>): readonly RowState[] {
  const { countedDay: _day, countedPeriod: _period, ...times } = datedColumns(event.occurred ?? null);
  const told = { ...claimColumns(event), speaker: event.data.speaker, occurred: event.occurred ?? null, ...times };
  return (stancesOf(event.data) ?? []).map((stance) =>
    row(StanceRow, `${event.id} ${stance.holder} ${stance.issue}`, { ...told, ...stance }),
  );
}

type ReplyData = { readonly [Field in 'text' | 'by' | 'denies' | 'reason']?: Columns<ReplyRow>[Field] | undefined };

function replyRow(event: RecordedEvent, reply: ReplyKind, { text, by, denies, reason }: ReplyData): RowState {
  const { dayFrom, dayTo } = dayColumns(event.occurred ?? null);
  return row(ReplyRow, event.id, {
    ...claimColumns(event),
    occurred: event.occurred ?? null,
    dayFrom,
    dayTo,
    reply,
    text: text ?? null,
    by: by ?? null,
    denies: denies ?? null,
    reason: reason ?? null,
  });
}

/** A statement is withdrawn once: of one source the later telling takes the place of the earlier. */
function replacedWithdrawal(before: StatementState, event: RecordedEvent): readonly RowState[] {
  const gone = before.withdrawnBy[sourceOf(event)];
  return gone === undefined ? [] : [row(ReplyRow, gone, null)];
}
