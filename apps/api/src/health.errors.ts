import { TrackerError } from '@tracker/problems';

/** The service answers, but not yet as it should: send requests elsewhere for a while. */
export class NotReadyError extends TrackerError {
  readonly code = 'service.not_ready';
  readonly retryAfterSeconds = 2;

  constructor(why: string, repair: string, facts: Readonly<Record<string, unknown>> = {}, cause?: unknown) {
    super(`The service is not ready: ${why}. ${repair}.`, facts);
    this.cause = cause;
  }
}
