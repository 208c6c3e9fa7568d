import type { AdoptionRule } from '@tracker/reading';
import { eventOf, type EventDraft } from '@tracker/spec-kit';
import { boundsOf, GRADED_LATEST, HULL, sumBounds, type Bounds, type Quantity } from '@tracker/vocabulary';
import fc from 'fast-check';
import { testTables } from '../../../test/setup/test-tables';
import { CASUALTIES } from './attack.claims';
import { attacksModel } from './attack.rows';
import { addableFrom } from './harm.selection';
import { ListSeries, ListSeriesHandler } from './series.queries';
import { sumTotals } from './sum-totals';
import type { TotalAnswer } from './totals.answer';
import { sumClaims } from './totals.queries';

const SEED = 20250218;
const RUNS = 150;
const NIGHT = { from: '2025-02-18', to: '2025-02-18' };
const ALWAYS = { what: CASUALTIES, period: { from: '0001-01-01', to: '9999-12-31' } };

const tables = testTables(attacksModel);
let made = 0;

/** One report of wounded, or that one attack is part of another. */
type Told =
  | {
      readonly attack: number;
      readonly source: string;
      readonly grade?: 'B2' | 'C3';
      readonly side?: string;
      readonly wounded: Quantity;
      readonly day: string;
      readonly happened: boolean;
    }
  | { readonly attack: number; readonly whole: number };

const quantity: fc.Arbitrary<Quantity> = fc.oneof(
  fc.nat(20),
  fc.nat(20).map((min) => ({ qualifier: 'atLeast' as const, min })),
  fc.nat(20).map((best) => ({ qualifier: 'about' as const, best })),
  fc.constant({ qualifier: 'unknown' as const }),
  fc.constant({ qualifier: 'most' as const, of: 7 }),
);
const told: fc.Arbitrary<Told> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      attack: fc.nat(4),
      source: fc.constantFrom('a', 'b', 'c'),
      grade: fc.constantFrom('B2' as const, 'C3' as const, undefined),
      side: fc.constantFrom(undefined, undefined, 'actor-russia', 'actor-ukraine'),
      wounded: quantity,
      day: fc.constantFrom(NIGHT.from, NIGHT.from, '2025-02-20'),
      happened: fc.nat(5).map((draw) => draw > 0),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ attack: fc.nat(4), whole: fc.nat(4) }).filter(({ attack, whole }) => attack !== whole),
  },
);

const streamOf = (attack: number): string => `attack-${attack}`;

function draftOf(report: Told): EventDraft {
  const stream = streamOf(report.attack);
  if ('whole' in report)
    return eventOf('AttacksLinked', { other: streamOf(report.whole), relation: 'partOf' }, { stream });
  const { source, grade, side, wounded, day, happened } = report;
  const citation = { source: `source-${source}` as const, ...(grade ? { grade } : {}) };
  return eventOf(
    'CasualtiesReported',
    { wounded, ...(side ? { side } : {}) },
    { stream, occurred: day, citation, modality: happened ? 'realised' : 'planned' },
  );
}

interface Standing {
  readonly attack: number;
  readonly side: string | null;
  readonly day: string;
  readonly bounds: Bounds;
  /** Whether some source says how many. */
  readonly states: boolean;
}

/** The rules once more, told from the other end: walk the reports, keep what stands, adopt, select, drop what a whole states. */
function expected(reports: readonly Told[], rule: AdoptionRule, only?: string): readonly Standing[] {
  const adopted = adoptedOf(reports, rule).filter(({ day }) => only === undefined || day === only);
  const wholesOf = wholes(reports);
  const isAbove = (whole: number, part: number): boolean => {
    if (whole === part || !wholesOf(part).has(whole)) return false;
    return !wholesOf(whole).has(part) || whole < part;
  };
  return adopted.filter(
    (part) =>
      !adopted.some((whole) => {
        if (!whole.states) return false;
        if (whole.attack === part.attack) return whole.side === null && part.side !== null;
        return (
          isAbove(whole.attack, part.attack) && (whole.side === null || part.side === null || whole.side === part.side)
        );
      }),
  );
}

type Report = Exclude<Told, { readonly whole: number }>;

