import { inPeriod, sortedBelow, sortedFrom } from '@tracker/reading';
import type { SelectQueryBuilder } from 'typeorm';
import type { DetailField, MeetingRow } from './meeting.tables';
import type { MeetingFilter } from './meetings.filter';
import { adoptedDetailSql, standsSql, type Selecting } from './standing.sql';

/** What of MeetingFilter is asked, without what the kernel reads of it. */
export type AskedMeetings = Omit<MeetingFilter, 'asOf' | 'on' | 'minPosition' | 'limit' | 'cursor' | 'order'>;

/** Cuts meetings to what is asked for; values shown first decide, not the claims beside them. The query's alias MUST be `meeting`. */
export function narrowed(
  query: SelectQueryBuilder<MeetingRow>,
  { status, format, participant, actor, party, from, to, ...details }: AskedMeetings,
): SelectQueryBuilder<MeetingRow> {
  if (status !== undefined) query.andWhere('meeting.status = :status', { status });
  if (format !== undefined) query.andWhere('meeting.format = :format', { format });
  if (participant !== undefined)
    query.andWhere(takesPart('(p.actor = :participant or p.party = :participant)'), { participant });
  if (actor !== undefined) query.andWhere(takesPart('p.actor = :actor'), { actor });
  if (party !== undefined) query.andWhere(takesPart('p.party = :party'), { party });
  for (const field of ['venue', 'hostedBy', 'convenedBy'] as const)
    if (details[field] !== undefined) query.andWhere(hasDetail(field), { [field]: details[field] });
  inPeriod(query, { from, to });
  if (from !== undefined) query.andWhere('meeting.sortTo >= :sortedFrom', { sortedFrom: sortedFrom(from) });
  if (to !== undefined) query.andWhere('meeting.sortFrom < :sortedBelow', { sortedBelow: sortedBelow(to) });
  return query;
}

/** The same as `mayBeShown` of rows. */
const OF_MEETING: Selecting = {
  held: (alias) =>
    `${alias}.conflict = meeting.conflict and ${alias}.since <= :position and ${alias}.until > :position`,
  shown: (
    alias,
  ) => `(case when meeting.status = 'held' then ${alias}.modality = 'realised' and ${alias}.type <> 'MeetingPlanned'
      else ${alias}.modality in ('realised', 'planned') end)`,
};

function takesPart(condition: string): string {
  return `exists (select 1 from meetings_v3.participant p
    where ${OF_MEETING.held('p')} and p.stream = meeting.stream and ${condition}
      and (p.presence = 'expected' and ${OF_MEETING.shown('p')} or ${standsSql('p', OF_MEETING)}))`;
}

function hasDetail(field: DetailField): string {
  return `exists (select 1 from meetings_v3.detail d
    where ${OF_MEETING.held('d')} and d.stream = meeting.stream and d.field = '${field}' and d.value = :${field}
      and ${adoptedDetailSql('d', OF_MEETING)})`;
}
