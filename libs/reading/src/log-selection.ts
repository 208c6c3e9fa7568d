import type { Catalogue } from '@tracker/event-store';
import { isStreamId } from '@tracker/vocabulary';
import { NDJSON_FORM } from './log-form';
import type { LogQuery } from './log-query';
import { INSTANT_EXPECTED, readInstant, wholeNumber } from './moment';
import { PAGE_LIMIT, PAGE_LIMIT_MAX } from './page';
import { InvalidParameterError } from './reading.errors';

/** Which events of a log are asked for. Instants: UTC, milliseconds, both included. */
export interface LogSelection {
  /** Position, excluded. */
  readonly after: number;
  readonly types?: readonly string[];
  readonly streams?: readonly string[];
  readonly recordedFrom?: string;
  readonly recordedTo?: string;
}

/** Reads the filters of a question to the log. Throws InvalidParameterError. */
export function readSelection(query: LogQuery, catalogue: Catalogue): LogSelection {
  const known = new Set(catalogue.types().map(({ type }) => type));
  return {
    after: query.after === undefined ? 0 : wholeNumber('after', query.after),
    types: listedWords('type', query.type, (type) => known.has(type), 'event types as GET /v1/event-types lists them'),
    streams: listedWords('stream', query.stream, isStreamId, 'ids of streams, such as meeting-riyadh-2025-02-18'),
    recordedFrom: instant('recordedFrom', query.recordedFrom, 'up'),
    recordedTo: instant('recordedTo', query.recordedTo, 'down'),
  };
}

/** How many events a page of the log has at most. Throws InvalidParameterError. */
export function readLimit(limit: string | undefined, form: string): number {
  if (limit !== undefined && form === NDJSON_FORM)
    throw new InvalidParameterError('limit', limit, `nothing: ${form} is all of the log`);
  const events = limit === undefined ? PAGE_LIMIT : wholeNumber('limit', limit);
  if (events < 1 || events > PAGE_LIMIT_MAX)
    throw new InvalidParameterError('limit', limit, `a whole number from 1 to ${PAGE_LIMIT_MAX}`);
  return events;
}

/** A parameter that lists words: repeated, or separated by commas. Throws InvalidParameterError. */
export function listedWords(
  name: string,
  given: string | readonly string[] | undefined,
  holds: (word: string) => boolean,
  expected: string,
): readonly string[] | undefined {
  if (given === undefined) return undefined;
  const all = [given].flat().flatMap((text) => text.split(','));
  const wrong = all.find((word) => !holds(word));
  if (wrong !== undefined) throw new InvalidParameterError(name, wrong, expected);
  return all;
}

function instant(name: string, text: string | undefined, rounding: 'down' | 'up'): string | undefined {
  if (text === undefined) return undefined;
  const read = readInstant(text, rounding);
  if (read === undefined) throw new InvalidParameterError(name, text, INSTANT_EXPECTED);
  return read;
}