function adoptedOf(reports: readonly Told[], rule: AdoptionRule): readonly Standing[] {
  const standing = new Map<string, Map<string, { readonly report: Report; readonly at: number }>>();
  reports.forEach((report, at) => {
    if ('whole' in report || !report.happened) return;
    const rivals = `${report.attack} ${report.side ?? ''}`;
    standing.set(rivals, (standing.get(rivals) ?? new Map()).set(report.source, { report, at }));
  });
  return [...standing.values()].map((rivals) => {
    const inOrder = [...rivals.values()].sort(
      (one, other) => (one.report.grade ?? 'Z').localeCompare(other.report.grade ?? 'Z') || other.at - one.at,
    );
    const { attack, side = null, day } = inOrder[0]!.report;
    const told = (rule === HULL ? inOrder : inOrder.slice(0, 1)).map(({ report }) => report.wounded);
    const states = told.some((wounded) => typeof wounded === 'number' || wounded.qualifier !== 'unknown');
    return { attack, side, day, bounds: hullOf(told.map(boundsOf)), states };
  });
}

/** From the least to the greatest of what all say; what one of them leaves open is open. Of one alone, what it says. */
function hullOf(claims: readonly Bounds[]): Bounds {
  const all = (read: (bounds: Bounds) => number | null): number[] | null => {
    const values = claims.map(read);
    return values.includes(null) ? null : (values as number[]);
  };
  const [least, greatest, best] = [all(({ min }) => min), all(({ max }) => max), all(({ best: own }) => own)];
  return {
    min: least && Math.min(...least),
    max: greatest && Math.max(...greatest),
    best: best && new Set(best).size === 1 ? best[0]! : null,
  };
}

function wholes(reports: readonly Told[]): (attack: number) => ReadonlySet<number> {
  const links = reports.flatMap((report) => ('whole' in report ? [report] : []));
  return (attack) => {
    const found = new Set<number>();
    const walk = (part: number): void => {
      for (const { whole } of links.filter((link) => link.attack === part)) {
        if (found.has(whole)) continue;
        found.add(whole);
        walk(whole);
      }
    };
    walk(attack);
    return found;
  };
}

function expectSum(total: TotalAnswer | null | undefined, counted: readonly Standing[]): void {
  if (counted.length === 0) return expect(total).toBeNull();
  const { min, max, best, parts, openParts } = sumBounds(counted.map(({ bounds }) => bounds));
  expect(total).toMatchObject({ min, max, best, reports: parts, open: openParts });
}

it.each<AdoptionRule>([GRADED_LATEST, HULL])(
  `a total is the interval sum of values adopted by %s, no whole together with its parts (seed ${SEED})`,
  async (rule) => {
    const mix = { shadowed: 0, open: 0, empty: 0, circles: 0, rivals: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 25 }), async (reports) => {
        const conflict = `totals-${(made += 1)}`;
        await tables.project(conflict, reports.map(draftOf));
        const moment = { conflict, position: 1_000, on: '2025-02-19' };
        const asked = { what: ['wounded'], period: NIGHT } as const;
        const { totals, byPlace } = await sumClaims(tables.questions, moment, asked, { rule });
        const counted = expected(reports, rule, NIGHT.from);
        expectSum(totals['wounded'], counted);
        const addable = await addableFrom(tables.questions, moment, ALWAYS, { rule });
        const always = await sumClaims(tables.questions, moment, ALWAYS, { rule }, addable);
        expectSum(always.totals['wounded'], expected(reports, rule));
        // Places do not overlap: together they are the whole.
        const { text, min, max, best, open } = totals['wounded'] ?? {};
        if (counted.length > 0)
          expect(sumTotals(byPlace.map((group) => group.totals))['wounded']).toMatchObject({
            text,
            min,
            max,
            best,
            open,
          });
        const week = { ...asked, period: { from: '2025-02-10', to: '2025-02-28' } };
        const series = new ListSeries(moment, week, 'day', { limit: 100 }, { rule });
        const { items } = await new ListSeriesHandler(tables.questions).execute(series);
        // Each day of a series is what is answered about that day alone.
        expect(items.find(({ day }) => day === NIGHT.from)?.totals['wounded'] ?? null).toEqual(totals['wounded']);
        const selected = adoptedOf(reports, rule).filter(({ day }) => day === NIGHT.from);
        if (counted.length < selected.length) mix.shadowed += 1;
        if (counted.length === 0) mix.empty += 1;
        if (totals['wounded'] && totals['wounded'].open > 0) mix.open += 1;
        if (totals['wounded']?.qualifiers.includes('hull')) mix.rivals += 1;
        if ([0, 1, 2, 3, 4].some((attack) => wholes(reports)(attack).has(attack))) mix.circles += 1;
      }),
      { seed: SEED, numRuns: RUNS },
    );
    const { rivals, ...others } = mix;
    for (const count of Object.values(others)) expect(count).toBeGreaterThan(3);
    expect(rivals > 3).toBe(rule === HULL);
  },
  120_000,
);
