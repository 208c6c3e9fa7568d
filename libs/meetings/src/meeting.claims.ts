import { claimColumns, row, type Columns, type RowState } from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import type { Absentee, MeetingDetails, NamedAttendee, UnnamedAttendees } from './attendance.parts';
import type { MeetingEvent, MeetingEventOf, MeetingPlanned, MeetingRescheduled } from './meeting.events';
import { partyOf } from './meeting.story';
import { DETAIL_FIELDS, DetailRow, ParticipantRow, StepRow, type StepKind, type ToldRow } from './meeting.tables';

/** An event of a meeting, recorded or as a state keeps it. The position is there on every recorded one. */
export type MeetingRecord = MeetingEventOf<MeetingEvent['type']> & Partial<Pick<RecordedEvent, 'position'>>;

/** The claim rows that one event stands for: its step of the life cycle, whom it has present or absent, and its details. */
export function claimRowsOf(event: MeetingRecord): readonly RowState[] {
  switch (event.type) {
    case 'MeetingPlanned':
      return [
        stepRow(event, 'planned', event.data),
        ...expectedRows(event, event.data),
        ...detailRows(event, event.data),
      ];
    case 'MeetingPostponed':
      return [stepRow(event, 'postponed', event.data)];
    case 'MeetingRescheduled':
      return [stepRow(event, 'rescheduled', rescheduling(event.data))];
    case 'MeetingCancelled':
      return [stepRow(event, 'cancelled', event.data)];
    case 'MeetingHeld':
      return [
        stepRow(event, 'held', event.data),
        ...attendanceRows(event, event.data),
        ...detailRows(event, event.data),
      ];
    case 'MeetingDetailReported':
      return [...attendanceRows(event, event.data), ...detailRows(event, event.data)];
  }
}

function claimed(event: MeetingRecord): Columns<ToldRow> {
  return { ...claimColumns({ ...event, position: event.position ?? 0 }), type: event.type };
}

type StepData = {
  readonly [Field in 'format' | 'when' | 'from' | 'by' | 'reason']?: Columns<StepRow>[Field] | undefined;
};

function stepRow(event: MeetingRecord, step: StepKind, { format, when, from, by, reason }: StepData): RowState {
  return row(StepRow, event.id, {
    ...claimed(event),
    step,
    occurred: event.occurred ?? null,
    format: format ?? null,
    when: when ?? null,
    from: from ?? null,
    by: by ?? null,
    reason: reason ?? null,
  });
}

function rescheduling({ to, from, by, reason }: MeetingRescheduled): StepData {
  return { when: to, from, by, reason };
}

const NOT_SAID = { delegation: null, office: null, why: null, reason: null, unnamed: null } as const;

function expectedRows(event: MeetingRecord, { parties }: MeetingPlanned): readonly RowState[] {
  return parties.map((actor) =>
    row(ParticipantRow, `${event.id} expected ${actor}`, {
      ...claimed(event),
      ...NOT_SAID,
      presence: 'expected',
      actor,
      party: actor,
    }),
  );
}

function attendanceRows(event: MeetingRecord, { present = [], absent = [] }: MeetingDetails): readonly RowState[] {
  const named = present.filter((attendee) => 'actor' in attendee);
  const unnamed = present.filter((attendee) => !('actor' in attendee)) as readonly UnnamedAttendees[];
  return [
    ...named.map((attendee) => presentRow(event, attendee)),
    ...[...new Set(unnamed.map(partyOf))].map((party) => unnamedRow(event, party, unnamed)),
    ...absent.map((absentee) => absentRow(event, absentee)),
  ];
}

function presentRow(event: MeetingRecord, attendee: NamedAttendee): RowState {
  const { actor, delegation, office } = attendee;
  const told = { actor, party: partyOf(attendee), delegation: delegation ?? null, office: office ?? null };
  const columns = { ...claimed(event), ...NOT_SAID, presence: 'present', ...told } as const;
  return row(ParticipantRow, `${event.id} present ${actor}`, columns);
}

/** All whom a source leaves unnamed on one side stand in one row: their words are no key. */
function unnamedRow(event: MeetingRecord, party: string, groups: readonly UnnamedAttendees[]): RowState {
  const unnamed = groups
    .filter(({ delegation }) => delegation === party)
    .map(({ unnamed: text, count = null }) => ({ text, count }));
  const columns = {
    ...claimed(event),
    ...NOT_SAID,
    presence: 'present',
    actor: null,
    party,
    delegation: party,
    unnamed,
  } as const;
  return row(ParticipantRow, `${event.id} unnamed ${party}`, columns);
}

function absentRow(event: MeetingRecord, { actor, why, reason }: Absentee): RowState {
  const columns = {
    ...claimed(event),
    ...NOT_SAID,
    presence: 'absent',
    actor,
    party: actor,
    why,
    reason: reason ?? null,
  } as const;
  return row(ParticipantRow, `${event.id} absent ${actor}`, columns);
}

type Details = Pick<MeetingDetails, (typeof DETAIL_FIELDS)[number]>;

function detailRows(event: MeetingRecord, data: Details): readonly RowState[] {
  return DETAIL_FIELDS.flatMap((field) => {
    if (data[field] === undefined) return [];
    const told =
      field === 'sessions'
        ? { value: null, quantity: data[field] ?? null }
        : { value: data[field] ?? null, quantity: null };
    return [row(DetailRow, `${event.id} ${field}`, { ...claimed(event), field, ...told })];
  });
}
