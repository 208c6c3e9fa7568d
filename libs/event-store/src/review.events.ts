import {
  Citation,
  Described,
  IsCode,
  IsOccurred,
  IsPart,
  IsText,
  IsWholeNumber,
  MayBeOmitted,
  MODALITIES,
  MustHold,
  type Modality,
  type Occurred,
  type Text,
} from '@tracker/vocabulary';
import { IsEventRef, IsPayload, type EventRef } from './event-ref';
import { eventType, type EventsOf } from './event-type';
import { CLAIM_DISPUTED_1, EVENT_CORRECTED_1 } from './review.past';

@Described(
  'Another source says the same; the citation is the one that corroborates. It counts only if it is independent of those before.',
)
export class ClaimCorroborated {
  @IsEventRef('The event that is corroborated.')
  readonly event!: EventRef;
}

const SCHEMA_VERSION_MAX = 32_767;

@Described('A source contradicts what an event says.')
@MustHold(
  'schema_version_of_a_counter',
  'schemaVersion only beside counter',
  ({ counter, schemaVersion }) => schemaVersion === undefined || counter !== undefined,
)
export class ClaimDisputed {
  @IsEventRef('The event that is disputed.')
  readonly event!: EventRef;

  @MayBeOmitted()
  @IsPayload("The fields of the event's data as the disputing source has them; the others stand as they are.")
  readonly counter?: Readonly<Record<string, unknown>>;

  @MayBeOmitted()
  @IsWholeNumber(
    "Schema version of the event's type in which the counter is said. Left out: the one under which the event was recorded.",
    { min: 1, max: SCHEMA_VERSION_MAX },
  )
  readonly schemaVersion?: number;

  @MayBeOmitted()
  @IsText('What the disputing source says.')
  readonly text?: Text;
}

@Described('A dispute is settled: one of the claims is adopted over its rivals, whatever their grades.')
export class DisputeResolved {
  @IsEventRef('The event that was disputed.')
  readonly event!: EventRef;

  @IsEventRef(
    'What is adopted: the event itself, a dispute of it with a counter, or another event of its type in the stream.',
  )
  readonly adopted!: EventRef;

  @IsText('Why.')
  readonly reason!: Text;
}

@Described('The whole event as it should have been. What is left out here is not said.')
export class CorrectedEvent {
  @MayBeOmitted()
  @IsWholeNumber(
    "Schema version of the event's type in which the data is said. Left out: the one under which the event was recorded.",
    { min: 1, max: SCHEMA_VERSION_MAX },
  )
  readonly schemaVersion?: number;

  @MayBeOmitted()
  @IsOccurred('When it happened in the world.')
  readonly occurred?: Occurred;

  @MayBeOmitted()
  @IsCode(MODALITIES, 'Of the content. Default: realised.')
  readonly modality?: Modality;

  @MayBeOmitted()
  @IsPart(() => Citation, 'Who says so.')
  readonly citation?: Citation;

  @IsPayload('The data, of the shape of the event type.')
  readonly data!: Readonly<Record<string, unknown>>;
}

const CORRECTION_REASONS = ['typo', 'late_information', 'source_corrected', 'coder_error'] as const;

@Described('What was recorded is replaced as a whole. Type, stream and id cannot be corrected.')
export class EventCorrected {
  @IsEventRef('The event that is corrected.')
  readonly event!: EventRef;

  @IsEventRef(
    'What stands now: the event itself, or what last replaced it. If that has changed meanwhile the correction is refused as stale.',
  )
  readonly replaces!: EventRef;

  @IsPart(() => CorrectedEvent, 'The event as it should have been.')
  readonly as!: CorrectedEvent;

  @IsCode(CORRECTION_REASONS, 'Why it is corrected.')
  readonly reason!: (typeof CORRECTION_REASONS)[number];

  @MayBeOmitted()
  @IsText("The recorder's remark.")
  readonly note?: Text;
}

@Described(
  'An event is taken back. It leaves every view from here on, and stays in the log and in every answer as of before.',
)
export class EventRetracted {
  @IsEventRef('The event that is taken back; a correction or a retraction may be taken back too, which undoes it.')
  readonly event!: EventRef;

  @IsText('Why.')
  readonly reason!: Text;
}

const EXAMPLE_STREAM = 'meeting-zelenskyy-saudi-visit';

/** Events about events, recorded in the stream of what they are about, whatever its kind. */
export const reviewTypes = {
  ClaimCorroborated: eventType({
    schemaVersion: 1,
    payload: ClaimCorroborated,
    summary: 'A further source says the same as an event.',
    line: ({ event }) => `Corroborated: event ${event}`,
    example: { stream: EXAMPLE_STREAM, data: { event: 1 } },
  }),
  ClaimDisputed: eventType({
    schemaVersion: 2,
    payload: ClaimDisputed,
    past: [CLAIM_DISPUTED_1],
    summary: 'A source contradicts what an event says.',
    line: ({ event, text }) => `Disputed: event ${event}${text === undefined ? '' : `: ${text}`}`,
    example: {
      stream: EXAMPLE_STREAM,
      data: { event: 3, counter: { to: '2025-03-12' }, text: 'It is to be two days later.' },
    },
  }),
  DisputeResolved: eventType({
    schemaVersion: 1,
    payload: DisputeResolved,
    summary: 'A dispute is settled in favour of one of the claims.',
    line: ({ event, reason }) => `Dispute resolved: event ${event}: ${reason}`,
    example: {
      stream: EXAMPLE_STREAM,
      data: { event: 3, adopted: 3, reason: 'The disputing source withdrew its date.' },
    },
  }),
  EventCorrected: eventType({
    schemaVersion: 2,
    payload: EventCorrected,
    past: [EVENT_CORRECTED_1],
    summary: 'What was recorded is replaced by the whole event as it should have been.',
    line: ({ event, reason }) => `Corrected: event ${event} (${reason})`,
    example: {
      stream: EXAMPLE_STREAM,
      data: {
        event: 3,
        replaces: 3,
        as: {
          occurred: '/2025-02-19',
          citation: { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' },
          data: { to: '2025-03-10', from: '2025-02-19' },
        },
        reason: 'typo',
      },
    },
  }),
  EventRetracted: eventType({
    schemaVersion: 1,
    payload: EventRetracted,
    summary: 'An event is taken back.',
    line: ({ event, reason }) => `Retracted: event ${event}: ${reason}`,
    example: { stream: EXAMPLE_STREAM, data: { event: 1, reason: 'Recorded twice.' } },
  }),
};

/** A review as recorded. */
export type ReviewEvent = EventsOf<typeof reviewTypes>;

/** Whether events of this type are about other events, and so never reach a feature's fold. */
export function isReview(type: string): type is ReviewEvent['type'] {
  return Object.hasOwn(reviewTypes, type);
}
