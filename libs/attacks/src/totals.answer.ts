import type { Counted } from './attack.claims';
import { grouped } from './claims.answer';
import { sayInterval } from './interval.answer';

/** A row of CLAIM_TOTALS. */
export interface SumRecord {
  readonly grouped: 'all' | 'place' | 'objectKind' | 'weapon';
  /** The place, kind of object or weapon of the group; null: not said. */
  readonly name: string | null;
  readonly what: Counted;
  readonly part: string;
  readonly min: number;
  readonly max: number | null;
  readonly best: number | null;
  readonly reports: number;
  readonly open: number;
  readonly silent: number | null;
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
  /** Of these, those that leave a bound open. */
  readonly open: number;
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
  const all = records.filter((record) => record.grouped === 'all');
  return {
    totals: totalsOf(what, all, (own) => {
      const { silent, open } = wholeOf(own);
      return { ...sumOf(own), silent: silent ?? 0, complete: silent === 0 && open === 0 };
    }),
    byPlace: groupsOf(what, records, 'place').map(({ name, totals }) => ({ place: name, totals })),
    byObjectKind: namedGroups(what, records, 'objectKind').map(({ name, totals }) => ({ objectKind: name, totals })),
    byWeapon: namedGroups(what, records, 'weapon').map(({ name, totals }) => ({ weapon: name, totals })),
  };
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
  return groups.map((own) => ({ name: own[0]!.name, totals: totalsOf(what, own, sumOf) }));
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
      return [camelCase(counted), own.length === 0 ? null : sum(own)];
    }),
  );
}

function sumOf(records: readonly SumRecord[]): SumAnswer {
  const parts = records.filter(({ part }) => part !== '').map((record) => [record.part, interval(record)] as const);
  return { ...interval(wholeOf(records)), parts: Object.fromEntries(parts) };
}

/** Of what is told in parts only, such as crossings of borders, the parts stand for the whole. */
function wholeOf(records: readonly SumRecord[]): SumRecord {
  return records.find(({ part }) => part === '') ?? records[0]!;
}

function interval({ min, max, best, reports, open }: SumRecord): IntervalAnswer {
  return { text: sayInterval({ min, max, best }), min, max, best, reports, open };
}

/** The word of an answer for a code: `destroyedOrJammed` for `destroyed_or_jammed`. */
function camelCase(code: string): string {
  return code.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
