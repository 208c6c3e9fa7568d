import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  AtLeastOneOf,
  Described,
  IsCode,
  IsEitherList,
  IsOccurred,
  IsPart,
  IsReference,
  IsReferenceList,
  MayBeOmitted,
  Reason,
  type ActorRef,
  type Occurred,
  type PlaceRef,
} from '@tracker/vocabulary';
import {
  MEETING_FORMATS,
  MeetingFacts,
  NamedAttendee,
  UnnamedAttendees,
  type Attendee,
  type MeetingFormat,
} from './attendance.parts';
import { lineOfDetail, lineOfHeld, lineOfMove, lineOfPlan } from './meeting.line';

@Described(
  'A meeting is planned. Recorded from the same citation, with basis implied, if it is first heard of when postponed.',
)
export class MeetingPlanned {
  @IsCode(MEETING_FORMATS, 'What kind of meeting.')
  readonly format!: MeetingFormat;

  @IsReferenceList('actor', 'Who is to meet: two parties at least.')
  readonly parties!: readonly ActorRef[];

  @MayBeOmitted()
  @IsOccurred('When it is to be held. Left out: no date is set.')
  readonly when?: Occurred;

  @MayBeOmitted()
  @IsReference('place', 'Where it is to be held.')
  readonly venue?: PlaceRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who is to be the host.')
  readonly hostedBy?: ActorRef;
}

@Described('A planned meeting was put off without a new date; with one it is MeetingRescheduled.')
export class MeetingPostponed {
  @MayBeOmitted()
  @IsOccurred('The date it was planned for until then.')
  readonly from?: Occurred;

  @MayBeOmitted()
  @IsReference('actor', 'Who put it off.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why it was put off.')
  readonly reason?: Reason;
}

@Described('A planned meeting got a new date. Its slip is counted in days from the first date stated.')
export class MeetingRescheduled {
  @IsOccurred('The new date.')
  readonly to!: Occurred;

  @MayBeOmitted()
  @IsOccurred('The date it was planned for until then.')
  readonly from?: Occurred;

  @MayBeOmitted()
  @IsReference('actor', 'Who moved it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why it was moved.')
  readonly reason?: Reason;
}

@Described('A planned meeting will not be held.')
export class MeetingCancelled {
  @MayBeOmitted()
  @IsReference('actor', 'Who called it off.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why it was called off.')
  readonly reason?: Reason;
}

@Described(
  'A meeting was held: the end of its plan, if there was one. Once for one source; what another source says is a rival claim.',
)
export class MeetingHeld extends MeetingFacts {
  @IsCode(MEETING_FORMATS, 'What kind of meeting.')
  readonly format!: MeetingFormat;

  @IsEitherList(() => [NamedAttendee, UnnamedAttendees], 'Who was there, each actor once: two parties at least.')
  readonly present!: readonly Attendee[];
}

@Described(
  'A further claim about a planned or held meeting, from another citation or learned later. It adds and never overwrites.',
)
@AtLeastOneOf(
  'present',
  'absent',
  'venue',
  'occasion',
  'purpose',
  'hostedBy',
  'convenedBy',
  'mediatedBy',
  'caller',
  'sessions',
)
export class MeetingDetailReported extends MeetingFacts {
  @MayBeOmitted()
  @IsEitherList(() => [NamedAttendee, UnnamedAttendees], 'Who was there, each actor once.')
  readonly present?: readonly Attendee[];
}

/** Event types of streams `meeting-`: one meeting, call or visit each. */
export const meetingTypes = {
  MeetingPlanned: eventType({
    schemaVersion: 1,
    payload: MeetingPlanned,
    summary: 'A meeting is planned, with or without a date.',
    line: lineOfPlan,
    places: ({ venue }) => [venue],
    example: {
      stream: 'meeting-trump-putin-summit',
      occurred: '/2025-02-18',
      data: { format: 'summit', parties: ['actor-donald-trump', 'actor-vladimir-putin'] },
    },
  }),
  MeetingPostponed: eventType({
    schemaVersion: 1,
    payload: MeetingPostponed,
    summary: 'A planned meeting was put off without a new date.',
    line: (data) => lineOfMove('Meeting postponed', data),
    example: {
      stream: 'meeting-zelenskyy-saudi-visit',
      occurred: '/2025-02-19',
      data: {
        from: '2025-02-19',
        by: 'actor-volodymyr-zelenskyy',
        reason: { text: 'Not to have the visit linked to the talks', basis: 'implied' },
      },
    },
  }),
  MeetingRescheduled: eventType({
    schemaVersion: 1,
    payload: MeetingRescheduled,
    summary: 'A planned meeting got a new date.',
    line: (data) => lineOfMove('Meeting rescheduled', data),
    example: {
      stream: 'meeting-zelenskyy-saudi-visit',
      occurred: '/2025-02-19',
      data: { to: '2025-03-10', from: '2025-02-19' },
    },
  }),
  MeetingCancelled: eventType({
    schemaVersion: 1,
    payload: MeetingCancelled,
    summary: 'A planned meeting was called off.',
    line: (data) => lineOfMove('Meeting cancelled', data),
    example: {
      stream: 'meeting-zelenskyy-saudi-visit',
      occurred: '2025-02-18',
      data: { by: 'actor-volodymyr-zelenskyy' },
    },
  }),
  MeetingHeld: eventType({
    schemaVersion: 1,
    payload: MeetingHeld,
    summary: 'A meeting was held: who sat at the table, who was absent, where, and on whose initiative.',
    line: lineOfHeld,
    places: ({ venue }) => [venue],
    example: {
      stream: 'meeting-riyadh-2025-02-18',
      occurred: '2025-02-18',
      data: {
        format: 'talks',
        present: [
          { actor: 'actor-marco-rubio', delegation: 'actor-united-states' },
          { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' },
        ],
        absent: [{ actor: 'actor-ukraine', why: 'not_invited' }],
        venue: 'place-diriyah-palace',
      },
    },
  }),
  MeetingDetailReported: eventType({
    schemaVersion: 1,
    payload: MeetingDetailReported,
    summary: 'A further claim about a planned or held meeting.',
    line: lineOfDetail,
    places: ({ venue }) => [venue],
    example: {
      stream: 'meeting-riyadh-2025-02-18',
      occurred: '2025-02-18',
      data: { convenedBy: 'actor-mohammed-bin-salman' },
    },
  }),
};

export type MeetingEvent = EventsOf<typeof meetingTypes>;
/** A meeting's event of one type, as rules and folds see it. */
export type MeetingEventOf<Type extends MeetingEvent['type']> = Foldable<
  Extract<MeetingEvent, { readonly type: Type }>
>;
