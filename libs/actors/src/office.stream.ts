import { defineStream, type RecordedEvent, type Warning } from '@tracker/event-store';
import { parseOccurred } from '@tracker/vocabulary';
import { OfficeAlreadyRegisteredError, OfficeNotRegisteredError, OfficePeriodsOverlapError } from './office.errors';
import { officeTypes, type OfficeEventOf } from './office.events';

type Registration = OfficeEventOf<'OfficeRegistered'>;
/** The position is there on every recorded one. */
export type Holding = OfficeEventOf<'OfficeHeld'> & Partial<Pick<RecordedEvent, 'position'>>;

/** What stands of an office: of one source the last it told of a holder and a time. */
export interface OfficeState {
  readonly registered: Registration | null;
  readonly holdings: readonly Holding[];
}

/**
 * One office. Stated periods of an exclusive one do not overlap, whoever states them: a source that contradicts is recorded by
 * when it saw somebody in office. Only what is certain of the dates counts, and the day of handing over belongs to both.
 */
export const officeStream = defineStream({
  kind: 'office',
  types: officeTypes,
  initial: { registered: null, holdings: [] } as OfficeState,
  evolve: {
    OfficeRegistered: (state, event) => ({ ...state, registered: state.registered ?? event }),
    OfficeHeld: (state, event) => ({
      ...state,
      holdings: [...state.holdings.filter((told) => !isReplaced(told, event)), event],
    }),
  },
  accept: {
    OfficeRegistered: ({ registered }, { stream }) => {
      if (registered) throw new OfficeAlreadyRegisteredError(stream, registered.data.title);
    },
    OfficeHeld: ({ registered, holdings }, event) => {
      if (!registered) throw new OfficeNotRegisteredError(event.stream);
      if (!registered.data.exclusive || !isReal(event)) return [];
      const others = holdings.filter((told) => isReal(told) && told.data.holder !== event.data.holder);
      const overlapping = others.find((told) => overlap(certainPeriod(told), certainPeriod(event)));
      if (overlapping) {
        throw new OfficePeriodsOverlapError(event.stream, said(event), {
          ...said(overlapping),
          version: overlapping.version,
        });
      }
      return seenMeanwhile(others, event);
    },
  },
});

/** One source telling again of one holder and one time: what it told last stands. */
function isReplaced(earlier: Holding, later: Holding): boolean {
  const sameSource = earlier.citation?.source === later.citation?.source;
  return sameSource && earlier.data.holder === later.data.holder && timeOf(earlier) === timeOf(later);
}

function timeOf({ data, occurred }: Holding): string | undefined {
  return data.from ?? occurred ?? data.to;
}

function isReal({ modality = 'realised' }: Holding): boolean {
  return modality === 'realised';
}

/** First and last day on which the holder certainly was in office by a stated period; null where it states none. */
interface CertainPeriod {
  readonly first: string;
  readonly last: string;
}

function certainPeriod({ data, occurred }: Holding): CertainPeriod | null {
  const seen = occurred === undefined ? undefined : parseOccurred(occurred);
  const begin = data.from === undefined ? undefined : parseOccurred(data.from);
  const end = data.to === undefined ? undefined : parseOccurred(data.to);
  if (!begin && !end) return null;
  const first = begin?.to ?? begin?.from ?? seen?.to ?? end?.from ?? end?.to;
  const last = end?.from ?? end?.to ?? seen?.from ?? begin?.to ?? begin?.from;
  if (first == null || last == null) return null;
  return first <= last ? { first, last } : { first, last: first };
}

function overlap(one: CertainPeriod | null, other: CertainPeriod | null): boolean {
  return one !== null && other !== null && one.first < other.last && other.first < one.last;
}

/** Somebody seen in office while another's stated period runs: no rule forbids what one source saw, but one of the two is wrong. */
function seenMeanwhile(others: readonly Holding[], event: Holding): readonly Warning[] {
  const seen = seenDay(event);
  const running = others.find((told) => isWithin(seen, told) || isWithin(seenDay(told), event));
  if (!running) return [];
  const { holder, from, to } = said(running);
  return [
    {
      code: 'office.seen_meanwhile',
      detail: `${event.stream}: ${event.data.holder} and ${holder} (version ${running.version}, from ${from ?? '(not stated)'} to ${to ?? '(not stated)'}) are both told to be in office at one time. Both are kept; correct the one that is wrong.`,
    },
  ];
}

function seenDay({ data, occurred }: Holding): string | null {
  const span = occurred === undefined || data.from !== undefined ? undefined : parseOccurred(occurred);
  return span?.precision === 'day' || span?.precision === 'instant' ? span.from : null;
}

function isWithin(day: string | null, { data, ...told }: Holding): boolean {
  const period = data.from !== undefined && data.to !== undefined ? certainPeriod({ data, ...told }) : null;
  return day !== null && period !== null && period.first < day && day < period.last;
}

function said({ data: { holder, from, to } }: Holding): {
  readonly holder: string;
  readonly from: string | null;
  readonly to: string | null;
} {
  return { holder, from: from ?? null, to: to ?? null };
}
