import type { AdoptionRule } from '@tracker/reading';
import {
  quantityAnswer,
  type Citation,
  type Modality,
  type Qualifier,
  type Quantity,
  type QuantityAnswer,
} from '@tracker/vocabulary';
import { eventOfClaim, type Counted } from './attack.claims';
import type { FactWhy } from './fact.why';
import { OF_SEVERAL } from './hull.sql';
import { sayHull } from './interval.answer';

/** A row of claimsOfAttacks: one number of one event, and what the rule makes of it. */
export interface ClaimRecord {
  readonly stream: string;
  readonly key: string;
  readonly what: Counted;
  readonly part: string;
  readonly rivals: string;
  readonly weapon: string | null;
  readonly model: string | null;
  readonly objectKind: string | null;
  readonly side: string | null;
  readonly place: string | null;
  readonly quantity: Quantity;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly citation: Citation | null;
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
  /** Whether the adopted value rests on it, and whether this row has that value: the columns that follow, else null. */
  readonly behind: boolean;
  readonly stands: boolean;
  readonly qualifier: Qualifier | typeof OF_SEVERAL | null;
  readonly min: number | null;
  readonly max: number | null;
  readonly best: number | null;
  readonly claims: number | null;
  readonly unknown: number | null;
  readonly events: string | null;
  /** Sources that rival for this fact. */
  readonly sources: number;
}

/** An adopted number: as one source states it, or what several come to together. */
export interface AdoptedQuantity extends Omit<QuantityAnswer, 'qualifier'> {
  readonly qualifier: Qualifier | typeof OF_SEVERAL;
}

/** A part of a number: `children`, `model:<model>`, `country:<iso3>`. */
export interface PartAnswer<Told = QuantityAnswer> {
  readonly part: string;
  readonly quantity: Told;
}

/** What is told of a number. */
interface Told<Number> {
  /** Null: the source tells parts only. */
  readonly quantity: Number | null;
  readonly parts: readonly PartAnswer<Number>[];
  readonly place: string | null;
  readonly modality: Modality;
  /** As the event states it. */
  readonly occurred: string | null;
  /** The day it counts on, or the week, month or year that holds it; both null: not known. */
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
}

/** What one source says, in one event. */
export interface ClaimAnswer extends Told<QuantityAnswer> {
  readonly citation: Citation | null;
  readonly event: string;
  readonly position: number;
}

/** The value shown first. Time and place are those of the claim that comes first. */
export interface AdoptedAnswer extends Told<AdoptedQuantity> {
  /** Events of the claims that it rests on. */
  readonly events: readonly string[];
  /** Of the one claim that it rests on; null: it rests on several. */
  readonly citation: Citation | null;
  readonly event: string | null;
  readonly position: number | null;
}

/** One fact in numbers: what is adopted, and by which rule. */
export interface FactAnswer {
  readonly what: Counted;
  readonly weapon: string | null;
  readonly model: string | null;
  readonly objectKind: string | null;
  readonly side: string | null;
  readonly rule: AdoptionRule;
  /** Null: no source says that it happened. */
  readonly adopted: AdoptedAnswer | null;
  /** Sources that say something of it. */
  readonly sources: number;
  /** If it was asked why. */
  readonly why?: FactWhy;
}

/** A fact with every claim beside the adopted value, the first in the order of claims first. */
export interface ArguedFact extends FactAnswer {
  readonly claims: readonly ClaimAnswer[];
}

/** A fact from the claim rows of its rivals. Rows of one event MUST stand together. */
export function factOf(rivals: readonly ClaimRecord[], rule: AdoptionRule): ArguedFact {
  const { what, weapon, model, objectKind, side, sources } = rivals[0]!;
  const claims = grouped(rivals, ({ key }) => eventOfClaim(key)).map(claimOf);
  // Crossings have parts only, and so no whole by which sources could be counted.
  const told = { adopted: adoptedOf(rivals), sources: Math.max(sources, 1), claims };
  return { what, weapon, model, objectKind, side, rule, ...told };
}

/** The same without the claims beside it, for lists. */
export function withoutClaims({ claims: _claims, ...fact }: ArguedFact): FactAnswer {
  return fact;
}

/** Keyed by attack. */
export function byAttack<Row extends { readonly stream: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  return new Map(grouped(rows, ({ stream }) => stream).map((own) => [own[0]!.stream, own]));
}

/** A claim from the rows of its event. */
export function claimOf(records: readonly ClaimRecord[]): ClaimAnswer {
  const { key, position, citation } = records[0]!;
  return {
    ...toldIn(records, ({ quantity }) => quantityAnswer(quantity)),
    citation,
    event: eventOfClaim(key),
    position,
  };
}

function adoptedOf(rivals: readonly ClaimRecord[]): AdoptedAnswer | null {
  const standing = rivals.filter(({ stands }) => stands);
  if (standing.length === 0) return null;
  const events = [...new Set(standing.flatMap((record) => record.events?.split(' ') ?? []))];
  const { citation, position } = standing[0]!;
  const [event = null, another] = events;
  const alone = another === undefined ? { citation, event, position } : { citation: null, event: null, position: null };
  return { ...toldIn(standing, adoptedQuantity), events, ...alone };
}

function toldIn<Number>(records: readonly ClaimRecord[], say: (record: ClaimRecord) => Number): Told<Number> {
  const { place, modality, occurred, countedDay, countedPeriod } = records[0]!;
  const whole = records.find(({ part }) => part === '');
  const parts = records
    .filter(({ part }) => part !== '')
    .map((record) => ({ part: record.part, quantity: say(record) }));
  return { quantity: whole ? say(whole) : null, parts, place, modality, occurred, countedDay, countedPeriod };
}

function adoptedQuantity(record: ClaimRecord): AdoptedQuantity {
  const { qualifier, min, max, best, claims, unknown } = record;
  if (qualifier !== OF_SEVERAL) return quantityAnswer(record.quantity);
  return { text: sayHull({ min, max, best, claims, unknown }), qualifier, min, max, best };
}

/** Groups in order of first appearance. */
export function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly (readonly Item[])[] {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return [...groups.values()];
}
