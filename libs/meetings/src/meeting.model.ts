import { datedColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import { sourceOf } from '@tracker/vocabulary';
import { contactRows } from './contact.rows';
import { claimRowsOf, type MeetingRecord } from './meeting.claims';
import { meetingStream } from './meeting.stream';
import { headlineOf, storyOf, type MeetingState } from './meeting.story';
import { ContactRow, DetailRow, MeetingRow, ParticipantRow, StepRow } from './meeting.tables';
import { slipBetween } from './slip';

/** Read model of meetings: one row of what is shown first, and the claims beside it, each by its event. */
export const meetingsModel = modelOfStream<MeetingState>(meetingStream, {
  name: 'meetings',
  version: 3,
  held: {
    tables: [MeetingRow, ContactRow],
    rows: (_stream, state) => {
      const headline = headlineColumns(state);
      return [row(MeetingRow, '', headline), ...contactRows(state, headline)];
    },
  },
  touched: {
    tables: [StepRow, ParticipantRow, DetailRow],
    rows: (before, event, after) => {
      const told = event as MeetingRecord;
      return [...replacedRows(before, told, after), ...claimRowsOf(told)];
    },
  },
});

function headlineColumns(state: MeetingState): Columns<MeetingRow> {
  const headline = headlineOf(state);
  return {
    slipDays: headline.when === null || headline.moves === 0 ? null : slipBetween(headline.firstWhen, headline.when),
    ...headline,
    ...datedColumns(headline.status === 'held' ? headline.occurred : headline.when),
  };
}

/** Of one source a later plan takes the place of the earlier, and a meeting held that of its denial: their claims end. */
function replacedRows(before: MeetingState, event: MeetingRecord, after: MeetingState): readonly RowState[] {
  const source = sourceOf(event);
  const [old, now] = [storyOf(before, source), storyOf(after, source)];
  const replaced = event.type === 'MeetingPlanned' ? [old.planned, now.planned] : [old.held, now.held];
  const [gone, standing] = replaced;
  if (!gone || gone === standing) return [];
  return claimRowsOf(gone).map(({ table, key }) => ({ table, key, columns: null }));
}
