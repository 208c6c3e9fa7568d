import { parse, type ParsedDate, type ParsedInterval } from 'edtf';
import { daysInMonth, hasDay, type Day } from './days';

/** Why a text is no `Occurred`, with what to write instead. Codes are stable. */
export interface OccurredFault {
  readonly code:
    | 'occurred.malformed'
    | 'occurred.no_offset'
    | 'occurred.no_such_day'
    | 'occurred.no_such_time'
    | 'occurred.reversed'
    | 'occurred.says_nothing'
    | 'occurred.year_out_of_range';
  readonly detail: string;
}

type Grain = 'instant' | 'day' | 'month' | 'season' | 'year' | 'decade' | 'century';

/** A stated start or end: the days and the UTC seconds that it may mean, first and last. */
interface StatedBoundary {
  readonly firstDay: Day;
  readonly lastDay: Day;
  readonly firstSecond: string;
  readonly lastSecond: string;
  readonly precision: Grain;
  readonly approximate: boolean;
  readonly uncertain: boolean;
}
export type Boundary = StatedBoundary | 'unknown' | 'open';

/** A text as read. A single time is its own start and end. */
export interface Reading {
  readonly start: Boundary;
  readonly end: Boundary;
  readonly range: boolean;
}

/** Two instants with seconds and offset are 51 characters; nothing valid is longer. */
const CHARACTERS_MAX = 51;
const DAYS = /^(\d{4}-\d{2}-\d{2})(?:\/(\d{4}-\d{2}-\d{2}))?$/;
const INSTANT = /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2})(?::(\d{2}))?(Z|[+-]\d{2}:\d{2})?$/;
const CLOCK = /\d:\d|T\d/;
/** No place on earth is further from UTC. */
const OFFSET_MINUTES_MAX = 14 * 60;
const FORMS =
  'Write a day (2025-02-18), a range (2025-02-17/2025-02-18), a month or year (2025-02, 2025), any of them with ~ for about or ? for uncertain, or an instant with offset (2025-02-18T09:00+02:00).';

/** Reads an `Occurred`, or says why it is none. */
export function readOccurred(text: string): Reading | OccurredFault {
  if (text.length > CHARACTERS_MAX)
    return fault('occurred.malformed', `A time has at most ${CHARACTERS_MAX} characters. ${FORMS}`);
  const days = DAYS.exec(text);
  if (days) return joined(readDay(String(days[1])), days[2] === undefined ? undefined : readDay(days[2]));
  return CLOCK.test(text) ? readInstants(text) : readEdtf(text);
}

function joined(start: Boundary | OccurredFault, end?: Boundary | OccurredFault): Reading | OccurredFault {
  if (isFault(start)) return start;
  if (end === undefined) return { start, end: start, range: false };
  if (isFault(end)) return end;
  if (typeof start === 'string' && typeof end === 'string') {
    return fault(
      'occurred.says_nothing',
      'It has neither a start nor an end. Leave the field out if the source does not say when.',
    );
  }
  if (typeof start !== 'string' && typeof end !== 'string' && start.firstSecond > end.lastSecond) {
    return fault(
      'occurred.reversed',
      `It ends before it begins: ${start.firstSecond} is after ${end.lastSecond}. Put the earlier time first.`,
    );
  }
  return { start, end, range: true };
}

function readDay(day: string): Boundary | OccurredFault {
  return boundary('day', day, day) ?? noSuchDay(day);
}

function readInstants(text: string): Reading | OccurredFault {
  const [start, end, ...more] = text.split('/');
  if (start === undefined || more.length > 0) return fault('occurred.malformed', `A range has one slash. ${FORMS}`);
  return joined(readInstant(start, end !== undefined), end === undefined ? undefined : readInstant(end, true));
}

function readInstant(text: string, inRange: boolean): Boundary | OccurredFault {
  if (inRange && text === '') return 'unknown';
  if (inRange && text === '..') return 'open';
  const parts = INSTANT.exec(text);
  if (!parts) return malformedInstant(text);
  const [, day, hour, minute, second = '00', offset] = parts;
  if (offset === undefined) return noOffset();
  if (!isRealDay(String(day))) return noSuchDay(String(day));
  const minutes = offset === 'Z' ? 0 : Number(offset.slice(1, 3)) * 60 + Number(offset.slice(4));
  const real = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60 && minutes <= OFFSET_MINUTES_MAX;
  if (!real || offset === '-00:00' || (offset !== 'Z' && Number(offset.slice(4)) > 59)) {
    return fault(
      'occurred.no_such_time',
      `There is no time ${text}: hours go to 23, minutes and seconds to 59, offsets to 14:00, and UTC is Z.`,
    );
  }
  const utc = new Date(Date.parse(`${day}T${hour}:${minute}:${second}${offset}`)).toISOString();
  if (!/^(?!0000)\d{4}-/.test(utc)) return yearOutOfRange(text);
  const at = `${utc.slice(0, 19)}Z`;
  return {
    firstDay: String(day),
    lastDay: String(day),
    firstSecond: at,
    lastSecond: at,
    precision: 'instant',
    approximate: false,
    uncertain: false,
  };
}

