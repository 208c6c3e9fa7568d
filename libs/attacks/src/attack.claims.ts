import type { Foldable } from '@tracker/event-store';
import { dayColumns } from '@tracker/projections';
import { boundsOf, rankOf, sourceOf, type Bounds, type Qualifier, type Quantity } from '@tracker/vocabulary';
import type { ObjectKind, WeaponKind } from './attack.codes';
import type { AttackEvent } from './attack.events';
import type { BarrageOutcomeReported, DroneBarrageReported, MissileBarrageReported } from './barrage.events';
import { isInParts, type CasualtiesReported, type Toll } from './harm.events';

/** An event of an attack as rules and folds see it. */
export type AttackFact = Foldable<AttackEvent>;

/** People, by what became of them. */
export const CASUALTIES = ['killed', 'wounded', 'missing', 'captured'] as const;
export const DAMAGE = ['damaged'] as const;
export const EVACUATIONS = ['evacuated_persons', 'evacuated_apartments'] as const;
/** Weapons of barrages. */
export const BARRAGE = ['launched', 'destroyed', 'jammed', 'destroyed_or_jammed', 'hits', 'unaccounted'] as const;
/** What is told of weapons a night. */
export const NIGHTLY = [...BARRAGE, 'crossed_border'] as const;
/** What is counted of attacks. `struck`: weapons that struck, as a strike's own report has it. */
export const COUNTED = [
  ...NIGHTLY,
  // Of single incidents.
  'struck',
  'rounds',
  ...CASUALTIES,
  ...DAMAGE,
  ...EVACUATIONS,
] as const;
export type Counted = (typeof COUNTED)[number];

/** A number as one event states it. */
export interface StatedQuantity {
  readonly what: Counted;
  /** '': the whole; `children`, `women`, `men`, `civilians`, `model:<model>`, `country:<iso3>`: that part of it. */
  readonly part: string;
  readonly quantity: Quantity;
  readonly weapon: WeaponKind | null;
  /** Of this model only; null: of all. */
  readonly model: string | null;
  readonly objectKind: ObjectKind | null;
  /** Whose people; null: not said, so of all sides. */
  readonly side: string | null;
  readonly place: string | null;
}

/** The days of a time as stated. */
export type Days = ReturnType<typeof dayColumns>;

/** A number that stands: the latest of its source among its rivals. */
export interface StandingClaim extends StatedQuantity, Bounds {
  readonly event: string;
  /** Names its row. */
  readonly key: string;
  readonly source: string;
  /** Rival claims share it: of one source the later replaces the earlier, of several sources one is adopted. */
  readonly rivals: string;
  readonly qualifier: Qualifier;
  /** Whether its source says that it happened: only then can it be adopted. */
  readonly happened: boolean;
  /** Its place among rivals: see `rankOf`, and the version of its event. */
  readonly grade: string | null;
  readonly version: number;
  /** Of its event's time, or where that states none, of the attack's as known then. */
  readonly days: Days;
}

/** What one number is about, as far as events of one type can differ in it. */
type Bearing = Partial<Omit<StatedQuantity, 'what' | 'part' | 'quantity'>>;

/** The one list of what is counted: every quantity of every event type. Claim rows, adopted values and totals all come from it. */
const STATED: {
  readonly [T in AttackFact['type']]: (
    data: Extract<AttackFact, { readonly type: T }>['data'],
  ) => readonly StatedQuantity[];
} = {
  DroneBarrageReported: (data) => launched(data, 'drone'),
  MissileBarrageReported: (data) => launched(data, 'missile'),
  BarrageOutcomeReported: outcome,
  StrikeReported: ({ weapons, weapon, model, targetKind, place }) =>
    stated('struck', weapons, { weapon, model, objectKind: targetKind, place }),
  ShellingReported: ({ rounds, weapon, place }) => stated('rounds', rounds, { weapon, place }),
  ClashReported: () => [],
  InvasionReported: () => [],
  CasualtiesReported: casualties,
  DamageReported: ({ objects, objectKind, place }) => stated('damaged', objects, { objectKind, place }),
  EvacuationReported: ({ persons, apartments, origin }) => [
    ...stated('evacuated_persons', persons, { place: origin }),
    ...stated('evacuated_apartments', apartments, { place: origin }),
  ],
  AlarmRaised: () => [],
  AlarmCleared: () => [],
  AttacksLinked: () => [],
};

