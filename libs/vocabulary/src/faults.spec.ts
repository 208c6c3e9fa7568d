import 'reflect-metadata';
import { Ajv2020 } from 'ajv/dist/2020';
import { addVocabularyTo, AJV_OPTIONS } from './ajv-vocabulary';
import { Citation } from './citation';
import { describeFaults, type ValueFault } from './faults';
import { IsCode, IsNames, IsOccurred, IsQuantity, IsReference, IsText, MayBeOmitted } from './fields';
import { jsonSchemaOf } from './json-schema';
import { IsEither, IsEitherList, IsReferenceList } from './lists';
import { AtLeastOneOf } from './rules';

class NamedAttendee {
  @IsReference('actor', 'Who.') readonly actor!: string;
  @MayBeOmitted() @IsReference('office', 'As what.') readonly office?: string;
}
class UnnamedAttendee {
  @IsText('Who, as the source has it.') readonly unnamed!: string;
  @IsReference('actor', 'Whom they represent.') readonly delegation!: string;
  @MayBeOmitted() @IsQuantity('How many.') readonly count?: unknown;
}
@AtLeastOneOf('launched', 'present')
class Payload {
  @MayBeOmitted() @IsQuantity('Drones launched.', { unit: 'drones' }) readonly launched?: unknown;
  @MayBeOmitted()
  @IsEitherList(() => [NamedAttendee, UnnamedAttendee], 'At the table.')
  readonly present?: readonly unknown[];
  @MayBeOmitted() @IsCode(['drone', 'missile'], 'What flew.') readonly weapon?: string;
  @MayBeOmitted() @IsReferenceList('place', 'Toward.') readonly toward?: readonly string[];
  @MayBeOmitted() @IsNames() readonly names?: unknown;
  @MayBeOmitted() @IsOccurred('When.') readonly when?: string;
}

const ajv = new Ajv2020(AJV_OPTIONS);
addVocabularyTo(ajv);
const check = ajv.compile({
  type: 'object',
  additionalProperties: false,
  required: ['citation', 'data'],
  properties: { citation: jsonSchemaOf(Citation), data: jsonSchemaOf(Payload) },
});

function faultsOf(data: unknown, citation: unknown = { source: 'source-kpi' }): readonly ValueFault[] {
  const event = { citation, data };
  check(event);
  return describeFaults(check.errors, event);
}

test('what is right has no fault', () => {
  expect(faultsOf({ launched: 176 })).toEqual([]);
});

describe('a quantity has one fault, at its own place', () => {
  test.each([
    ['many'],
    [-1],
    [1.5],
    [null],
    [[]],
    [{}],
    [{ qualifier: 'lots' }],
    [{ qualifier: 'most' }],
    [{ qualifier: 'range', min: 3, max: 1 }],
  ])('as %j', (launched) => {
    const faults = faultsOf({ launched });
    expect(faults).toMatchObject([{ pointer: '/data/launched', code: 'field.no_match' }]);
    expect(faults[0]?.detail).toContain(
      `found ${JSON.stringify(launched)}, expected a whole number of 0 or more, or an object with a qualifier: exact {best}`,
    );
    expect(faults[0]?.detail).toContain('(Drones launched)');
  });

  test('that tells what its qualifier wants', () => {
    expect(faultsOf({ launched: { qualifier: 'most' } })[0]?.detail).toMatch(
      /Taken for most, \/of: it is missing, expected a whole number of 1 or more$/,
    );
    expect(faultsOf({ launched: { qualifier: 'range', min: 3, max: 1 } })[0]?.detail).toMatch(
      /Taken for range, .* expected min <= max, and best between them$/,
    );
    expect(faultsOf({ launched: { qualifier: 'lots' } })[0]?.detail).not.toContain('Taken for');
  });

  test('that tells how to write a number', () => {
    expect(faultsOf({ launched: '176' })[0]?.detail).toMatch(/Write the number without quotation marks: 176$/);
  });
});

test('a union has one fault, which tells what the nearest member lacks', () => {
  const faults = faultsOf({
    present: [{ actor: 'actor-russia' }, { actor: 'actor-russia', ofice: 'office-president' }, 5],
  });
  expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([
    ['/data/present/1', 'field.no_match'],
    ['/data/present/2', 'field.no_match'],
  ]);
  expect(faults[0]?.detail).toContain(
    'expected exactly one of an object {actor, office?} or an object {unnamed, delegation, count?}',
  );
  expect(faults[0]?.detail).toMatch(
    /Taken for NamedAttendee, \/ofice: there is no property "ofice" here\. Did you mean office\?$/,
  );
  expect(faults[1]?.detail).not.toContain('Taken for');
});

test('a quantity inside a union is told too', () => {
  const [fault] = faultsOf({
    present: [{ unnamed: 'aides', delegation: 'actor-russia', count: { qualifier: 'most' } }],
  });
  expect(fault?.detail).toContain('Taken for UnnamedAttendee, /count: found {"qualifier":"most"}');
  expect(fault?.detail).toContain('Taken for most, /of: it is missing');
});

