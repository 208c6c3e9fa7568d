import { TrackerError } from '@tracker/problems';
import type { EventRef } from './event-ref';

/** An event of a stream, as a message names it. */
interface Named {
  readonly version: number;
  readonly id: string;
  readonly type: string;
}

/** A review of an event that its stream does not have. */
export class UnknownReviewedEventError extends TrackerError {
  readonly code = 'review.unknown_event';

  constructor(stream: string, event: EventRef, version: number) {
    const has = version === 0 ? 'it has no events' : `it has versions 1 to ${version}`;
    super(
      `Stream ${stream} has no event ${JSON.stringify(event)} to review: ${has}. Name an earlier event of this stream, by its version there or its id.`,
      { stream, event, version },
      [{ pointer: '/data/event', code: 'review.unknown_event', detail: `found ${JSON.stringify(event)}` }],
    );
  }
}

/** A review of a review, where only a claim can be corroborated, disputed, resolved or corrected. */
export class EventNotReviewableError extends TrackerError {
  readonly code = 'review.not_reviewable';

  constructor(stream: string, review: string, target: Named) {
    super(
      `${review} cannot name event ${target.version} of ${stream}: it is a ${target.type}, itself a review. Name the event that it is about; to undo a review record EventRetracted, and to change one retract it and record it anew.`,
      { stream, event: target.id, eventType: target.type },
    );
  }
}

/** A review of an event that was taken back. */
export class RetractedEventError extends TrackerError {
  readonly code = 'review.event_retracted';

  constructor(stream: string, review: string, target: Named, by: Named) {
    super(
      `${review} cannot name event ${target.version} of ${stream}: event ${by.version} retracts it. If it should stand after all, retract that retraction first.`,
      { stream, event: target.id, retractedBy: by.id },
    );
  }
}

/** A correction of something that is no longer what stands. */
export class StaleCorrectionError extends TrackerError {
  readonly code = 'review.stale_correction';

  constructor(stream: string, target: Named, replaces: EventRef, stands: Named) {
    super(
      `The correction of event ${target.version} of ${stream} replaces ${JSON.stringify(replaces)}, but what stands now is event ${stands.version} (${stands.type}). Read the stream again, and correct with "replaces": ${stands.version}.`,
      { stream, event: target.id, stands: stands.id, standsVersion: stands.version },
      [
        {
          pointer: '/data/replaces',
          code: 'review.stale_correction',
          detail: `found ${JSON.stringify(replaces)}, expected ${stands.version}`,
        },
      ],
    );
  }
}

/** A resolution where nothing is in dispute. */
export class NotDisputedError extends TrackerError {
  readonly code = 'review.not_disputed';

  constructor(stream: string, target: Named) {
    super(
      `Event ${target.version} of ${stream} is not in dispute: nobody disputes it, or what was disputed is resolved. Record ClaimDisputed first, or EventCorrected to change the event.`,
      { stream, event: target.id },
    );
  }
}

/** A resolution that adopts what is no claim on the disputed fact. */
export class ClaimNotAdoptableError extends TrackerError {
  readonly code = 'review.not_adoptable';

  constructor(stream: string, target: Named, adopted: EventRef) {
    super(
      `The dispute of event ${target.version} of ${stream} cannot adopt ${JSON.stringify(adopted)}. Expected the event itself, a dispute of it that states a counter, or another ${target.type} of this stream, and none that is retracted.`,
      { stream, event: target.id, adopted },
      [{ pointer: '/data/adopted', code: 'review.not_adoptable', detail: `found ${JSON.stringify(adopted)}` }],
    );
  }
}

/** A counter in an older schema version than what it is to be laid over. */
export class OlderSchemaVersionError extends TrackerError {
  readonly code = 'review.older_schema_version';

  constructor(stream: string, target: Named, stated: number, stands: number) {
    super(
      `The counter to event ${target.version} of ${stream} is in schema version ${stated} of ${target.type}, but the event stands in version ${stands} since it was corrected. Say the counter in that version, and state "schemaVersion": ${stands} beside it.`,
      { stream, event: target.id, schemaVersion: stands },
      [
        {
          pointer: '/data/schemaVersion',
          code: 'review.older_schema_version',
          detail: `found ${stated}, expected ${stands}`,
        },
      ],
    );
  }
}
