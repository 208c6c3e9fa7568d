import { row, type Columns, type RowState } from '@tracker/projections';
import { gradedLatest, rankOf, UNGRADED } from '@tracker/vocabulary';
import type { MeetingDetails } from './attendance.parts';
import type { MeetingEventOf } from './meeting.events';
import { partyOf, stands, type MeetingState } from './meeting.story';
import { ContactRow, type MeetingRow } from './meeting.tables';

type Attendance = MeetingEventOf<'MeetingHeld' | 'MeetingDetailReported'>;

/** One claim on who was at the table, and where the rule puts its event. */
interface Seat {
  readonly actor: string | null;
  readonly party: string;
  readonly isPresent: boolean;
  readonly rank: string;
  readonly version: number;
}

/** Each two parties that met in a meeting held. `contactTables` finds the same in SQL, with what it rests on. */
export function contactRows(
  state: MeetingState,
  { status, dayFrom, dayTo, sortTo }: Columns<MeetingRow>,
): readonly RowState[] {
  if (status !== 'held') return [];
  const told = attendancesOf(state);
  const caller = gradedLatest(told.filter(({ data }) => data.caller !== undefined))?.data.caller;
  const all = told.flatMap(seatsIn);
  const seats = all.filter((seat) => seat.isPresent && !all.some((rival) => overrules(rival, seat)));
  const rows = new Map<string, RowState>();
  for (const one of seats)
    for (const other of seats) {
      const key = `${one.party} ${other.party}`;
      if (one.party >= other.party || rows.has(key)) continue;
      if (caller !== undefined && !isOf(caller, one) && !isOf(caller, other)) continue;
      rows.set(key, row(ContactRow, key, { party: one.party, other: other.party, sortTo, lastDay: dayTo ?? dayFrom }));
    }
  return [...rows.values()];
}

/** What is told of who was there, and happened, by each source. */
function attendancesOf({ stories, reported }: MeetingState): readonly Attendance[] {
  const told: Attendance[] = [...reported];
  for (const { held } of Object.values(stories)) if (held) told.push(held);
  return told.filter(stands);
}

function seatsIn(event: Attendance): readonly Seat[] {
  const { present = [], absent = [] }: MeetingDetails = event.data;
  const { version } = event;
  const rank = rankOf(event) ?? UNGRADED;
  return [
    ...present.map((attendee) => ({
      actor: 'actor' in attendee ? attendee.actor : null,
      party: partyOf(attendee),
      isPresent: true,
      rank,
      version,
    })),
    ...absent.map(({ actor }) => ({ actor, party: actor, isPresent: false, rank, version })),
  ];
}

/** A claim on the same actor, or that the party represented was absent, which goes before it. */
function overrules(rival: Seat, seat: Seat): boolean {
  if (rival.actor === null || (rival.rank === seat.rank ? rival.version <= seat.version : rival.rank > seat.rank))
    return false;
  return rival.actor === seat.actor || (!rival.isPresent && rival.actor === seat.party);
}

/** Whether the id is that of somebody at the table, or of the party sat for. */
function isOf(id: string, { actor, party }: Seat): boolean {
  return id === actor || id === party;
}
