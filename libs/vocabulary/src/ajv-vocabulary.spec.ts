import 'reflect-metadata';
import { Ajv2020 } from 'ajv/dist/2020';
import { addVocabularyTo, AJV_OPTIONS } from './ajv-vocabulary';
import { Citation } from './citation';
import { jsonSchemaOf } from './json-schema';

const citation = {
  source: 'source-ukrainian-air-force',
  via: ['source-kpi'],
  report: 'report-riyadh-talks',
  passages: [{ start: 0, end: 120 }],
  grade: 'B2',
};

test('references are handed over with their places while a value is checked', () => {
  const met: [string, string][] = [];
  const ajv = new Ajv2020(AJV_OPTIONS);
  addVocabularyTo(ajv, { onReference: (stream, pointer) => met.push([stream, pointer]) });
  expect(ajv.compile(jsonSchemaOf(Citation))(citation)).toBe(true);
  expect(met).toEqual([
    ['source-ukrainian-air-force', '/source'],
    ['source-kpi', '/via/0'],
    ['report-riyadh-talks', '/report'],
  ]);
});

test('schemas compile in strict mode without a listener, and with no options at all', () => {
  for (const options of [AJV_OPTIONS, {}]) {
    const ajv = new Ajv2020(options);
    addVocabularyTo(ajv);
    expect(ajv.compile(jsonSchemaOf(Citation))(citation)).toBe(true);
  }
});

test('a schema that asks for a rule nobody declared does not compile', () => {
  const ajv = new Ajv2020(AJV_OPTIONS);
  addVocabularyTo(ajv);
  expect(() => ajv.compile({ type: 'object', 'x-rule': ['no_such_rule'] })).toThrow(
    'A schema asks for the rule no_such_rule',
  );
});
