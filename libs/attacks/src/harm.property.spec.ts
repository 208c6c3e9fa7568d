import type { AdoptionRule, Moment } from '@tracker/reading';
import { eventOf, type EventDraft } from '@tracker/spec-kit';
import { GRADED_LATEST, HULL, type Quantity } from '@tracker/vocabulary';
import fc from 'fast-check';
import { testTables } from '../../../test/setup/test-tables';
import { CASUALTIES, DAMAGE, EVACUATIONS } from './attack.claims';
import { attacksModel } from './attack.rows';
import { claimSeries } from './claim-totals.sql';
import { adoptionBy } from './adoption.sql';
import { addedAttacks, judgedAttacks, type CountedKeys } from './counted.page';
import { GROUP_NAMES } from './groups.sql';
import { addableFrom, addingOf, sumParameters, type Addable } from './harm.selection';
import { selectionParameters, type Selection } from './selection';
import { sumClaims } from './totals.queries';

const SEED = 20250218;
const RUNS = 80;
const ALWAYS = { from: '0001-01-01', to: '9999-12-31' };
const SPRING = { from: '2025-02-17', to: '2025-05-31' };
const TALLIES = [CASUALTIES, CASUALTIES, DAMAGE, EVACUATIONS];

const tables = testTables(attacksModel);
let made = 0;

const quantity: fc.Arbitrary<Quantity> = fc.oneof(
  { weight: 4, arbitrary: fc.oneof({ weight: 60, arbitrary: fc.nat(20) }, fc.constant(3_000_000_000)) },
  fc.nat(20).map((min) => ({ qualifier: 'atLeast' as const, min })),
  fc.nat(20).map((best) => ({ qualifier: 'about' as const, best })),
  fc.nat(20).map((min) => ({ qualifier: 'range' as const, min, max: min + 3 })),
  fc.constantFrom({ qualifier: 'unknown' as const }, { qualifier: 'most' as const, of: 7 }),
);
const place = fc.constantFrom(undefined, 'place-dolynska', 'place-cherkasy');
const toll = fc.oneof(quantity, fc.record({ total: quantity, children: quantity, women: quantity, men: quantity }));
const optional = { requiredKeys: [] };

