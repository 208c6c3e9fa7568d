import 'reflect-metadata';
import { Ajv2020 } from 'ajv/dist/2020';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import fc, { type Arbitrary } from 'fast-check';
import { addVocabularyTo, AJV_OPTIONS } from './ajv-vocabulary';
import { BASES, Citation, Passage } from './citation';
import { isValidAs, type PayloadType } from './declarations';
import {
  IsCode,
  IsFlag,
  IsIso3,
  IsIssueKey,
  IsLanguage,
  IsNames,
  IsOccurred,
  IsPoint,
  IsQuantity,
  IsReference,
  IsSha256,
  IsShape,
  IsText,
  IsUrl,
  IsWholeNumber,
  MayBeOmitted,
} from './fields';
import { jsonSchemaOf } from './json-schema';
import { IsEither, IsEitherList, IsPart, IsPartList, IsReferenceList, IsTextList } from './lists';
import { QUALIFIERS } from './quantity';
import { QUANTITY } from './quantity.shape';
import { AtLeastOneOf, MustHold } from './rules';

const SEED = 20250218;

class Named {
  @IsReference('actor') readonly actor!: string;
  @MayBeOmitted() @IsReference('office') readonly office?: string;
}
class Unnamed {
  @IsText() readonly unnamed!: string;
  @MayBeOmitted() @IsQuantity() readonly count?: unknown;
}
/** Overlaps with Named: an object that is valid as both matches neither. */
class Anybody {
  @MayBeOmitted() @IsReference('actor') readonly actor?: string;
  @MayBeOmitted() @IsFlag() readonly host?: boolean;
}
class Base {
  @IsText('Title.', { max: 5 }) readonly title!: string;
  @MayBeOmitted() @IsWholeNumber('Rounds.', { min: 1, max: 20, unit: 'rounds' }) readonly rounds?: number;
}
@AtLeastOneOf('flag', 'iso3', 'either')
@MustHold(
  'agreement_spec_rounds',
  'rounds above 3 with a flag',
  ({ flag, rounds }) => flag !== true || typeof rounds !== 'number' || rounds > 3,
)
class Everything extends Base {
  @IsWholeNumber('Rounds, which this one has to tell.') declare readonly rounds: number;
  @MayBeOmitted() @IsCode(['drone', 'missile']) readonly code?: string;
  @MayBeOmitted() @IsReference(['actor', 'place', 'conflict']) readonly reference?: string;
  @MayBeOmitted() @IsReferenceList('place', 'Where.', { min: 1, max: 3 }) readonly references?: readonly string[];
  @MayBeOmitted() @IsQuantity('How many.', { unit: 'drones' }) readonly quantity?: unknown;
  @MayBeOmitted() @IsOccurred() readonly occurred?: string;
  @MayBeOmitted() @IsPoint() readonly point?: unknown;
  @MayBeOmitted() @IsIso3() readonly iso3?: string;
  @MayBeOmitted() @IsLanguage() readonly language?: string;
  @MayBeOmitted() @IsIssueKey() readonly issue?: string;
  @MayBeOmitted() @IsNames() readonly names?: unknown;
  @MayBeOmitted() @IsFlag() readonly flag?: boolean;
  @MayBeOmitted() @IsTextList('Texts.', { min: 1, max: 3 }) readonly texts?: readonly string[];
  @MayBeOmitted() @IsSha256() readonly sha256?: string;
  @MayBeOmitted() @IsUrl() readonly url?: string;
  @MayBeOmitted() @IsPart(() => Passage) readonly part?: Passage;
  @MayBeOmitted() @IsPartList(() => Passage, 'Passages.', { min: 1, max: 2 }) readonly parts?: readonly Passage[];
  @MayBeOmitted() @IsEither(() => [Named, Unnamed, Anybody]) readonly either?: unknown;
  @MayBeOmitted()
  @IsEitherList(() => [Named, Unnamed], 'At the table.', { max: 2 })
  readonly eithers?: readonly unknown[];
  @MayBeOmitted()
  @IsShape(
    'Toll',
    () => ({ anyOf: [QUANTITY.schema(), { const: 'all' }] }),
    (value) => value === 'all' || QUANTITY.holds(value),
  )
  readonly toll?: unknown;
}

