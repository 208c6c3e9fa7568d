import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
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
  IsText,
  IsUrl,
  IsWholeNumber,
  MayBeOmitted,
} from './fields';
import { IsReferenceList, IsTextList } from './lists';

/** The verdict of class-validator on one property with that decorator. */
function accepts(decorator: PropertyDecorator, value: unknown): boolean {
  class Holder {}
  decorator(Holder.prototype, 'value');
  return validateSync(plainToInstance(Holder, { value })).length === 0;
}

test.each<[string, PropertyDecorator, readonly unknown[], readonly unknown[]]>([
  ['IsText', IsText('Title.', { max: 6 }), ['Riyadh', ' a'], ['', '   ', 'Istanbul', 7, null, ['Riyadh']]],
  ['IsCode', IsCode(['drone', 'missile']), ['drone'], ['Drone', '', null, 0, ['drone'], 'toString']],
  [
    'IsReference',
    IsReference('actor'),
    ['actor-russia'],
    ['actor-', 'russia', 'place-riyadh', 'actor-Russia', 'actor-russia\n', `actor-${'a'.repeat(115)}`, null],
  ],
  [
    'IsReference to several kinds',
    IsReference(['actor', 'place']),
    ['actor-russia', 'place-riyadh'],
    ['office-president'],
  ],
  [
    'IsReferenceList',
    IsReferenceList('place', '', { min: 1, max: 2 }),
    [['place-riyadh']],
    [[], ['place-a', 'place-a'], ['place-a', 'place-b', 'place-c'], 'place-a'],
  ],
  [
    'IsTextList',
    IsTextList('', { max: 2 }),
    [[], ['Kirovohrad Oblast']],
    [[''], ['a', 'b', 'c'], { 0: 'a', length: 1 }],
  ],
  ['IsQuantity', IsQuantity(), [0, 176, { qualifier: 'most', of: 176 }], ['176', -1, 1.5, null]],
  ['IsWholeNumber', IsWholeNumber('', { min: 1, max: 3 }), [1, 3], [0, 4, 1.5, '1', Infinity, null]],
  ['IsFlag', IsFlag(), [true, false], [0, 1, 'true', null]],
  [
    'IsOccurred',
    IsOccurred(),
    ['2025-02-18', '2025-02-17T19:00+02:00'],
    ['2025-02-30', '2025-02-18T10:00', '', 2025, null],
  ],
  [
    'IsPoint',
    IsPoint(),
    [{ lon: 46.7, lat: 24.7 }],
    [{ lon: 46.7 }, { lon: 181, lat: 0 }, { lon: 0, lat: -91 }, { lon: 0, lat: 0, alt: 1 }, [46.7, 24.7]],
  ],
  ['IsIso3', IsIso3(), ['UKR', 'SAU', 'XKX'], ['UKA', 'ukr', 'UA', '', null]],
  [
    'IsLanguage',
    IsLanguage(),
    ['en', 'uk', 'sr-Latn', 'pt-BR', 'es-419', 'de-1996'],
    ['EN', 'english', 'en_US', 'en-us', '', null],
  ],
  [
    'IsIssueKey',
    IsIssueKey(),
    ['ukraine-at-the-table', 'nato'],
    ['Ukraine', 'ukraine_at', 'ukraine--at', '-a', '', null],
  ],
  ['IsNames', IsNames(), [{ uk: 'Долинська' }], [{}, { uk: '' }, { UK: 'a' }, [], 'Dolynska', null]],
  ['IsSha256', IsSha256(), ['0f'.repeat(32)], ['0F'.repeat(32), '0f'.repeat(31), `${'0f'.repeat(32)}\n`, null]],
  [
    'IsUrl',
    IsUrl(),
    ['https://example.org/a?b=c', 'http://localhost:3000'],
    [
      'ftp://example.org',
      'example.org',
      'https://',
      'https:// a',
      ' https://a.b',
      'https://a.b:99999',
      `https://a.b/${'c'.repeat(2000)}`,
      null,
    ],
  ],
])('%s takes what it is for and nothing else', (_, decorator, good, bad) => {
  expect(good.filter((value) => !accepts(decorator, value))).toEqual([]);
  expect(bad.filter((value) => accepts(decorator, value))).toEqual([]);
});

describe('a property', () => {
  class Person {
    @IsText('Name.') readonly name!: string;
    @MayBeOmitted() @IsText('Nickname.') readonly nickname?: string;
  }

  test('must be there unless it may be omitted', () => {
    expect(validateSync(plainToInstance(Person, { name: 'Rubio' }))).toEqual([]);
    expect(validateSync(plainToInstance(Person, { nickname: 'Marco' }))).toMatchObject([
      { property: 'name', constraints: { Text: 'name must be text of 1 to 4000 characters, not only blanks' } },
    ]);
  });

  test('that may be omitted may not be null', () => {
    expect(validateSync(plainToInstance(Person, { name: 'Rubio', nickname: null }))).toHaveLength(1);
  });

  test('that nobody declared is refused', () => {
    expect(validateSync(plainToInstance(Person, { name: 'Rubio', nam: 'x' }))).toMatchObject([
      { constraints: { knownProperties: 'there is no property nam' } },
    ]);
  });

  test('of the class without a decorator counts only once it has a value', () => {
    class Noted extends Person {
      readonly remark?: string;
    }
    expect(validateSync(plainToInstance(Noted, { name: 'Rubio' }))).toEqual([]);
    expect(validateSync(plainToInstance(Noted, { name: 'Rubio', remark: 'x' }))).toHaveLength(1);
  });
});
