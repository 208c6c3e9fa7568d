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
import { contactsIn, type MeetingContacts } from './contacts.queries';
import {
  detailAnswer,
  meetingItem,
  stepAnswer,
  type DetailAnswer,
  type MeetingItem,
  type StepAnswer,
  type Told,
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
import { narrowed, type AskedMeetings } from './meetings.narrowing';

/** Meetings held, planned and called off, the latest first. */
export class ListMeetings extends ListAtMoment<MeetingItem, AskedMeetings> {}

/** Everything that is told of one meeting. Values shown first are adopted by `rule`; the claims stand beside them. */
export interface MeetingAnswer extends MeetingItem, AttendanceAnswer {
  readonly details: Readonly<Record<DetailField, DetailAnswer | null>>;
  /** Who met whom; nobody if it was not held. */
  readonly contacts: MeetingContacts;
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
    const [steps, participants, details, contacts] = await Promise.all([
      told(StepRow),
      told(ParticipantRow),
      told(DetailRow),
      contactsIn(this.source, moment, meeting),
    ]);
    const held = headline.status === 'held';
    const inOrder = steps.toSorted((a, b) => a.position - b.position);
    return {
      ...meetingItem(headline, { steps, participants, details }),
      ...attendanceAnswer(participants, held),
      details: Object.fromEntries(
        DETAIL_FIELDS.map((field) => [field, detailAnswer(details, field, held)]),
      ) as MeetingAnswer['details'],
      contacts,
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
  const ofThese = <Row extends ToldRow>(table: new () => Row): SelectQueryBuilder<Row> =>
    inGradedLatestOrder(heldRows(source, table, 'row', moment).andWhere('row.stream = any(:streams)', { streams }));
  const [steps, participants, details] = await Promise.all([
    ofThese(StepRow).andWhere('row.key = any(:events)', { events }).getMany(),
    ofThese(ParticipantRow).getMany(),
    ofThese(DetailRow).andWhere(`row.field in ('venue', 'hostedBy', 'convenedBy')`).getMany(),
  ]);
  const [participantsOf, detailsOf] = [byStream(participants), byStream(details)];
  const told = (stream: string): Told => ({
    steps,
    participants: participantsOf.get(stream) ?? [],
    details: detailsOf.get(stream) ?? [],
  });
  return new Map(meetings.map((row) => [row.stream, meetingItem(row, told(row.stream))]));
}

function byStream<Row extends ToldRow>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const streams = new Map<string, Row[]>();
  for (const row of rows) {
    const own = streams.get(row.stream);
    if (own) own.push(row);
    else streams.set(row.stream, [row]);
  }
  return streams;
}
