import 'reflect-metadata';
import { IsString } from 'class-validator';
import { Citation } from './citation';
import { IsCode, IsOccurred, IsQuantity, IsReference, IsText, IsWholeNumber, MayBeOmitted } from './fields';
import { jsonSchemaOf } from './json-schema';
import { IsEither, IsEitherList, IsPart, IsPartList } from './lists';
import { AtLeastOneOf, Described, MustHold } from './rules';

class Model {
  @IsText('Name of the model.') readonly model!: string;
  @IsQuantity('Launched of this model.', { unit: 'drones' }) readonly launched!: unknown;
}
@Described('A barrage of drones.')
class Barrage {
  @IsQuantity('Launched in the whole barrage.', { unit: 'drones' }) readonly launched!: unknown;
  @MayBeOmitted() @IsPartList(() => Model, 'By model.') readonly models?: readonly Model[];
  @IsReference('actor', 'Who attacked.') @MayBeOmitted() readonly attacker?: string;
}
class LaterBarrage extends Barrage {
  @IsCode(['drone', 'missile'], 'What flew.') readonly weapon!: string;
}

test('says which properties are required, refuses others, and keeps every description', () => {
  expect(jsonSchemaOf(Barrage)).toMatchObject({
    title: 'Barrage',
    description: 'A barrage of drones.',
    type: 'object',
    additionalProperties: false,
    required: ['launched'],
    properties: {
      launched: { title: 'Quantity', description: 'Launched in the whole barrage.', 'x-unit': 'drones' },
      models: {
        type: 'array',
        description: 'By model.',
        items: {
          title: 'Model',
          properties: {
            model: { description: 'Name of the model.' },
            launched: { description: 'Launched of this model.' },
          },
        },
      },
      attacker: { type: 'string', description: 'Who attacked.', 'x-reference': ['actor'] },
    },
  });
});

test('is made once a class', () => {
  expect(jsonSchemaOf(Barrage)).toBe(jsonSchemaOf(Barrage));
});

test('is plain JSON', () => {
  for (const type of [Barrage, Citation])
    expect(JSON.parse(JSON.stringify(jsonSchemaOf(type)))).toEqual(jsonSchemaOf(type));
});

test('has the properties of the parent class too', () => {
  const schema = jsonSchemaOf(LaterBarrage);
  expect(Object.keys(schema['properties'] as object).sort()).toEqual(['attacker', 'launched', 'models', 'weapon']);
  expect([...(schema['required'] as readonly string[])].sort()).toEqual(['launched', 'weapon']);
});

test('a subclass can require what its parent lets be left out', () => {
  class Strict extends Barrage {
    @IsReference('actor', 'Who attacked.') declare readonly attacker: string;
  }
  expect(jsonSchemaOf(Strict)['required']).toContain('attacker');
  expect(jsonSchemaOf(Barrage)['required']).not.toContain('attacker');
});

test('a rule over several properties stands in it, inherited too', () => {
  @AtLeastOneOf('killed', 'wounded')
  @MustHold('json_schema_spec_order', 'to after from', ({ from, to }) => String(from) <= String(to))
  class Casualties {
    @MayBeOmitted() @IsQuantity('Killed.') readonly killed?: unknown;
    @MayBeOmitted() @IsQuantity('Wounded.') readonly wounded?: unknown;
    @MayBeOmitted() @IsOccurred() readonly from?: string;
    @MayBeOmitted() @IsOccurred() readonly to?: string;
  }
  class More extends Casualties {
    @IsText('Place.') readonly place!: string;
  }
  for (const type of [Casualties, More]) {
    expect(jsonSchemaOf(type)).toMatchObject({
      allOf: [
        {
          anyOf: [{ required: ['killed'] }, { required: ['wounded'] }],
          'x-expected': 'at least one of killed, wounded',
        },
      ],
      'x-rule': ['json_schema_spec_order'],
    });
  }
});

describe('a declaration that cannot become a schema is refused', () => {
  test('when a property has a decorator that carries no schema', () => {
    class Foreign {
      @IsString() readonly name!: string;
    }
    expect(() => jsonSchemaOf(Foreign)).toThrow(
      'Foreign.name has the decorator isString, which carries no JSON Schema',
    );
  });

  test('when a property is declared twice', () => {
    class Twice {
      @IsText() @IsWholeNumber() readonly count!: unknown;
    }
    expect(() => jsonSchemaOf(Twice)).toThrow('Twice.count is declared twice');
  });

  test('when no property is declared', () => {
    class Nothing {}
    expect(() => jsonSchemaOf(Nothing)).toThrow('Nothing has no property with a field decorator');
  });

  test('when a class contains itself', () => {
    class Nested {
      @MayBeOmitted() @IsPart(() => Nested) readonly nested?: Nested;
    }
    expect(() => jsonSchemaOf(Nested)).toThrow('Nested contains itself');
    expect(() => jsonSchemaOf(Nested)).toThrow('Nested contains itself');
  });

  test('when two rules have one name', () => {
    expect(() => MustHold('passage_in_order', 'anything', () => true)).toThrow('two rules named passage_in_order');
  });
});

describe('a union', () => {
  class Overlapping {
    @MayBeOmitted() @IsText('Name of the model.') readonly model?: string;
    @IsQuantity('Launched.') readonly launched!: unknown;
  }
  class Table {
    @IsEitherList(() => [Model, Barrage], 'Either.') readonly present!: readonly unknown[];
    @IsEither(() => [Model, Overlapping], 'One.') readonly one!: unknown;
    @IsEither(() => [Overlapping, LaterBarrage], 'Other.') readonly other!: unknown;
  }

  test('keeps the names and descriptions of its members', () => {
    const items = { anyOf: [{ title: 'Model' }, { title: 'Barrage', description: 'A barrage of drones.' }] };
    expect(jsonSchemaOf(Table)).toMatchObject({ properties: { present: { description: 'Either.', items } } });
  });

  test('asks whether two members match only where that can be', () => {
    expect(jsonSchemaOf(Table)).toMatchObject({
      properties: { one: { oneOf: [{ title: 'Model' }, { title: 'Overlapping' }] } },
    });
    expect(jsonSchemaOf(Table)).toMatchObject({
      properties: { other: { anyOf: [{ title: 'Overlapping' }, { title: 'LaterBarrage' }] } },
    });
  });
});
