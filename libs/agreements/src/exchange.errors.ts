import { TrackerError } from '@tracker/problems';

/** The same source has already told of this exchange. */
export class ExchangeAlreadyToldError extends TrackerError {
  readonly code = 'exchange.already_told';

  constructor(stream: string, source: string, version: number) {
    super(
      `Exchange ${stream}: ${source} has already told of it in version ${version}. Correct version ${version} if it was wrong, or give another exchange, or another day of it, a stream of its own: what stands in one stream is never added.`,
      { stream, source, version },
    );
  }
}
