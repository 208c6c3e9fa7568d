import { eventType } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsIso3,
  IsPartList,
  IsQuantity,
  IsReference,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  MustHold,
  sayQuantity,
  type ActorRef,
  type Iso3,
  type PlaceRef,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';
import { BARRAGE_WEAPONS, type BarrageWeapon } from './attack.codes';
import { named, namedList } from './attack.line';

@Described('How many of the launched weapons were of one model.')
export class LaunchedModel {
  @IsText('Model as the source names it.')
  readonly model!: Text;

  @IsQuantity('How many of this model were launched.', { unit: 'weapons' })
  readonly launched!: Quantity;
}

/** Whether the items of a list differ in that property, as far as they have it. */
function differ(list: unknown, property: string): boolean {
  if (!Array.isArray(list)) return true;
  const values = list.map((item: unknown) => (item as Readonly<Record<string, unknown>> | null)?.[property]);
  const given = values.filter((value) => typeof value === 'string');
  return new Set(given).size === given.length;
}

/** What both kinds of barrage say. `occurred` is the window of the attack. */
@MustHold('launched_models_differ', 'each model once in models', ({ models }) => differ(models, 'model'))
abstract class BarrageReported {
  @IsQuantity('How many were launched, all models together.', { unit: 'weapons' })
  readonly launched!: Quantity;

  @MayBeOmitted()
  @IsPartList(() => LaunchedModel, 'The launched weapons by model, as far as the source tells.')
  readonly models?: readonly LaunchedModel[];

  @MayBeOmitted()
  @IsReference('actor', 'Who attacked.')
  readonly attacker?: ActorRef;

  @MayBeOmitted()
  @IsReferenceList('place', 'Where they were launched.')
  readonly origin?: readonly PlaceRef[];

  @MayBeOmitted()
  @IsReferenceList('place', 'Where they were headed.')
  readonly toward?: readonly PlaceRef[];
}

@Described('A barrage of drones; `occurred` is its window.')
export class DroneBarrageReported extends BarrageReported {}

@Described('A barrage of missiles; `occurred` is its window.')
export class MissileBarrageReported extends BarrageReported {}

@Described('Weapons that crossed the border of a country.')
export class BorderCrossing {
  @IsIso3('The country whose border was crossed.')
  readonly country!: Iso3;

  @IsQuantity('How many crossed it.', { unit: 'weapons' })
  readonly count!: Quantity;
}

@Described('What became of the weapons of a barrage. Parts above `launched` are recorded with a warning.')
@MustHold('crossed_borders_differ', 'each country once in crossedBorder', ({ crossedBorder }) =>
  differ(crossedBorder, 'country'),
)
export class BarrageOutcomeReported {
  @IsCode(BARRAGE_WEAPONS, 'Of which weapons.')
  readonly weapon!: BarrageWeapon;

  @MayBeOmitted()
  @IsText('Of this model only. Left out: of all.')
  readonly model?: Text;

  @MayBeOmitted()
  @IsQuantity('Shot down or otherwise destroyed.', { unit: 'weapons' })
  readonly destroyed?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Lost or led astray by jamming.', { unit: 'weapons' })
  readonly jammed?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Destroyed or jammed, for a source that does not tell them apart.', { unit: 'weapons' })
  readonly destroyedOrJammed?: Quantity;

  @MayBeOmitted()
  @IsQuantity('Weapons that hit something.', { unit: 'weapons' })
  readonly hits?: Quantity;

  @MayBeOmitted()
  @IsPartList(() => BorderCrossing, 'Weapons that crossed a border, by country.')
  readonly crossedBorder?: readonly BorderCrossing[];

  @MayBeOmitted()
  @IsQuantity('Weapons of which nothing is known, only if the source says so itself.', { unit: 'weapons' })
  readonly unaccounted?: Quantity;
}

export const barrageTypes = {
  DroneBarrageReported: eventType({
    schemaVersion: 1,
    payload: DroneBarrageReported,
    summary: 'A source reports a barrage of drones.',
    line: (data) => launchLine(data, 'drones'),
    places: ({ toward }) => toward ?? [],
    example: {
      stream: 'attack-2025-02-18-overnight',
      occurred: '2025-02-17/2025-02-18',
      data: { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'] },
    },
  }),
  MissileBarrageReported: eventType({
    schemaVersion: 1,
    payload: MissileBarrageReported,
    summary: 'A source reports a barrage of missiles.',
    line: (data) => launchLine(data, 'missiles'),
    places: ({ toward }) => toward ?? [],
    example: {
      stream: 'attack-2025-03-07-overnight',
      occurred: '2025-03-06/2025-03-07',
      data: { launched: { qualifier: 'atLeast', min: 30 }, attacker: 'actor-russia' },
    },
  }),
  BarrageOutcomeReported: eventType({
    schemaVersion: 1,
    payload: BarrageOutcomeReported,
    summary: 'A source reports what became of the weapons of a barrage.',
    line: outcomeLine,
    example: {
      stream: 'attack-2025-02-18-overnight',
      occurred: '2025-02-17/2025-02-18',
      data: { weapon: 'drone', destroyedOrJammed: { qualifier: 'most', of: 176 } },
    },
  }),
};

function launchLine({ launched, attacker, origin, toward }: BarrageReported, weapons: string): string {
  const what = `${sayQuantity(launched)} ${weapons}`;
  const told = attacker ? `${named(attacker)} launched ${what}` : `Launched: ${what}`;
  return `${told}${namedList(' from ', origin)}${namedList(' toward ', toward)}`;
}

function outcomeLine(data: BarrageOutcomeReported): string {
  const counts: readonly (readonly [string, Quantity | undefined])[] = [
    ['destroyed', data.destroyed],
    ['jammed', data.jammed],
    ['destroyed or jammed', data.destroyedOrJammed],
    ['hits', data.hits],
    ['unaccounted for', data.unaccounted],
    ...(data.crossedBorder ?? []).map(({ country, count }) => [`crossed the border of ${country}`, count] as const),
  ];
  const told = counts.flatMap(([what, quantity]) =>
    quantity === undefined ? [] : [`${what} ${sayQuantity(quantity)}`],
  );
  const weapons = data.model ? `${data.weapon}s (${data.model})` : `${data.weapon}s`;
  return `Outcome for the ${weapons}: ${told.length > 0 ? told.join(', ') : 'no numbers given'}`;
}