function malformedInstant(text: string): OccurredFault {
  if (DAYS.test(text))
    return fault(
      'occurred.malformed',
      `${text} is a day beside an instant. Write both as days, or both as instants with offset.`,
    );
  if (/\d:\d\d(?::\d\d)?$/.test(text) && !/[+-]\d\d:\d\d$/.test(text)) return noOffset();
  return fault(
    'occurred.malformed',
    `${text} is no instant. Write it as 2025-02-18T09:00+02:00 or 2025-02-18T07:00:00Z, in whole seconds.`,
  );
}

function readEdtf(text: string): Reading | OccurredFault {
  let parsed: ParsedDate | ParsedInterval;
  try {
    parsed = parse(text, { level: 1 });
  } catch {
    // The parser's own message is a table of its grammar; what it cannot read is told by what can be read.
    return malformedEdtf(text);
  }
  if (parsed.type !== 'Interval') return joined(readParsed(parsed));
  const [start, end] = parsed.values;
  return joined(readSide(start), readSide(end));
}

function malformedEdtf(text: string): OccurredFault {
  const [, month] = /^\d{4}-(\d\d)(?!\d)/.exec(text) ?? [];
  const impossible = /(?:^|\/)(\d{4}-\d{2}-\d{2})/.exec(text)?.[1];
  if (impossible !== undefined && !isRealDay(impossible)) return noSuchDay(impossible);
  if (month !== undefined && (Number(month) < 1 || Number(month) > 24 || (Number(month) > 12 && Number(month) < 21))) {
    return fault(
      'occurred.no_such_day',
      `There is no month ${month}: months are 01 to 12, and 21 to 24 are spring to winter.`,
    );
  }
  return fault('occurred.malformed', `It is no EDTF of level 1. ${FORMS}`);
}

function readSide(side: ParsedDate | number | null): Boundary | OccurredFault {
  if (side === null) return 'unknown';
  return typeof side === 'number' ? 'open' : readParsed(side);
}

/** Bits of the digits written X, as the parser gives them. */
const CENTURY_BITS = 12;
const DECADE_BITS = 8;
const MONTH_BITS = 48;
const DAY_BITS = 192;

function readParsed(date: ParsedDate): Boundary | OccurredFault {
  const [year = 0, month, day] = date.values;
  const bits = date.unspecified ?? 0;
  const has = (mask: number): boolean => (bits & mask) === mask;
  const flags = { approximate: date.approximate === true, uncertain: date.uncertain === true };
  const years = (last: number, grain: Grain): Boundary | OccurredFault =>
    boundary(grain, `${padded(year)}-01-01`, `${padded(last)}-12-31`, flags) ?? yearOutOfRange(String(year));

  if (date.type === 'Year' || year < 0) return yearOutOfRange(String(year));
  if (has(CENTURY_BITS)) return years(year + 99, 'century');
  if (has(DECADE_BITS)) return years(year + 9, 'decade');
  // A season has no months of its own until the hemisphere is known, so its year is all that is certain.
  if (date.type === 'Season') return years(year, 'season');
  if (month === undefined || has(MONTH_BITS)) return years(year, 'year');
  const start = `${padded(year)}-${String(month + 1).padStart(2, '0')}`;
  if (day === undefined || has(DAY_BITS)) {
    return (
      boundary('month', `${start}-01`, `${start}-${daysInMonth(year, month + 1)}`, flags) ??
      yearOutOfRange(String(year))
    );
  }
  const written = `${start}-${String(day).padStart(2, '0')}`;
  return boundary('day', written, written, flags) ?? noSuchDay(written);
}

function boundary(
  precision: Grain,
  firstDay: Day,
  lastDay: Day,
  flags: Pick<StatedBoundary, 'approximate' | 'uncertain'> = { approximate: false, uncertain: false },
): StatedBoundary | undefined {
  if (!isRealDay(firstDay) || !isRealDay(lastDay)) return undefined;
  return {
    precision,
    firstDay,
    lastDay,
    firstSecond: `${firstDay}T00:00:00Z`,
    lastSecond: `${lastDay}T23:59:59Z`,
    ...flags,
  };
}

function isRealDay(day: string): boolean {
  const year = Number(day.slice(0, 4));
  return year >= 1 && hasDay(year, Number(day.slice(5, 7)), Number(day.slice(8, 10)));
}

function padded(year: number): string {
  return String(year).padStart(4, '0');
}

function isFault(side: Boundary | OccurredFault): side is OccurredFault {
  return typeof side !== 'string' && 'code' in side;
}

function fault(code: OccurredFault['code'], detail: string): OccurredFault {
  return { code, detail };
}

function noOffset(): OccurredFault {
  return fault(
    'occurred.no_offset',
    'A clock time without an offset from UTC does not say when it was. Add the offset, as in 2025-02-18T09:00+02:00, or give the day alone.',
  );
}

function noSuchDay(day: string): OccurredFault {
  if (day.startsWith('0000')) return yearOutOfRange('0000');
  return fault('occurred.no_such_day', `There is no day ${day} in the calendar. Look at the month and the day.`);
}

function yearOutOfRange(year: string): OccurredFault {
  return fault('occurred.year_out_of_range', `${year} is outside the years 0001 to 9999 that can be recorded.`);
}
