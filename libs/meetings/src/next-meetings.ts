import { heldRows, heldSql, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import type { MeetingItem } from './meeting.answer';
import { MeetingRow } from './meeting.tables';
import { meetingItems } from './meetings.queries';

/**
 * Meetings planned and neither held nor called off by the moment, nor due before its day: those without a date first, then the
 * soonest, at most `limit`.
 */
export async function nextMeetings(source: DataSource, moment: Moment, limit: number): Promise<readonly MeetingItem[]> {
  const next: readonly Pick<MeetingRow, 'stream'>[] = await source.query(NEXT_MEETINGS, [
    moment.conflict,
    moment.position,
    moment.on,
    limit,
  ]);
  const streams = next.map(({ stream }) => stream);
  const rows = await heldRows(source, MeetingRow, 'meeting', moment)
    .andWhere('meeting.stream = any(:streams)', { streams })
    .getMany();
  const items = await meetingItems(source, moment, rows);
  return streams.map((stream) => items.get(stream)!);
}

/** All that is open first, which one index tells: in the order of the list every meeting there ever was would come before it. */
const NEXT_MEETINGS = `
select stream from (
  select m.stream, m.sort_to from meetings_v3.meeting m
  where ${heldSql('m')} and m.status in ('planned', 'postponed') and (m.day_to is null or m.day_to >= $3::date)
  offset 0
) open
order by sort_to, stream
limit $4::integer`;