const told = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      type: fc.constant('CasualtiesReported'),
      data: fc
        .record(
          {
            killed: toll,
            wounded: toll,
            missing: quantity,
            side: fc.constantFrom(undefined, undefined, undefined, 'actor-ukraine'),
            place,
          },
          optional,
        )
        .filter(({ killed, wounded, missing }) => [killed, wounded, missing].some((some) => some !== undefined)),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('DamageReported'),
      data: fc.record({
        objects: quantity,
        objectKind: fc.constantFrom('residential', 'school'),
        level: fc.constant('light'),
        cause: fc.constant('debris'),
        place,
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('EvacuationReported'),
      data: fc.record({ persons: quantity, apartments: quantity, origin: place }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('StrikeReported'),
      data: fc.record({
        weapon: fc.constant('drone'),
        target: fc.constant('a house'),
        targetKind: fc.constant('residential'),
        attacker: fc.constant('actor-russia'),
        place: fc.constantFrom('place-dolynska', 'place-cherkasy'),
      }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('EventRetracted'),
      data: fc.record({ event: fc.integer({ min: 1, max: 3 }), reason: fc.constant('Recorded twice.') }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('AttacksLinked'),
      data: fc.record({ other: fc.nat(4).map((attack) => `attack-${attack}`), relation: fc.constant('partOf') }),
    }),
  },
);

const draft: fc.Arbitrary<EventDraft> = fc
  .record({
    attack: fc.nat(4),
    event: told,
    source: fc.constantFrom('a', 'b', 'c'),
    grade: fc.constantFrom('B2' as const, 'C3' as const, undefined),
    occurred: fc.constantFrom(
      '2025-02-18',
      '2025-02-18',
      '2025-02-17/2025-02-18',
      '2025-03-20',
      '2025-03',
      '2025',
      undefined,
    ),
    modality: fc.constantFrom(
      'realised' as const,
      'realised' as const,
      'realised' as const,
      'planned' as const,
      'negated' as const,
    ),
  })
  .filter(({ attack, event }) => !('other' in event.data && event.data.other === `attack-${attack}`))
  .map(({ attack, event: { type, data }, source, grade, occurred, modality }) =>
    eventOf(type, JSON.parse(JSON.stringify(data)) as object, {
      stream: `attack-${attack}`,
      occurred,
      modality,
      citation: { source: `source-${source}`, ...(grade ? { grade } : {}) },
    }),
  );

const cut: fc.Arbitrary<Omit<Selection, 'what'>> = fc.record({
  period: fc.constantFrom(null, ALWAYS, SPRING),
  place: fc.constantFrom(undefined, undefined, 'place-dolynska'),
  side: fc.constantFrom(undefined, undefined, undefined, 'actor-ukraine'),
  objectKind: fc.constantFrom(undefined, undefined, undefined, 'school'),
});

/** Rows of an attack come in any order. */
async function sorted(attacks: Promise<readonly CountedKeys[]>): Promise<readonly CountedKeys[]> {
  return (await attacks).map(({ selected, counted, ...attack }) => ({
    ...attack,
    selected: selected.toSorted(),
    counted: counted.toSorted(),
  }));
}

/** Every answer that can be added up from rows, from claims alone and as it is added up. */
async function answers(moment: Moment, selection: Selection, rule: AdoptionRule, addable: Addable) {
  const { questions } = tables;
  const pages = [
    { limit: 2 },
    { limit: 100, order: 'asc' as const },
    { limit: 3, after: ['2025-02-18T00:00:00Z', 'attack-3'] },
  ];
  const claims = selectionParameters(moment, selection);
  const counting = { adoption: adoptionBy(rule) };
  return {
    claims: await Promise.all([
      sumClaims(questions, moment, selection, { rule }),
      ...GROUP_NAMES.map((by) => questions.query(claimSeries({ ...counting, by }), claims)),
      ...pages.map((paging) => sorted(judgedAttacks(questions, moment, selection, paging, { rule }))),
    ]),
    rows: await Promise.all([
      sumClaims(questions, moment, selection, { rule }, addable),
      ...GROUP_NAMES.map((by) =>
        questions.query(claimSeries({ ...addingOf(addable), by }), [...sumParameters(addable)]),
      ),
      ...pages.map((paging) => sorted(addedAttacks(questions, moment, selection, paging, addable))),
    ]),
  };
}

it.each<AdoptionRule>([GRADED_LATEST, HULL])(
  `what rows add up to by %s is what claims add up to, now and then (seed ${SEED})`,
  async (rule) => {
    const mix = { linked: 0, rowless: 0, added: 0, several: 0 };
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 15, maxLength: 40, size: 'max' }),
        cut,
        fc.constantFrom(...TALLIES),
        fc.double({ min: 0.3, max: 1, noNaN: true }),
        async (events, selected, what, share) => {
          const conflict = `harm-${(made += 1)}`;
          await tables.project(conflict, events);
          const moment = { conflict, position: Math.ceil(events.length * share), on: '2025-02-19' };
          const selection = { ...selected, what };
          const addable = await addableFrom(tables.questions, moment, selection, { rule });
          const { claims, rows } = await answers(moment, selection, rule, addable!);
          expect(rows).toEqual(claims);
          mix.linked += addable!.judged.length - addable!.rowless.length;
          mix.rowless += addable!.rowless.length;
          const [counts]: readonly { readonly rows: number; readonly several: number }[] = await tables.questions.query(
            `select count(*)::integer as rows, (count(*) filter (where key <> ''))::integer as several
             from attacks_v3.casualties where conflict = $1`,
            [conflict],
          );
          mix.added += counts!.rows;
          mix.several += counts!.several;
        },
      ),
      { seed: SEED, numRuns: RUNS, endOnFailure: true },
    );
    for (const count of Object.values(mix)) expect(count).toBeGreaterThan(10);
  },
  120_000,
);
