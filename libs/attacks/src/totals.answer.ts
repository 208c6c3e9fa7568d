import { BEHIND_MAX } from '@tracker/reading';
import type { Counted } from './attack.claims';
import { grouped } from './claims.answer';
import { sayInterval } from './interval.answer';

/** A row of claimTotals or claimSeries. */
export interface SumRecord {
  readonly grouped: 'all' | 'place' | 'objectKind' | 'weapon';
  /** The place, kind of object, weapon, day or other group; null: not said. */
  readonly name: string | null;
  readonly what: Counted;
  readonly part: string;
  readonly min: number;
  readonly max: number | null;
  readonly best: number | null;
  readonly reports: number;
  readonly open: number;
  readonly unknown: number;
  readonly qualifiers: readonly string[];
  /** If it was asked why: with spaces between. */
  readonly events?: string;
  readonly silent: number | null;
  /** Of a series that is divided by them. */
  readonly weapon?: string | null;
  readonly model?: string | null;
}

/** A sum of intervals over attacks. */
export interface IntervalAnswer {
  /** `3`, `89 to 176`, `at least 3`; `unknown` where nothing bounds it. */
  readonly text: string;
  readonly min: number;
  /** Null: some report gives no upper bound. */
  readonly max: number | null;
  /** Null: some report gives no best number. */
  readonly best: number | null;
  /** Reports that were added. */
  readonly reports: number;
  /** Of these, those that leave a bound open, and those that say that it is not known. */
  readonly open: number;
  readonly unknown: number;
  /** How the reports put it: `most`, `about`, `exact`; `hull` where a value was made of several. */
  readonly qualifiers: readonly string[];
  /** If it was asked why: the events that count, BEHIND_MAX at most. */
  readonly events?: readonly string[];
}

/** What something comes to in a group. */
export interface SumAnswer extends IntervalAnswer {
  /** Parts of it, as far as told: `children`. */
  readonly parts: Readonly<Record<string, IntervalAnswer>>;
}

/** What something comes to over all attacks that say it. */
export interface TotalAnswer extends SumAnswer {
  /** Attacks of the selection that do not say it: they are not counted as 0. */
  readonly silent: number;
  /** Whether every attack of the selection says it, and with both bounds. */
  readonly complete: boolean;
}

/** By what is counted, `killed` or `destroyedOrJammed`. Null: nobody says, which is not 0. */
export type Totals<Sum = SumAnswer> = Readonly<Record<string, Sum | null>>;

/** Totals of a selection, and as far as it divides them, by place, kind of object and weapon. */
export interface TotalsAnswer {
  readonly totals: Totals<TotalAnswer>;
  readonly byPlace: readonly { readonly place: string | null; readonly totals: Totals }[];
  readonly byObjectKind: readonly { readonly objectKind: string; readonly totals: Totals }[];
  readonly byWeapon: readonly { readonly weapon: string; readonly totals: Totals }[];
}

export function totalsAnswer(what: readonly Counted[], records: readonly SumRecord[]): TotalsAnswer {
  return {
    totals: wholeTotals(
      what,
      records.filter((record) => record.grouped === 'all'),
    ),
    byPlace: groupsOf(what, records, 'place').map(({ name, totals }) => ({ place: name, totals })),
    byObjectKind: namedGroups(what, records, 'objectKind').map(({ name, totals }) => ({ objectKind: name, totals })),
    byWeapon: namedGroups(what, records, 'weapon').map(({ name, totals }) => ({ weapon: name, totals })),
  };
}

/** Totals with what is silent. `records` MUST be those of one group, as far as they are of all of it. */
export function wholeTotals(what: readonly Counted[], records: readonly SumRecord[]): Totals<TotalAnswer> {
  return totalsOf(what, records, (own) => {
    const { silent, open } = wholeOf(own);
    return { ...sumOf(own), silent: silent ?? 0, complete: silent === 0 && open === 0 };
  });
}

/** Totals without it. */
export function partTotals(what: readonly Counted[], records: readonly SumRecord[]): Totals {
  return totalsOf(what, records, sumOf);
}

interface Group {
  readonly name: string | null;
  readonly totals: Totals;
}

function groupsOf(what: readonly Counted[], records: readonly SumRecord[], by: SumRecord['grouped']): readonly Group[] {
  const groups = grouped(
    records.filter((record) => record.grouped === by),
    ({ name }) => name ?? '',
  );
  return groups.map((own) => ({ name: own[0]!.name, totals: partTotals(what, own) }));
}

/** Without the group of what has no name: every number has a place, known or not, but not every one a weapon. */
function namedGroups(what: readonly Counted[], records: readonly SumRecord[], by: SumRecord['grouped']) {
  return groupsOf(what, records, by).flatMap(({ name, totals }) => (name === null ? [] : [{ name, totals }]));
}

function totalsOf<Sum>(
  what: readonly Counted[],
  records: readonly SumRecord[],
  sum: (own: readonly SumRecord[]) => Sum,
): Totals<Sum> {
  return Object.fromEntries(
    what.map((counted) => {
      const own = records.filter((record) => record.what === counted);
      return [wordOf(counted), own.length === 0 ? null : sum(own)];
    }),
  );
}

function sumOf(records: readonly SumRecord[]): SumAnswer {
  const parts = records.filter(({ part }) => part !== '').map((record) => [record.part, interval(record)] as const);
  return { ...interval(wholeOf(records)), parts: Object.fromEntries(parts) };
}

/**
 * Of what is told in parts only, such as crossings of borders, the parts stand for the whole. As they may overlap, it is at least
 * the greatest of them and at most all of them.
 */
function wholeOf(records: readonly SumRecord[]): SumRecord {
  const whole = records.find(({ part }) => part === '');
  const [first, ...others] = records;
  if (whole || others.length === 0) return whole ?? first!;
  const max = records.every((record) => record.max !== null)
    ? records.reduce((sum, record) => sum + record.max!, 0)
    : null;
  return { ...first!, min: Math.max(...records.map(({ min }) => min)), max, best: null };
}

function interval({ min, max, best, reports, open, unknown, qualifiers, events }: SumRecord): IntervalAnswer {
  const sum = { text: sayInterval({ min, max, best }), min, max, best, reports, open, unknown, qualifiers };
  return events === undefined ? sum : { ...sum, events: [...new Set(events.split(' '))].slice(0, BEHIND_MAX) };
}

/** The word of an answer for what is counted: `destroyedOrJammed` for `destroyed_or_jammed`. */
export function wordOf(counted: Counted): string {
  return counted.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
