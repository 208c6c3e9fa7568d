import { eventType } from '@tracker/event-store';
import {
  AtLeastOneOf,
  Described,
  IsCode,
  IsFlag,
  isQuantity,
  IsQuantity,
  IsReference,
  IsShape,
  isValidAs,
  jsonSchemaOf,
  MayBeOmitted,
  QUANTITY,
  sayQuantity,
  type ActorRef,
  type PlaceRef,
  type Quantity,
} from '@tracker/vocabulary';
import {
  DAMAGE_CAUSES,
  DAMAGE_LEVELS,
  OBJECT_KINDS,
  type DamageCause,
  type DamageLevel,
  type ObjectKind,
} from './attack.codes';
import { named, namedAfter, plain } from './attack.line';

@Described(
  'A number of persons with parts of it: `{"total": 3, "children": 2}`. The parts belong to this total and may overlap.',
)
export class TollInParts {
  @IsQuantity('All persons.', { unit: 'persons' })
  readonly total!: Quantity;

  @MayBeOmitted()
  @IsQuantity('Civilians among them.', { unit: 'persons' })
  readonly civilians?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Children among them: under 18.', { unit: 'persons' })
  readonly children?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Women among them: adults.', { unit: 'persons' })
  readonly women?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Men among them: adults.', { unit: 'persons' })
  readonly men?: Quantity;
}

/** Persons: one number, or a total with parts of it. */
export type Toll = Quantity | TollInParts;

/** Whether a toll comes with parts of it. */
export function isInParts(toll: Toll): toll is TollInParts {
  return typeof toll === 'object' && 'total' in toll;
}

function IsToll(description: string): PropertyDecorator {
  return IsShape(
    'Toll',
    () => ({
      'x-expected': 'a number of persons (a quantity), or {total, civilians?, children?, women?, men?} of quantities',
      'x-unit': 'persons',
      anyOf: [QUANTITY.schema(), jsonSchemaOf(TollInParts)],
    }),
    (value) => isQuantity(value) || isValidAs(TollInParts, value),
    description,
  );
}

@Described('People harmed. What is left out is not said: killed left out is not 0 killed.')
@AtLeastOneOf('killed', 'wounded', 'missing', 'captured')
export class CasualtiesReported {
  @MayBeOmitted()
  @IsToll('Killed.')
  readonly killed?: Toll;

  @MayBeOmitted()
  @IsToll('Wounded.')
  readonly wounded?: Toll;

  @MayBeOmitted()
  @IsToll('Missing.')
  readonly missing?: Toll;

  @MayBeOmitted()
  @IsToll('Captured.')
  readonly captured?: Toll;

  @MayBeOmitted()
  @IsReference('actor', 'Whose people they were. Left out: not said, so of all sides.')
  readonly side?: ActorRef;

  @MayBeOmitted()
  @IsReference('place', 'Where.')
  readonly place?: PlaceRef;
}

@Described('Damaged objects; nothing else counts them.')
export class DamageReported {
  @IsQuantity('How many objects were damaged.', { unit: 'objects' })
  readonly objects!: Quantity;

  @IsCode(OBJECT_KINDS, 'What kind of objects.')
  readonly objectKind!: ObjectKind;

  @MayBeOmitted()
  @IsCode(DAMAGE_LEVELS, 'How badly.')
  readonly level?: DamageLevel;

  @MayBeOmitted()
  @IsCode(DAMAGE_CAUSES, 'By what.')
  readonly cause?: DamageCause;

  @MayBeOmitted()
  @IsReference('place', 'Where.')
  readonly place?: PlaceRef;
}

@Described('People brought out of their homes.')
export class EvacuationReported {
  @MayBeOmitted()
  @IsQuantity('How many persons were evacuated.', { unit: 'persons' })
  readonly persons?: Quantity;

  @MayBeOmitted()
  @IsQuantity('How many apartments were evacuated.', { unit: 'apartments' })
  readonly apartments?: Quantity;

  @MayBeOmitted()
  @IsReference('place', 'From where.')
  readonly origin?: PlaceRef;

  @MayBeOmitted()
  @IsReference('place', 'To where.')
  readonly destination?: PlaceRef;

  @MayBeOmitted()
  @IsFlag('Whether it was ordered.')
  readonly ordered?: boolean;
}

export const harmTypes = {
  CasualtiesReported: eventType({
    schemaVersion: 1,
    payload: CasualtiesReported,
    summary: 'A source reports people killed, wounded, missing or captured.',
    line: casualtiesLine,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2025-02-18-dolynska',
      occurred: '2025-02-17/2025-02-18',
      data: { wounded: { total: 3, children: 2 }, place: 'place-dolynska' },
    },
  }),
  DamageReported: eventType({
    schemaVersion: 1,
    payload: DamageReported,
    summary: 'A source reports damaged objects.',
    line: ({ objects, objectKind, level, cause, place }) =>
      `Damaged${namedAfter(' in ', place)}: ${sayQuantity(objects)} (${[plain(objectKind), level, cause && `by ${cause}`].filter(Boolean).join(', ')})`,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2025-02-18-cherkasy',
      occurred: '2025-02-17/2025-02-18',
      data: { objects: 4, objectKind: 'residential', cause: 'debris', place: 'place-cherkasy-region' },
    },
  }),
  EvacuationReported: eventType({
    schemaVersion: 1,
    payload: EvacuationReported,
    summary: 'A source reports an evacuation.',
    line: evacuationLine,
    places: ({ origin, destination }) => [origin, destination],
    example: {
      stream: 'attack-2025-02-18-dolynska',
      occurred: '2025-02-17/2025-02-18',
      data: { apartments: 38, origin: 'place-dolynska' },
    },
  }),
};

function casualtiesLine({ killed, wounded, missing, captured, side, place }: CasualtiesReported): string {
  const tolls = Object.entries({ killed, wounded, missing, captured });
  const told = tolls.flatMap(([what, toll]) => (toll === undefined ? [] : [`${what} ${sayToll(toll)}`]));
  return `Casualties${namedAfter(' in ', place)}${namedAfter(' of ', side)}: ${told.join('; ')}`;
}

function sayToll(toll: Toll): string {
  if (!isInParts(toll)) return sayQuantity(toll);
  const { total, civilians, children, women, men } = toll;
  const parts = Object.entries({ civilians, children, women, men });
  const told = parts.flatMap(([part, count]) => (count === undefined ? [] : [`${part} ${sayQuantity(count)}`]));
  return told.length === 0 ? sayQuantity(total) : `${sayQuantity(total)} (${told.join(', ')})`;
}

function evacuationLine({ persons, apartments, origin, destination, ordered }: EvacuationReported): string {
  const counts = Object.entries({ persons, apartments });
  const told = counts.flatMap(([what, count]) => (count === undefined ? [] : [`${what} ${sayQuantity(count)}`]));
  const route = `${namedAfter(' from ', origin)}${destination === undefined ? '' : ` to ${named(destination)}`}`;
  return `${ordered ? 'Evacuation ordered' : 'Evacuation'}${route}${told.length > 0 ? `: ${told.join(', ')}` : ''}`;
}
