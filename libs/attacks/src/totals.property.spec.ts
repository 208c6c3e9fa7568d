import { eventOf, type EventDraft } from '@tracker/spec-kit';
import { boundsOf, sumBounds, type Quantity } from '@tracker/vocabulary';
import fc from 'fast-check';
import { testTables } from '../../../test/setup/test-tables';
import { attacksModel } from './attack.rows';
import { sumClaims } from './claims.queries';

const SEED = 20250218;
const RUNS = 150;
const NIGHT = { from: '2025-02-18', to: '2025-02-18' };

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
  readonly wounded: Quantity;
}

/** The rules once more, told from the other end: walk the reports, keep what stands, adopt, select, drop what a whole states. */
function expected(reports: readonly Told[]): readonly Standing[] {
  const adopted = adoptedOf(reports).filter(({ day }) => day === NIGHT.from);
  const wholesOf = wholes(reports);
  const states = (claim: Standing) => typeof claim.wounded === 'number' || claim.wounded.qualifier !== 'unknown';
  const isAbove = (whole: number, part: number): boolean => {
    if (whole === part || !wholesOf(part).has(whole)) return false;
    return !wholesOf(whole).has(part) || whole < part;
  };
  return adopted.filter(
    (part) =>
      !adopted.some((whole) => {
        if (!states(whole)) return false;
        if (whole.attack === part.attack) return whole.side === null && part.side !== null;
        return (
          isAbove(whole.attack, part.attack) && (whole.side === null || part.side === null || whole.side === part.side)
        );
      }),
  );
}

function adoptedOf(reports: readonly Told[]): readonly (Standing & { readonly day: string })[] {
  const standing = new Map<
    string,
    Map<string, { readonly report: Exclude<Told, { whole: number }>; readonly at: number }>
  >();
  reports.forEach((report, at) => {
    if ('whole' in report || !report.happened) return;
    const rivals = `${report.attack} ${report.side ?? ''}`;
    standing.set(rivals, (standing.get(rivals) ?? new Map()).set(report.source, { report, at }));
  });
  return [...standing.values()].map((rivals) => {
    const [best] = [...rivals.values()].sort(
      (one, other) => (one.report.grade ?? 'Z').localeCompare(other.report.grade ?? 'Z') || other.at - one.at,
    );
    const { attack, side = null, wounded, day } = best!.report;
    return { attack, side, wounded, day };
  });
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

it(`a total is the interval sum of adopted claims, no whole together with its parts (seed ${SEED})`, async () => {
  const mix = { shadowed: 0, open: 0, empty: 0, circles: 0 };
  await fc.assert(
    fc.asyncProperty(fc.array(told, { minLength: 1, maxLength: 25 }), async (reports) => {
      const conflict = `totals-${(made += 1)}`;
      await tables.project(conflict, reports.map(draftOf));
      const counted = expected(reports);
      const { totals } = await sumClaims(
        tables.questions,
        { conflict, position: 1_000, on: '2025-02-19' },
        { what: ['wounded'], period: NIGHT },
      );
      if (counted.length === 0) expect(totals['wounded']).toBeNull();
      else {
        const { min, max, best, parts, openParts } = sumBounds(counted.map(({ wounded }) => boundsOf(wounded)));
        expect(totals['wounded']).toMatchObject({ min, max, best, reports: parts, open: openParts });
      }
      const selected = adoptedOf(reports).filter(({ day }) => day === NIGHT.from).length;
      if (counted.length < selected) mix.shadowed += 1;
      if (counted.length === 0) mix.empty += 1;
      if (totals['wounded'] && totals['wounded'].open > 0) mix.open += 1;
      if ([0, 1, 2, 3, 4].some((attack) => wholes(reports)(attack).has(attack))) mix.circles += 1;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  for (const count of Object.values(mix)) expect(count).toBeGreaterThan(3);
}, 120_000);
