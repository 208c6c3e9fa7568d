import {
  Citation,
  Described,
  IsCode,
  IsOccurred,
  IsPart,
  IsText,
  MayBeOmitted,
  MODALITIES,
  type Modality,
  type Occurred,
  type Text,
} from '@tracker/vocabulary';
import { pastVersion } from './event-type';
import { IsEventRef, IsPayload, type EventRef } from './event-ref';

@Described('A source contradicts what an event says.')
class ClaimDisputedV1 {
  @IsEventRef('The event that is disputed.')
  readonly event!: EventRef;

  @MayBeOmitted()
  @IsPayload("The fields of the event's data as the disputing source has them; the others stand as they are.")
  readonly counter?: Readonly<Record<string, unknown>>;

  @MayBeOmitted()
  @IsText('What the disputing source says.')
  readonly text?: Text;
}

const CORRECTION_REASONS = ['typo', 'late_information', 'source_corrected', 'coder_error'] as const;

@Described('The whole event as it should have been. What is left out here is not said.')
class CorrectedEventV1 {
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

@Described('What was recorded is replaced as a whole. Type, stream and id cannot be corrected.')
class EventCorrectedV1 {
  @IsEventRef('The event that is corrected.')
  readonly event!: EventRef;

  @IsEventRef(
    'What stands now: the event itself, or what last replaced it. If that has changed meanwhile the correction is refused as stale.',
  )
  readonly replaces!: EventRef;

  @IsPart(() => CorrectedEventV1, 'The event as it should have been.')
  readonly as!: CorrectedEventV1;

  @IsCode(CORRECTION_REASONS, 'Why it is corrected.')
  readonly reason!: (typeof CORRECTION_REASONS)[number];

  @MayBeOmitted()
  @IsText("The recorder's remark.")
  readonly note?: Text;
}

const EXAMPLE_STREAM = 'meeting-zelenskyy-saudi-visit';

/** Before a counter could be of another schema version than the event it is about. */
export const CLAIM_DISPUTED_1 = pastVersion({
  schemaVersion: 1,
  payload: ClaimDisputedV1,
  change:
    'Version 2 may state the schema version in which the counter is said. A counter of version 1 is said in the one under which the event it is about was recorded.',
  upcast: (data: ClaimDisputedV1) => data,
  example: {
    stream: EXAMPLE_STREAM,
    data: { event: 3, counter: { to: '2025-03-12' }, text: 'It is to be two days later.' },
  },
});

/** Before a correction could be of another schema version than the event that it corrects. */
export const EVENT_CORRECTED_1 = pastVersion({
  schemaVersion: 1,
  payload: EventCorrectedV1,
  change:
    'Version 2 may state the schema version in which the event is said anew. What version 1 says is said in the one under which the event was recorded.',
  upcast: (data: EventCorrectedV1) => data,
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
});
