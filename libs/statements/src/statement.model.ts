import type { RecordedEvent } from '@tracker/event-store';
import {
  claimColumns,
  datedColumns,
  dayColumns,
  modelOfStream,
  reachOf,
  row,
  type ClaimedRow,
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
  version: 3,
  touched: {
    tables: [StatementRow, StanceRow, ReplyRow],
    rows: (before, event) => rowsOf(before, event as StatementEvent),
  },
});

function rowsOf(before: StatementState, event: StatementEvent): readonly RowState[] {
  switch (event.type) {
    case 'StatementMade':
      return tellingRows(event);
    case 'StatementClarified':
      return [replyRow(event, 'clarified', event.data)];
    case 'StatementDenied':
      return [replyRow(event, 'denied', event.data)];
    case 'StatementWithdrawn':
      return [...replacedWithdrawal(before, event), replyRow(event, 'withdrawn', event.data)];
  }
}

// Rows here end with the columns that they share: a property added to a copy of an object costs V8 as much as a whole row.
function tellingRows(event: RecordedEvent<'StatementMade', StatementMade>): readonly RowState[] {
  const { id, data, occurred = null } = event;
  const { speaker, kind, text, wording, channel, addressees, about, condition, forecast } = data;
  const stances = stancesOf(data);
  const claim = claimColumns(event);
  const times = datedColumns(occurred);
  const { dayFrom, dayTo, sortFrom, sortTo } = times;
  const reach = reachOf(dayFrom, dayTo);
  const statement = row(StatementRow, id, {
    speaker,
    kind,
    text,
    wording,
    channel: channel ?? null,
    addressees: addressees ?? null,
    about: about ?? null,
    stances,
    condition: condition ?? null,
    likelihood: forecast?.likelihood ?? null,
    forecastWhen: forecast?.when ?? null,
    occurred,
    reach,
    ...claim,
    ...times,
  });
  const told = { speaker, occurred, reach, dayFrom, dayTo, sortFrom, sortTo };
  return [statement, ...(stances ?? []).map((stance) => stanceRow(id, stance, told, claim))];
}

function stanceRow(
  id: string,
  { holder, issue, stance, reason }: HeldStance,
  told: Pick<StanceRow, 'speaker' | 'occurred' | 'reach' | 'dayFrom' | 'dayTo' | 'sortFrom' | 'sortTo'>,
  claim: Columns<ClaimedRow>,
): RowState {
  return row(StanceRow, `${id} ${holder} ${issue}`, { holder, issue, stance, reason, ...told, ...claim });
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

type ReplyData = { readonly [Field in 'text' | 'by' | 'denies' | 'reason']?: Columns<ReplyRow>[Field] | undefined };

function replyRow(event: RecordedEvent, reply: ReplyKind, { text, by, denies, reason }: ReplyData): RowState {
  const { dayFrom, dayTo } = dayColumns(event.occurred ?? null);
  return row(ReplyRow, event.id, {
    occurred: event.occurred ?? null,
    dayFrom,
    dayTo,
    reply,
    text: text ?? null,
    by: by ?? null,
    denies: denies ?? null,
    reason: reason ?? null,
    ...claimColumns(event),
  });
}

/** A statement is withdrawn once: of one source the later telling takes the place of the earlier. */
function replacedWithdrawal(before: StatementState, event: RecordedEvent): readonly RowState[] {
  const gone = before.withdrawnBy[sourceOf(event)];
  return gone === undefined ? [] : [row(ReplyRow, gone, null)];
}