/** The numbers an event states, in a fixed order. */
export function statedIn(event: AttackFact): readonly StatedQuantity[] {
  return (STATED[event.type] as (data: AttackFact['data']) => readonly StatedQuantity[])(event.data);
}

/** The claims that an event makes, in a fixed order. `windowOf` gives the attack's time where the event states none. */
export function claimsIn(event: AttackFact, windowOf: () => string | null): readonly StandingClaim[] {
  const stated = statedIn(event);
  if (stated.length === 0) return NONE;
  const source = sourceOf(event);
  const happened = (event.modality ?? 'realised') === 'realised';
  const grade = rankOf(event);
  const { version } = event;
  const days = dayColumns(event.occurred ?? windowOf());
  return stated.map((number) => {
    const { what, part, quantity, weapon, model, objectKind, side, place } = number;
    const { qualifier, min, max, best } = boundsOf(quantity);
    return {
      event: event.id,
      key: part === '' ? `${event.id} ${what}` : `${event.id} ${what} ${part}`,
      source,
      rivals: rivalsOf(event, number),
      what,
      part,
      quantity,
      qualifier,
      min,
      max,
      best,
      weapon,
      model,
      objectKind,
      side,
      place,
      happened,
      grade,
      version,
      days,
    };
  });
}

const NONE: readonly never[] = [];

/** The event that makes a claim, off the key of its row. */
export function eventOfClaim(key: string): string {
  return key.slice(0, key.indexOf(' '));
}

/** Numbers of one thing: only the model, which comes last, can have spaces in it. */
function rivalsOf(
  event: Pick<AttackFact, 'modality'>,
  { what, weapon, objectKind, side, model }: StatedQuantity,
): string {
  return rivalGroup(event, `${what} ${weapon ?? ''} ${objectKind ?? ''} ${side ?? ''} ${model ?? ''}`);
}

/** Names a group of rivals: what is planned or supposed is no rival of what is said to have happened, or not to have. */
export function rivalGroup({ modality = 'realised' }: Pick<AttackFact, 'modality'>, group: string): string {
  return modality === 'realised' || modality === 'negated' ? group : `${modality} ${group}`;
}

function launched(
  { launched: all, models = [] }: DroneBarrageReported | MissileBarrageReported,
  weapon: WeaponKind,
): readonly StatedQuantity[] {
  const byModel = models.flatMap(({ model, launched: some }) => stated('launched', some, { weapon }, `model:${model}`));
  return [...stated('launched', all, { weapon }), ...byModel];
}

function outcome({ weapon, model, crossedBorder = [], ...counts }: BarrageOutcomeReported): readonly StatedQuantity[] {
  const of = { weapon, model };
  return [
    ...stated('destroyed', counts.destroyed, of),
    ...stated('jammed', counts.jammed, of),
    ...stated('destroyed_or_jammed', counts.destroyedOrJammed, of),
    ...stated('hits', counts.hits, of),
    ...stated('unaccounted', counts.unaccounted, of),
    ...crossedBorder.flatMap(({ country, count }) => stated('crossed_border', count, of, `country:${country}`)),
  ];
}

function casualties(data: CasualtiesReported): readonly StatedQuantity[] {
  const numbers: StatedQuantity[] = [];
  for (const what of CASUALTIES) {
    const toll = data[what];
    if (toll !== undefined) pushToll(numbers, what, toll, data);
  }
  return numbers;
}

function pushToll(numbers: StatedQuantity[], what: Counted, toll: Toll, { side, place }: CasualtiesReported): void {
  if (!isInParts(toll)) {
    numbers.push(number(what, '', toll, { side, place }));
    return;
  }
  numbers.push(number(what, '', toll.total, { side, place }));
  for (const [part, some] of Object.entries(toll))
    if (part !== 'total' && some !== undefined) numbers.push(number(what, part, some, { side, place }));
}

function stated(what: Counted, quantity: Quantity | undefined, of: Bearing, part = ''): readonly StatedQuantity[] {
  return quantity === undefined ? NONE : [number(what, part, quantity, of)];
}

function number(
  what: Counted,
  part: string,
  quantity: Quantity,
  { weapon = null, model = null, objectKind = null, side = null, place = null }: Bearing,
): StatedQuantity {
  return { what, part, quantity, weapon, model, objectKind, side, place };
}
