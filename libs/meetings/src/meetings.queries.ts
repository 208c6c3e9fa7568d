import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  inGradedLatestOrder,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  type Moment,
  type Page,
} from '@tracker/reading';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { attendanceAnswer, type AttendanceAnswer } from './attendance.answer';
import {
  detailAnswer,
  meetingItem,
  stepAnswer,
  type DetailAnswer,
  type MeetingItem,
  type StepAnswer,
} from './meeting.answer';
import {
  DETAIL_FIELDS,
  DetailRow,
  MeetingRow,
  ParticipantRow,
  StepRow,
  type DetailField,
  type ToldRow,
} from './meeting.tables';
import type { MeetingFilter } from './meetings.filter';

/** Meetings held, planned and called off, the latest first. */
export class ListMeetings extends ListAtMoment<MeetingItem, MeetingFilter> {}

/** Everything that is told of one meeting. Values shown first are adopted by `rule`; the claims stand beside them. */
export interface MeetingAnswer extends MeetingItem, AttendanceAnswer {
  readonly details: Readonly<Record<DetailField, DetailAnswer | null>>;
  /** Every step as told, in the order of record: plans, postponements and new dates with their slips, endings. */
  readonly history: readonly StepAnswer[];
}

/** One meeting with everything told of it. Throws NotFoundAtPositionError. */
export class ShowMeeting extends OneAtMoment<MeetingAnswer> {}

@QueryHandler(ListMeetings)
export class ListMeetingsHandler implements IQueryHandler<ListMeetings> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListMeetings): Promise<Page<MeetingItem>> {
    const query = narrowed(heldRows(this.source, MeetingRow, 'meeting', moment), filter);
    const page = await pageOf(query, ['sortTo'], 'desc', paging);
    const items = await meetingItems(this.source, moment, page.items);
    return mapPage(page, ({ stream }) => items.get(stream)!);
  }
}

@QueryHandler(ShowMeeting)
export class ShowMeetingHandler implements IQueryHandler<ShowMeeting> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: meeting }: ShowMeeting): Promise<MeetingAnswer> {
    const headline = await heldOne(this.source, MeetingRow, moment, meeting);
    const told = <Row extends ToldRow>(table: new () => Row): Promise<Row[]> =>
      inGradedLatestOrder(
        heldRows(this.source, table, 'row', moment).andWhere('row.stream = :meeting', { meeting }),
      ).getMany();
    const [steps, participants, details] = await Promise.all([told(StepRow), told(ParticipantRow), told(DetailRow)]);
    const held = headline.status === 'held';
    const inOrder = steps.toSorted((a, b) => a.position - b.position);
    return {
      ...meetingItem(headline, steps, participants),
      ...attendanceAnswer(participants, held),
      details: Object.fromEntries(
        DETAIL_FIELDS.map((field) => [field, detailAnswer(details, field, held)]),
      ) as MeetingAnswer['details'],
      history: inOrder.map((step) => stepAnswer(step, headline.firstWhen)),
    };
  }
}

/** Items of meetings by stream id, with the claims they rest on. */
export async function meetingItems(
  source: DataSource,
  moment: Moment,
  meetings: readonly MeetingRow[],
): Promise<ReadonlyMap<string, MeetingItem>> {
  const streams = meetings.map(({ stream }) => stream);
  if (streams.length === 0) return new Map();
  const events = meetings
    .flatMap(({ statusEvent, whenEvent }) => [statusEvent, whenEvent])
    .filter((event) => event !== null);
  const [steps, participants] = await Promise.all([
    heldRows(source, StepRow, 'step', moment)
      .andWhere('step.stream = any(:streams) and step.key = any(:events)', { streams, events })
      .getMany(),
    heldRows(source, ParticipantRow, 'participant', moment)
      .andWhere('participant.stream = any(:streams)', { streams })
      .getMany(),
  ]);
  const byStream = new Map<string, ParticipantRow[]>(streams.map((stream) => [stream, []]));
  for (const participant of participants) byStream.get(participant.stream)?.push(participant);
  return new Map(meetings.map((row) => [row.stream, meetingItem(row, steps, byStream.get(row.stream) ?? [])]));
}

function narrowed(
  query: SelectQueryBuilder<MeetingRow>,
  { status, format, participant, from, to }: MeetingFilter,
): SelectQueryBuilder<MeetingRow> {
  if (status !== undefined) query.andWhere('meeting.status = :status', { status });
  if (format !== undefined) query.andWhere('meeting.format = :format', { format });
  if (from !== undefined) query.andWhere('coalesce(meeting.dayTo, meeting.dayFrom) >= :from', { from });
  if (to !== undefined) query.andWhere('coalesce(meeting.dayFrom, meeting.dayTo) <= :to', { to });
  if (participant !== undefined) query.andWhere(TAKES_PART, { participant });
  return query;
}

const TAKES_PART = `exists (select 1 from meetings_v1.participant p where p.conflict = meeting.conflict and p.stream = meeting.stream
  and p.since <= :position and p.until > :position and p.presence <> 'absent' and p.modality in ('realised', 'planned')
  and (p.actor = :participant or p.party = :participant))`;