const count = fc.oneof(fc.nat(200), fc.constantFrom(0, 1, Number.MAX_SAFE_INTEGER));
const text = fc.oneof(fc.string({ minLength: 1, maxLength: 5 }), fc.constantFrom('🛩🛩🛩🛩🛩', 'a slew', '\ud800', ' x '));
const actor = fc.constantFrom('actor-russia', 'actor-ukraine', `actor-${'a'.repeat(114)}`);
const place = fc.constantFrom('place-riyadh', 'place-dolynska', 'place-cherkasy', 'place-istanbul');
const source = fc.constantFrom('source-ukrainian-air-force', 'source-kpi', 'source-reuters');
const occurred = fc.constantFrom(
  '2025-02-18',
  '2025-02-17/2025-02-18',
  '2023~',
  '/2025-02-19',
  '2025-02-18T09:00+02:00',
);
const quantity = fc.oneof(
  count,
  fc
    .record(
      { qualifier: fc.constantFrom(...QUALIFIERS), best: count, min: count, max: count, of: count, words: text },
      { requiredKeys: ['qualifier'] },
    )
    .map((value) => value as unknown),
  fc.constantFrom<unknown>(
    { qualifier: 'most', of: 176 },
    { qualifier: 'range', min: 3, max: 9, best: 5 },
    { qualifier: 'some', words: 'a slew' },
  ),
);
const passage = fc
  .tuple(fc.nat(99), fc.integer({ min: 1, max: 99 }), fc.option(text))
  .map(([start, length, words]) => ({
    start,
    end: start + length,
    ...(words === null ? {} : { text: words }),
  }));
const named = fc.record({ actor, office: fc.constant('office-us-secretary-of-state') }, { requiredKeys: ['actor'] });
const unnamed = fc.record({ unnamed: text, count: quantity }, { requiredKeys: ['unnamed'] });
const list = <T>(item: Arbitrary<T>, max: number): Arbitrary<T[]> => fc.array(item, { minLength: 1, maxLength: max });

const citation = fc.record(
  {
    source,
    via: fc.uniqueArray(source, { maxLength: 2 }),
    report: fc.constant('report-riyadh-talks'),
    passages: fc.array(passage, { maxLength: 2 }),
    grade: fc.constantFrom('A1', 'B2', 'F6'),
    reportedAt: occurred,
    basis: fc.constantFrom(...BASES),
    note: text,
  },
  { requiredKeys: ['source'] },
);

const everything = fc.record(
  {
    title: fc.oneof(text, fc.constant('Riyad')),
    rounds: fc.integer({ min: 4, max: 20 }),
    code: fc.constantFrom('drone', 'missile'),
    reference: fc.oneof(actor, place, fc.constant('conflict')),
    references: fc.uniqueArray(place, { minLength: 1, maxLength: 3 }),
    quantity: fc.oneof(count, quantity),
    occurred,
    point: fc.record({ lon: fc.double({ min: -180, max: 180, noNaN: true }), lat: fc.integer({ min: -90, max: 90 }) }),
    iso3: fc.constantFrom('UKR', 'RUS', 'SAU'),
    language: fc.constantFrom('en', 'uk', 'sr-Latn', 'zh-Hant-TW', 'de-1996'),
    issue: fc.constantFrom('ukraine-at-the-table', 'elections'),
    names: fc.constantFrom({ uk: 'Долинська' }, { en: 'Riyadh', ar: 'الرياض' }),
    flag: fc.boolean(),
    texts: list(text, 3),
    sha256: fc.constant('0f'.repeat(32)),
    url: fc.constantFrom('https://example.org/a?b=c#d', 'http://[::1]:80/'),
    part: passage,
    parts: list(passage, 2),
    either: fc.oneof(unnamed, fc.constantFrom({ host: true }, { actor: 'actor-russia', office: 'office-president' })),
    eithers: fc.array(fc.oneof(named, unnamed), { maxLength: 2 }),
    toll: fc.oneof(fc.constant('all'), quantity),
  },
  { requiredKeys: ['title', 'rounds'] },
);

const junk = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    ' ',
    0,
    -0,
    -1,
    1.5,
    1e21,
    2 ** 53,
    true,
    [],
    {},
    [null],
    [[]],
    'UKA',
    'drones',
    'EN',
    '2025-02-30',
    'Z9',
  ),
  fc.constantFrom<unknown>(
    '2025-02-18T10:00',
    'actor-',
    'place-a\n',
    'conflict',
    'https://',
    'http:///x',
    'ftp://a.b',
    'https://a b',
    `actor-${'a'.repeat(115)}`,
    '🛩🛩🛩🛩🛩🛩',
    'x'.repeat(4001),
  ),
  fc.constantFrom<unknown>(
    { qualifier: 'constructor' },
    { actor: 'actor-russia' },
    { EN: 'x' },
    { uk: '' },
    ['place-a', 'place-a'],
    { lon: 181, lat: 0 },
  ),
  quantity,
  passage,
  actor,
  fc.jsonValue({ maxDepth: 2 }),
);