test('a value that two members of a union take is told so', () => {
  class Host {
    @MayBeOmitted() @IsText('Name.') readonly name?: string;
  }
  class Guest {
    @MayBeOmitted() @IsText('Name.') readonly name?: string;
    @MayBeOmitted() @IsReference('actor', 'Who.') readonly actor?: string;
  }
  class Visit {
    @IsEither(() => [Host, Guest], 'Who came.') readonly who!: unknown;
  }
  const visit = ajv.compile(jsonSchemaOf(Visit));
  expect(visit({ who: { actor: 'actor-russia' } })).toBe(true);
  expect(visit({ who: { name: 'Rubio' } })).toBe(false);
  expect(describeFaults(visit.errors, { who: { name: 'Rubio' } })[0]?.detail).toMatch(/It fits more than one of them$/);
});

test('a missing property is told at the place where it should be', () => {
  expect(faultsOf({ launched: 1 }, {})).toEqual([
    {
      pointer: '/citation/source',
      code: 'field.missing',
      detail:
        'it is missing, expected the id of a stream of kind source, such as source-name: lower-case words and hyphens, at most 120 bytes (Who says so. For a statement: who vouches that the words were said)',
    },
  ]);
});

test('an unknown property is told with the name that was probably meant, or with all there are', () => {
  expect(faultsOf({ launched: 1, wepon: 'drone' })).toEqual([
    {
      pointer: '/data/wepon',
      code: 'field.unknown',
      detail: 'there is no property "wepon" here. Did you mean weapon?',
    },
  ]);
  expect(faultsOf({ launched: 1, 'a/b~c': 1 })).toEqual([
    {
      pointer: '/data/a~1b~0c',
      code: 'field.unknown',
      detail: 'there is no property "a/b~c" here. There are launched, present, weapon, toward, names, when',
    },
  ]);
});

test.each<[string, object, ValueFault]>([
  [
    'a code lists the codes',
    { weapon: 'bomb' },
    {
      pointer: '/data/weapon',
      code: 'field.not_a_code',
      detail: 'found "bomb", expected one of drone, missile (What flew)',
    },
  ],
  [
    'a clock time is told to add its offset',
    { when: '2025-02-18T10:00' },
    {
      pointer: '/data/when',
      code: 'occurred.no_offset',
      detail:
        'found "2025-02-18T10:00". A clock time without an offset from UTC does not say when it was. Add the offset, as in 2025-02-18T09:00+02:00, or give the day alone.',
    },
  ],
  [
    'a wrong key is told at its place',
    { names: { UK: 'Долинська' } },
    {
      pointer: '/data/names/UK',
      code: 'field.malformed',
      detail: 'found the key "UK", expected a language tag of BCP 47, such as en, uk or sr-Latn',
    },
  ],
])('%s', (_, data, fault) => {
  expect(faultsOf({ launched: 1, ...data })).toEqual([fault]);
});

test('a rule over several properties is told at the object', () => {
  expect(faultsOf({ weapon: 'drone' })).toEqual([
    {
      pointer: '/data',
      code: 'field.no_match',
      detail: 'found {"weapon":"drone"}, expected at least one of launched, present',
    },
  ]);
  expect(faultsOf({ launched: 1 }, { source: 'source-kpi', passages: [{ start: 3, end: 3 }] })).toEqual([
    {
      pointer: '/citation/passages/0',
      code: 'field.contradicts',
      detail: 'found {"start":3,"end":3}, expected end greater than start: end is the place after the last character',
    },
  ]);
});

test('text that breaks two keywords has one fault', () => {
  expect(faultsOf({ launched: 1 }, { source: 'source-kpi', note: '' })).toEqual([
    {
      pointer: '/citation/note',
      code: 'field.out_of_range',
      detail:
        'found "", expected text of 1 to 4000 characters, not only blanks (The recorder\'s remark on how the passage was read). Leave the field out where the source is silent',
    },
  ]);
});

test('null is told to be left out', () => {
  expect(faultsOf({ launched: 1, weapon: null })[0]?.detail).toContain(
    'Leave the field out where the source is silent',
  );
});

test('all faults are told at once, each at its place', () => {
  expect(
    faultsOf({ weapon: 'bomb', toward: ['place-a', 'place-a'], lunched: 1 }, { source: 'kpi' })
      .map(({ pointer }) => pointer)
      .sort(),
  ).toEqual(['/citation/source', '/data', '/data/lunched', '/data/toward', '/data/weapon']);
});

test('of very many faults fifty are told, the last of which counts the others', () => {
  const faults = faultsOf({ present: Array.from({ length: 100_000 }, () => 1) });
  expect(faults).toHaveLength(50);
  expect(faults[0]?.pointer).toBe('/data/present');
  expect(faults[49]).toEqual({
    pointer: '',
    code: 'faults.more',
    detail: '99952 more are not listed. Mend these first',
  });
});
