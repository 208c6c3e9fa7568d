import type { AttackFact } from './attack.claims';
import type { AttackKind, ObjectKind, WeaponKind } from './attack.codes';

/** What an attack was, besides numbers. Undefined: the event does not say. */
export interface Description {
  readonly kinds: readonly AttackKind[] | undefined;
  readonly weapons: readonly WeaponKind[] | undefined;
  readonly attackers: readonly string[] | undefined;
  /** Those who fought in a clash. */
  readonly sides: readonly string[] | undefined;
  /** Actors that were attacked. */
  readonly targets: readonly string[] | undefined;
  readonly targetKinds: readonly ObjectKind[] | undefined;
  /** Where it struck or did harm. */
  readonly places: readonly string[] | undefined;
  /** Where weapons were launched, and where they were headed. */
  readonly origins: readonly string[] | undefined;
  readonly toward: readonly string[] | undefined;
}

/** Descriptions are copies of it: a field added to a copy costs V8 many times as much as one that is there. */
export const NOTHING_SAID: Description = {
  kinds: undefined,
  weapons: undefined,
  attackers: undefined,
  sides: undefined,
  targets: undefined,
  targetKinds: undefined,
  places: undefined,
  origins: undefined,
  toward: undefined,
};

const DESCRIBED: {
  readonly [T in AttackFact['type']]: (data: Extract<AttackFact, { readonly type: T }>['data']) => Description;
} = {
  DroneBarrageReported: ({ attacker, origin, toward }) => ({
    ...NOTHING_SAID,
    kinds: ['drone_barrage'],
    weapons: ['drone'],
    attackers: listed(attacker),
    origins: origin,
    toward,
  }),
  MissileBarrageReported: ({ attacker, origin, toward }) => ({
    ...NOTHING_SAID,
    kinds: ['missile_barrage'],
    weapons: ['missile'],
    attackers: listed(attacker),
    origins: origin,
    toward,
  }),
  BarrageOutcomeReported: ({ weapon }) => ({ ...NOTHING_SAID, weapons: [weapon] }),
  StrikeReported: ({ weapon, attacker, targetKind, place }) => ({
    ...NOTHING_SAID,
    kinds: ['strike'],
    weapons: [weapon],
    attackers: listed(attacker),
    targetKinds: [targetKind],
    places: [place],
  }),
  ShellingReported: ({ weapon, attacker, place }) => ({
    ...NOTHING_SAID,
    kinds: ['shelling'],
    weapons: listed(weapon),
    attackers: listed(attacker),
    places: [place],
  }),
  ClashReported: ({ place, sides }) => ({ ...NOTHING_SAID, kinds: ['clash'], places: [place], sides }),
  InvasionReported: ({ attacker, target, place }) => ({
    ...NOTHING_SAID,
    kinds: ['invasion'],
    attackers: [attacker],
    targets: [target],
    places: listed(place),
  }),
  CasualtiesReported: ({ place }) => ({ ...NOTHING_SAID, places: listed(place) }),
  DamageReported: ({ objectKind, place }) => ({
    ...NOTHING_SAID,
    targetKinds: [objectKind],
    places: listed(place),
  }),
  EvacuationReported: ({ origin }) => ({ ...NOTHING_SAID, places: listed(origin) }),
  AlarmRaised: () => NOTHING_SAID,
  AlarmCleared: () => NOTHING_SAID,
  AttacksLinked: () => NOTHING_SAID,
};

/** What an event says of the attack besides numbers. */
export function descriptionIn(event: AttackFact): Description {
  return (DESCRIBED[event.type] as (data: AttackFact['data']) => Description)(event.data);
}

/** What is said later, and what it leaves out as it was said before. */
export function saidSince(before: Description, later: Description): Description {
  return {
    kinds: later.kinds ?? before.kinds,
    weapons: later.weapons ?? before.weapons,
    attackers: later.attackers ?? before.attackers,
    sides: later.sides ?? before.sides,
    targets: later.targets ?? before.targets,
    targetKinds: later.targetKinds ?? before.targetKinds,
    places: later.places ?? before.places,
    origins: later.origins ?? before.origins,
    toward: later.toward ?? before.toward,
  };
}

/** All that either says, some of it perhaps twice. */
export function allSaid(one: Description, other: Description): Description {
  return {
    kinds: joined(one.kinds, other.kinds),
    weapons: joined(one.weapons, other.weapons),
    attackers: joined(one.attackers, other.attackers),
    sides: joined(one.sides, other.sides),
    targets: joined(one.targets, other.targets),
    targetKinds: joined(one.targetKinds, other.targetKinds),
    places: joined(one.places, other.places),
    origins: joined(one.origins, other.origins),
    toward: joined(one.toward, other.toward),
  };
}

function joined<Value>(
  one: readonly Value[] | undefined,
  other: readonly Value[] | undefined,
): readonly Value[] | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.every((value) => one.includes(value)) ? one : [...one, ...other];
}

function listed<Value>(value: Value | undefined): readonly Value[] | undefined {
  return value === undefined ? undefined : [value];
}