interface Mutation {
  readonly picks: readonly number[];
  readonly how: 'replace' | 'remove' | 'add' | 'repeat';
  readonly key: string;
  readonly junk: unknown;
}
const mutationWith = (keys: readonly string[]): Arbitrary<Mutation> =>
  fc.record({
    picks: fc.array(fc.nat(50), { minLength: 1, maxLength: 4 }),
    how: fc.constantFrom('replace', 'remove', 'add', 'repeat'),
    key: fc.constantFrom(...keys),
    junk,
  });

/** Changes one place in a copy of the value, as deep as there are picks. */
function mutate(value: unknown, { picks, how, key, junk: other }: Mutation): unknown {
  const [pick = 0, ...deeper] = picks;
  if (typeof value !== 'object' || value === null) return how === 'replace' ? other : value;
  const keys = Object.keys(value);
  const at = keys[pick % Math.max(keys.length, 1)];
  const copy = (Array.isArray(value) ? [...(value as readonly unknown[])] : { ...value }) as Record<string, unknown>;
  if (how === 'add' && deeper.length === 0) return Array.isArray(copy) ? [...copy, other] : withKey(copy, key, other);
  if (at === undefined) return copy;
  if (deeper.length > 0 && typeof copy[at] === 'object')
    copy[at] = mutate(copy[at], { picks: deeper, how, key, junk: other });
  else if (how === 'remove' && !Array.isArray(copy)) delete copy[at];
  else if (how === 'repeat' && Array.isArray(copy)) copy.push(copy[at]);
  else copy[at] = other;
  return copy;
}

function withKey(target: Record<string, unknown>, key: string, value: unknown): unknown {
  return Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
}

function sample(valid: Arbitrary<object>, keys: readonly string[]): Arbitrary<Record<string, unknown>> {
  const mutations = fc.array(mutationWith(keys), { maxLength: 2 });
  return fc
    .tuple(valid, mutations)
    .map(([value, changes]) => changes.reduce<unknown>(mutate, value))
    .filter(
      (value): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value),
    );
}

function compiled(type: PayloadType): (value: unknown) => boolean {
  const ajv = new Ajv2020(AJV_OPTIONS);
  addVocabularyTo(ajv);
  return ajv.compile(jsonSchemaOf(type)) as (value: unknown) => boolean;
}

describe.each<[string, new () => object, Arbitrary<object>]>([
  ['Citation', Citation, citation],
  ['a class with every decorator', Everything, everything],
])('%s', (_, type, valid) => {
  const check = compiled(type);

  test('gets one verdict from class-validator and from its schema, whatever is sent', () => {
    const verdicts = { true: 0, false: 0 };
    fc.assert(
      fc.property(sample(valid, ['note', 'code', 'quantity', 'surplus', 'lon', 'words', 'EN']), (value) => {
        const verdict = validateSync(plainToInstance(type, value) as object).length === 0;
        verdicts[`${verdict}`] += 1;
        expect({ value, verdict }).toEqual({ value, verdict: check(value) });
      }),
      { seed: SEED, numRuns: 4000 },
    );
    expect(Math.min(verdicts.true, verdicts.false)).toBeGreaterThan(500);
  });

  test('gets one verdict on properties named like those every object has', () => {
    fc.assert(
      fc.property(sample(valid, ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then']), (value) => {
        const verdict = isValidAs(type, value);
        expect({ value, verdict }).toEqual({ value, verdict: check(value) });
      }),
      { seed: SEED, numRuns: 2000 },
    );
  });

  test('refuses __proto__ as an own property and takes an object without a prototype', () => {
    fc.assert(
      fc.property(valid, (value) => {
        const bare = Object.assign(Object.create(null), value) as object;
        expect(check(bare)).toBe(check(value));
        expect(check(withKey({ ...value }, '__proto__', {}))).toBe(false);
      }),
      { seed: SEED, numRuns: 200 },
    );
  });
});

test('the sample of every decorator sets every property at times', () => {
  const seen = new Set(fc.sample(everything, { seed: SEED, numRuns: 200 }).flatMap((value) => Object.keys(value)));
  expect([...seen].sort()).toEqual(Object.keys(jsonSchemaOf(Everything)['properties'] as object).sort());
});
