import { gradedLatest } from '@tracker/vocabulary';
import type { Attendee, MeetingDetails } from './attendance.parts';
import type { MeetingEvent, MeetingEventOf } from './meeting.events';

/** One source's own story of a meeting: what the rules of the life cycle bind. */
export interface Story {
  /** Its last MeetingPlanned: of one source the later replaces the earlier. */
  readonly planned?: MeetingEventOf<'MeetingPlanned'>;
  /** Whether it told of a postponement or a new date. */
  readonly moved: boolean;
  readonly held?: MeetingEventOf<'MeetingHeld'>;
  readonly cancelled?: MeetingEventOf<'MeetingCancelled'>;
  /** Actors, and the parties they represent, that it has at the table. */
  readonly present: readonly string[];
  readonly absent: readonly string[];
}

/** A change of the plan. */
export type Move = MeetingEventOf<'MeetingPostponed' | 'MeetingRescheduled'>;

/** A date as stated by the event of that version. */
export interface StatedDate {
  readonly version: number;
  readonly date: string;
}

/** A meeting as its events tell it. */
export interface MeetingState {
  /** By source. */
  readonly stories: Readonly<Record<string, Story>>;
  /** How often it was postponed or rescheduled, by anyone. */
  readonly moves: number;
  readonly lastMove: Move | null;
  /** The first date that a postponement or a new date names as the one until then. */
  readonly firstFrom: StatedDate | null;
  /** Reports beside those that it was held, as far as they tell who was there or who called. */
  readonly reported: readonly MeetingEventOf<'MeetingDetailReported'>[];
}

/** With every field there from the start: one added to a copy costs V8 as much as the rest of the fold. */
const UNTOLD: Story = {
  planned: undefined,
  moved: false,
  held: undefined,
  cancelled: undefined,
  present: [],
  absent: [],
};

export function storyOf(state: MeetingState, source: string): Story {
  return state.stories[source] ?? UNTOLD;
}

/** Whether the event says that it is so. What is negated, hypothetical or only planned is a claim, and changes no status. */
export function stands({ type, modality = 'realised' }: Pick<MeetingEvent, 'type' | 'modality'>): boolean {
  return modality === 'realised' || (type === 'MeetingPlanned' && modality === 'planned');
}

/** Whether anybody tells of a plan. */
export function isPlanned({ stories }: MeetingState): boolean {
  return Object.values(stories).some(({ planned }) => planned !== undefined && stands(planned));
}

/** Whether anybody tells of the meeting at all, be it to deny it. */
export function isKnown({ stories }: MeetingState): boolean {
  return Object.values(stories).some(({ planned, held }) => planned !== undefined || held !== undefined);
}

/** The party that somebody at the table represents. */
export function partyOf(attendee: Attendee): string {
  return 'actor' in attendee ? (attendee.delegation ?? attendee.actor) : attendee.delegation;
}

/** Everybody who is thereby said to be at the table: persons, bodies and the parties they represent. */
export function presentIn({ present = [] }: MeetingDetails): readonly string[] {
  return present.flatMap((attendee) =>
    'actor' in attendee ? [attendee.actor, partyOf(attendee)] : [partyOf(attendee)],
  );
}

/** Planned and postponed meetings are still to come; held and cancelled ends a plan. */
export const MEETING_STATUSES = ['planned', 'postponed', 'held', 'cancelled'] as const;
export type MeetingStatus = (typeof MEETING_STATUSES)[number];

/** What is shown first of a meeting. Everything in it rests on one event, which it names. */
export interface Headline {
  /** Null: all that is in force are details, or denials. */
  readonly status: MeetingStatus | null;
  /** The event that the status rests on. */
  readonly statusEvent: string | null;
  readonly format: MeetingEventOf<'MeetingPlanned'>['data']['format'] | null;
  /** When it was held; null when the source does not say. */
  readonly occurred: string | null;
  /** The date it is, or last was, planned for. */
  readonly when: string | null;
  readonly whenEvent: string | null;
  /** The first date stated, from which slips are counted. */
  readonly firstWhen: string | null;
  readonly moves: number;
}

/**
 * Where the meeting stands. How it ended, if it did, is adopted by graded-latest@1 among the endings that sources tell; else the
 * last move decides, and without one the plan, adopted by the same rule. Moves follow each other, so no grade sets one aside.
 */
export function headlineOf(state: MeetingState): Headline {
  const plans: MeetingEventOf<'MeetingPlanned'>[] = [];
  const endings: MeetingEventOf<'MeetingHeld' | 'MeetingCancelled'>[] = [];
  for (const { planned, held, cancelled } of Object.values(state.stories)) {
    if (planned && stands(planned)) plans.push(planned);
    if (held && stands(held)) endings.push(held);
    if (cancelled && stands(cancelled)) endings.push(cancelled);
  }
  const ending = gradedLatest(endings);
  const plan = gradedLatest(plans);
  const dated = state.lastMove ?? gradedLatest(plans.filter(({ data }) => data.when !== undefined));
  const rests = ending ?? state.lastMove ?? plan;
  return {
    status: rests ? STATUS[rests.type] : null,
    statusEvent: rests?.id ?? null,
    format: (ending?.type === 'MeetingHeld' ? ending.data.format : plan?.data.format) ?? null,
    occurred: (ending?.type === 'MeetingHeld' ? ending.occurred : undefined) ?? null,
    when: dated ? dateIn(dated) : null,
    whenEvent: dated?.id ?? null,
    firstWhen: firstDate(plans, state.firstFrom),
    moves: state.moves,
  };
}

const STATUS = {
  MeetingPlanned: 'planned',
  MeetingPostponed: 'postponed',
  MeetingRescheduled: 'planned',
  MeetingHeld: 'held',
  MeetingCancelled: 'cancelled',
} as const satisfies Record<string, MeetingStatus>;

function dateIn(event: MeetingEventOf<'MeetingPlanned'> | Move): string | null {
  if (event.type === 'MeetingPostponed') return null;
  return (event.type === 'MeetingPlanned' ? event.data.when : event.data.to) ?? null;
}

function firstDate(plans: readonly MeetingEventOf<'MeetingPlanned'>[], firstFrom: StatedDate | null): string | null {
  let first = firstFrom;
  for (const { version, data } of plans)
    if (data.when !== undefined && (first === null || version < first.version)) first = { version, date: data.when };
  return first?.date ?? null;
}
