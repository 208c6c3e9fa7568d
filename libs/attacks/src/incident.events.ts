import { eventType } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsQuantity,
  IsReference,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  sayQuantity,
  type ActorRef,
  type PlaceRef,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';
import { OBJECT_KINDS, WEAPON_KINDS, type ObjectKind, type WeaponKind } from './attack.codes';
import { named, namedAfter, namedList, plain } from './attack.line';

@Described('A strike on one target. A building that is to count as damaged has a DamageReported too.')
export class StrikeReported {
  @IsCode(WEAPON_KINDS, 'With what.')
  readonly weapon!: WeaponKind;

  @MayBeOmitted()
  @IsText('Model as the source names it.')
  readonly model?: Text;

  @MayBeOmitted()
  @IsQuantity('Weapons that struck.', { unit: 'weapons' })
  readonly weapons?: Quantity;

  @MayBeOmitted()
  @IsReference('actor', 'Who attacked.')
  readonly attacker?: ActorRef;

  @IsText('What was struck, in plain words.')
  readonly target!: Text;

  @IsCode(OBJECT_KINDS, 'What kind of thing was struck.')
  readonly targetKind!: ObjectKind;

  @IsReference('place', 'Where.')
  readonly place!: PlaceRef;
}

@Described('Shelling of a place.')
export class ShellingReported {
  @IsReference('place', 'The place that was shelled.')
  readonly place!: PlaceRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who shelled it.')
  readonly attacker?: ActorRef;

  @MayBeOmitted()
  @IsCode(WEAPON_KINDS, 'With what.')
  readonly weapon?: WeaponKind;

  @MayBeOmitted()
  @IsQuantity('How many rounds were fired.', { unit: 'rounds' })
  readonly rounds?: Quantity;
}

@Described('A clash of armed forces.')
export class ClashReported {
  @IsReference('place', 'Where.')
  readonly place!: PlaceRef;

  @IsReferenceList('actor', 'Those who fought, as far as the source names them.', { min: 1 })
  readonly sides!: readonly ActorRef[];
}

@Described('An invasion of one actor by another.')
export class InvasionReported {
  @IsReference('actor', 'Who invaded.')
  readonly attacker!: ActorRef;

  @IsReference('actor', 'Who was invaded.')
  readonly target!: ActorRef;

  @MayBeOmitted()
  @IsReference('place', 'Where.')
  readonly place?: PlaceRef;
}

export const incidentTypes = {
  StrikeReported: eventType({
    schemaVersion: 1,
    payload: StrikeReported,
    summary: 'A source reports a strike on one target.',
    line: strikeLine,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2025-02-18-dolynska',
      occurred: '2025-02-17/2025-02-18',
      data: {
        weapon: 'drone',
        weapons: 1,
        attacker: 'actor-russia',
        target: 'Residential building',
        targetKind: 'residential',
        place: 'place-dolynska',
      },
    },
  }),
  ShellingReported: eventType({
    schemaVersion: 1,
    payload: ShellingReported,
    summary: 'A source reports that a place was shelled.',
    line: ({ place, attacker, weapon, rounds }) =>
      `${named(place)} was shelled${namedAfter(' by ', attacker)}${weapon ? `, with ${plain(weapon)}` : ''}${rounds === undefined ? '' : `, rounds: ${sayQuantity(rounds)}`}`,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2025-02-18-shelling',
      occurred: '2025-02-18',
      data: { place: 'place-dolynska', weapon: 'artillery', rounds: { qualifier: 'about', best: 20 } },
    },
  }),
  ClashReported: eventType({
    schemaVersion: 1,
    payload: ClashReported,
    summary: 'A source reports a clash of armed forces.',
    line: ({ place, sides }) => `Clash in ${named(place)}${namedList(': ', sides)}`,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2025-02-18-clash',
      occurred: '2025-02-18',
      data: { place: 'place-dolynska', sides: ['actor-russia', 'actor-ukraine'] },
    },
  }),
  InvasionReported: eventType({
    schemaVersion: 1,
    payload: InvasionReported,
    summary: 'A source reports an invasion.',
    line: ({ attacker, target }) => `${named(attacker)} invaded ${named(target)}`,
    places: ({ place }) => [place],
    example: {
      stream: 'attack-2022-02-24-invasion',
      occurred: '2022-02-24',
      data: { attacker: 'actor-russia', target: 'actor-ukraine', place: 'place-ukraine' },
    },
  }),
};

function strikeLine({ weapon, model, weapons, attacker, target, place }: StrikeReported): string {
  const kind = model ? `${plain(weapon)} (${model})` : plain(weapon);
  const count = weapons === undefined ? '' : `, weapons: ${sayQuantity(weapons)}`;
  return `Strike${namedAfter(' by ', attacker)} in ${named(place)}: ${target} (${kind}${count})`;
}
