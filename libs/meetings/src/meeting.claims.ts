import { claimColumns, row, type Columns, type RowState } from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import type { Absentee, MeetingDetails, NamedAttendee, UnnamedAttendees } from './attendance.parts';
import type { MeetingEvent, MeetingEventOf, MeetingPlanned, MeetingRescheduled } from './meeting.events';
import { partyOf } from './meeting.story';
import {
  DETAIL_FIELDS,
  DetailRow,
  ParticipantRow,
  StepRow,
  type DetailField,
  type StepKind,
  type ToldRow,
} from './meeting.tables';

/** An event of a meeting, recorded or as a state keeps it. The position is there on every recorded one. */
export type MeetingRecord = MeetingEventOf<MeetingEvent['type']> & Partial<Pick<RecordedEvent, 'position'>>;

/** The claim rows that one event stands for: its step of the life cycle, whom it has present or absent, and its details. */
export function claimRowsOf(event: MeetingRecord): readonly RowState[] {
  const told = toldColumns(event);
  switch (event.type) {
    case 'MeetingPlanned':
      return [
        stepRow(event, told, 'planned', event.data),
        ...expectedRows(told, event.data),
        ...detailRows(told, event.data),
      ];
    case 'MeetingPostponed':
      return [stepRow(event, told, 'postponed', event.data)];
    case 'MeetingRescheduled':
      return [stepRow(event, told, 'rescheduled', rescheduling(event.data))];
    case 'MeetingCancelled':
      return [stepRow(event, told, 'cancelled', event.data)];
    case 'MeetingHeld':
      return [
        stepRow(event, told, 'held', event.data),
        ...attendanceRows(told, event.data),
        ...detailRows(told, event.data),
      ];
    case 'MeetingDetailReported':
      return [...attendanceRows(told, event.data), ...detailRows(told, event.data)];
  }
}

/** What all rows of one event share. They end with it: a property added to a copy of an object costs V8 as much as a whole row. */
type Told = Columns<ToldRow>;

function toldColumns({ id, type, position = 0, modality, citation, preferred }: MeetingRecord): Told {
  return { type, ...claimColumns({ id, position, modality, citation, preferred }) };
}

type StepData = {
  readonly [Field in 'format' | 'when' | 'from' | 'by' | 'reason']?: Columns<StepRow>[Field] | undefined;
};

function stepRow(
  { id, occurred }: MeetingRecord,
  told: Told,
  step: StepKind,
  { format = null, when = null, from = null, by = null, reason = null }: StepData,
): RowState {
  return row(StepRow, id, { step, occurred: occurred ?? null, format, when, from, by, reason, ...told });
}

function rescheduling({ to, from, by, reason }: MeetingRescheduled): StepData {
  return { when: to, from, by, reason };
}

/** Who is present or absent, as far as it is said. */
type Participant = Pick<Columns<ParticipantRow>, 'presence' | 'actor' | 'party'> &
  Partial<Pick<Columns<ParticipantRow>, 'delegation' | 'office' | 'why' | 'reason' | 'unnamed'>>;

function participantRow(told: Told, name: string, participant: Participant): RowState {
  const { presence, actor, party } = participant;
  const { delegation = null, office = null, why = null, reason = null, unnamed = null } = participant;
  const columns = { presence, actor, party, delegation, office, why, reason, unnamed, ...told };
  return row(ParticipantRow, `${told.event} ${name}`, columns);
}

function expectedRows(told: Told, { parties }: MeetingPlanned): readonly RowState[] {
  return parties.map((actor) =>
    participantRow(told, `expected ${actor}`, { presence: 'expected', actor, party: actor }),
  );
}

function attendanceRows(told: Told, { present = [], absent = [] }: MeetingDetails): readonly RowState[] {
  const unnamed = present.filter((attendee) => !('actor' in attendee)) as readonly UnnamedAttendees[];
  const named = unnamed.length === 0 ? present : present.filter((attendee) => 'actor' in attendee);
  return [
    ...(named as readonly NamedAttendee[]).map((attendee) => presentRow(told, attendee)),
    ...[...new Set(unnamed.map(partyOf))].map((party) => unnamedRow(told, party, unnamed)),
    ...absent.map((absentee) => absentRow(told, absentee)),
  ];
}

function presentRow(told: Told, attendee: NamedAttendee): RowState {
  const { actor, delegation, office } = attendee;
  const party = partyOf(attendee);
  return participantRow(told, `present ${actor}`, { presence: 'present', actor, party, delegation, office });
}

/** All whom a source leaves unnamed on one side stand in one row: their words are no key. */
function unnamedRow(told: Told, party: string, groups: readonly UnnamedAttendees[]): RowState {
  const unnamed = groups
    .filter(({ delegation }) => delegation === party)
    .map(({ unnamed: text, count = null }) => ({ text, count }));
  const participant = { presence: 'present', actor: null, party, delegation: party, unnamed } as const;
  return participantRow(told, `unnamed ${party}`, participant);
}

function absentRow(told: Told, { actor, why, reason }: Absentee): RowState {
  return participantRow(told, `absent ${actor}`, { presence: 'absent', actor, party: actor, why, reason });
}

type Details = Pick<MeetingDetails, (typeof DETAIL_FIELDS)[number]>;

function detailRows(told: Told, data: Details): readonly RowState[] {
  const rows: RowState[] = [];
  for (const field of DETAIL_FIELDS) if (data[field] !== undefined) rows.push(detailRow(told, field, data));
  return rows;
}

function detailRow(told: Told, field: DetailField, data: Details): RowState {
  const isQuantity = field === 'sessions';
  const value = isQuantity ? null : (data[field] ?? null);
  const quantity = isQuantity ? (data[field] ?? null) : null;
  return row(DetailRow, `${told.event} ${field}`, { field, value, quantity, ...told });
}
