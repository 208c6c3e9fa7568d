import { defineStream, type Warning } from '@tracker/event-store';
import { sourceOf } from '@tracker/vocabulary';
import type { MeetingDetails } from './attendance.parts';
import {
  ListedTwiceError,
  MeetingAlreadyCancelledError,
  MeetingAlreadyHeldError,
  MeetingNotKnownError,
  MeetingNotPlannedError,
  PlanAlreadyMovedError,
  PresentAndAbsentError,
  TooFewPartiesError,
} from './meeting.errors';
import { meetingTypes, type MeetingEventOf } from './meeting.events';
import {
  isKnown,
  isPlanned,
  partyOf,
  presentIn,
  stands,
  storyOf,
  type MeetingState,
  type Move,
  type Story,
} from './meeting.story';

type Ending = MeetingEventOf<'MeetingHeld' | 'MeetingCancelled'>;
type Attended = MeetingEventOf<'MeetingHeld' | 'MeetingDetailReported'>;

/**
 * One meeting, call or visit: planned, postponed and rescheduled any number of times, then held or cancelled.
 * A rule that refuses binds one source's own story: what another source tells is a rival claim. A rule that needs something
 * (a plan, a meeting) is met by whoever told of it.
 */
export const meetingStream = defineStream({
  kind: 'meeting',
  types: meetingTypes,
  initial: { stories: {}, moves: 0, lastMove: null, firstFrom: null, reported: [] } as MeetingState,
  evolve: {
    MeetingPlanned: (state, event) => told(state, event, { planned: event }),
    MeetingPostponed: moved,
    MeetingRescheduled: moved,
    MeetingCancelled: (state, event) => (stands(event) ? told(state, event, { cancelled: event }) : state),
    MeetingHeld: (state, event) => told(state, event, { held: event, ...attended(state, event) }),
    MeetingDetailReported: (state, event) => reported(told(state, event, attended(state, event)), event),
  },
  accept: {
    MeetingPlanned: (state, event) => {
      refuseAfterTheEnd(state, event);
      if (storyOf(state, sourceOf(event)).moved) throw new PlanAlreadyMovedError(event.stream, sourceOf(event));
      const { parties } = event.data;
      if (parties.length < 2) throw new TooFewPartiesError(event.stream, 'parties', parties);
      return replacedDate(state, event);
    },
    MeetingPostponed: acceptChange,
    MeetingRescheduled: acceptChange,
    MeetingCancelled: acceptChange,
    MeetingHeld: (state, event) => {
      refuseAfterTheEnd(state, event);
      const parties = [...new Set(event.data.present.map(partyOf))];
      if (parties.length < 2) throw new TooFewPartiesError(event.stream, 'present', parties);
      return acceptDetails(state, event);
    },
    MeetingDetailReported: (state, event) => {
      if (!isKnown(state)) throw new MeetingNotKnownError(event.stream);
      return acceptDetails(state, event);
    },
  },
});

function told(
  state: MeetingState,
  event: MeetingEventOf<keyof typeof meetingTypes>,
  change: Partial<Story>,
): MeetingState {
  const source = sourceOf(event);
  return { ...state, stories: { ...state.stories, [source]: { ...storyOf(state, source), ...change } } };
}

function moved(state: MeetingState, event: Move): MeetingState {
  if (!stands(event)) return state;
  const { from } = event.data;
  const firstFrom = state.firstFrom ?? (from === undefined ? null : { version: event.version, date: from });
  return { ...told(state, event, { moved: true }), moves: state.moves + 1, lastMove: event, firstFrom };
}

function reported(state: MeetingState, event: MeetingEventOf<'MeetingDetailReported'>): MeetingState {
  const { present, absent, caller } = event.data;
  const isOfContacts = present !== undefined || absent !== undefined || caller !== undefined;
  return isOfContacts ? { ...state, reported: [...state.reported, event] } : state;
}

function attended(state: MeetingState, event: Attended): Pick<Story, 'present' | 'absent'> {
  const { present, absent } = storyOf(state, sourceOf(event));
  if (!stands(event)) return { present, absent };
  const data: MeetingDetails = event.data;
  return {
    present: joined(present, presentIn(data)),
    absent: joined(
      absent,
      (data.absent ?? []).map(({ actor }) => actor),
    ),
  };
}

function joined(known: readonly string[], more: readonly string[]): readonly string[] {
  return more.length === 0 ? known : [...new Set([...known, ...more])];
}

function acceptChange(state: MeetingState, event: Move | MeetingEventOf<'MeetingCancelled'>): void {
  refuseAfterTheEnd(state, event);
  if (!isPlanned(state)) throw new MeetingNotPlannedError(event.stream, event.type);
}

/** After one source has told how it ended, only details may follow from that source. A denial of the end is no end. */
function refuseAfterTheEnd(state: MeetingState, event: MeetingEventOf<'MeetingPlanned'> | Move | Ending): void {
  const source = sourceOf(event);
  const { held, cancelled } = storyOf(state, source);
  if (held && stands(held)) throw new MeetingAlreadyHeldError(event.stream, event.type, source, held.version);
  if (cancelled) throw new MeetingAlreadyCancelledError(event.stream, event.type, source, cancelled.version);
}

function acceptDetails(state: MeetingState, event: Attended): readonly Warning[] {
  const data: MeetingDetails = event.data;
  const named = (data.present ?? []).flatMap((attendee) => ('actor' in attendee ? [attendee.actor] : []));
  refuseRepeated(event, 'present', named);
  refuseRepeated(
    event,
    'absent',
    (data.absent ?? []).map(({ actor }) => actor),
  );
  const { present, absent } = attended(state, event);
  const both = absent.filter((actor) => present.includes(actor));
  if (both.length > 0) throw new PresentAndAbsentError(event.stream, sourceOf(event), both);
  return data.caller === undefined || present.includes(data.caller) ? [] : [callerNotPresent(event, data.caller)];
}

function refuseRepeated(event: Attended, field: 'present' | 'absent', actors: readonly string[]): void {
  const repeated = actors.filter((actor, index) => actors.indexOf(actor) !== index);
  if (repeated.length > 0) throw new ListedTwiceError(event.stream, field, [...new Set(repeated)]);
}

function callerNotPresent({ stream, citation }: Attended, caller: string): Warning {
  return {
    code: 'meeting.caller_not_present',
    detail: `Meeting ${stream}: the caller ${caller} is not among those ${citation?.source ?? 'the source'} has present, so it tells of no contact. Name the caller in \`present\`, or correct \`caller\`.`,
  };
}

function replacedDate(state: MeetingState, event: MeetingEventOf<'MeetingPlanned'>): readonly Warning[] {
  const before = storyOf(state, sourceOf(event)).planned?.data.when;
  const after = event.data.when;
  if (before === undefined || after === undefined || before === after) return [];
  return [
    {
      code: 'meeting.date_replaced',
      detail: `Meeting ${event.stream}: this plan takes the place of the one for ${before} from the same source, and no slip is counted. If the meeting was moved to ${after}, record MeetingRescheduled.`,
    },
  ];
}
