import type { AttackFact } from './attack.claims';
import type { AttackKind, ObjectKind, WeaponKind } from './attack.codes';

/** What an attack was, besides numbers. Left out: the event does not say. */
export interface Description {
  readonly kinds?: readonly AttackKind[];
  readonly weapons?: readonly WeaponKind[];
  readonly attackers?: readonly string[];
  /** Those who fought in a clash. */
  readonly sides?: readonly string[];
  /** Actors that were attacked. */
  readonly targets?: readonly string[];
  readonly targetKinds?: readonly ObjectKind[];
  /** Where it struck or did harm. */
  readonly places?: readonly string[];
  /** Where weapons were launched, and where they were headed. */
  readonly origins?: readonly string[];
  readonly toward?: readonly string[];
}

const DESCRIBED: {
  readonly [T in AttackFact['type']]: (data: Extract<AttackFact, { readonly type: T }>['data']) => Description;
} = {
  DroneBarrageReported: ({ attacker, origin, toward }) => ({
    kinds: ['drone_barrage'],
    weapons: ['drone'],
    ...optional({ attackers: listed(attacker), origins: origin, toward }),
  }),
  MissileBarrageReported: ({ attacker, origin, toward }) => ({
    kinds: ['missile_barrage'],
    weapons: ['missile'],
    ...optional({ attackers: listed(attacker), origins: origin, toward }),
  }),
  BarrageOutcomeReported: ({ weapon }) => ({ weapons: [weapon] }),
  StrikeReported: ({ weapon, attacker, targetKind, place }) => ({
    kinds: ['strike'],
    weapons: [weapon],
    targetKinds: [targetKind],
    places: [place],
    ...optional({ attackers: listed(attacker) }),
  }),
  ShellingReported: ({ weapon, attacker, place }) => ({
    kinds: ['shelling'],
    places: [place],
    ...optional({ weapons: listed(weapon), attackers: listed(attacker) }),
  }),
  ClashReported: ({ place, sides }) => ({ kinds: ['clash'], places: [place], sides }),
  InvasionReported: ({ attacker, target, place }) => ({
    kinds: ['invasion'],
    attackers: [attacker],
    targets: [target],
    ...optional({ places: listed(place) }),
  }),
  CasualtiesReported: ({ place }) => optional({ places: listed(place) }),
  DamageReported: ({ objectKind, place }) => ({ targetKinds: [objectKind], ...optional({ places: listed(place) }) }),
  EvacuationReported: ({ origin }) => optional({ places: listed(origin) }),
  AlarmRaised: () => ({}),
  AlarmCleared: () => ({}),
  AttacksLinked: () => ({}),
};

/** What an event says of the attack besides numbers. */
export function descriptionIn(event: AttackFact): Description {
  return (DESCRIBED[event.type] as (data: AttackFact['data']) => Description)(event.data);
}

function listed<Value>(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}

function optional(description: { readonly [P in keyof Description]: Description[P] | undefined }): Description {
  return Object.fromEntries(Object.entries(description).filter(([, value]) => value !== undefined));
}
