import {
  GRADED_LATEST,
  quantityAnswer,
  type Citation,
  type Modality,
  type Quantity,
  type QuantityAnswer,
} from '@tracker/vocabulary';
import type { Counted } from './attack.claims';

/** A row of CLAIMS_OF_ATTACKS: one number of one event. */
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
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
  readonly adopted: boolean;
  /** Sources that rival for this fact. */
  readonly claims: number;
}

/** A part of a number: `children`, `model:<model>`, `country:<iso3>`. */
export interface PartAnswer {
  readonly part: string;
  readonly quantity: QuantityAnswer;
}

/** What one source says, in one event. */
export interface ClaimAnswer {
  /** Null: the source tells parts only. */
  readonly quantity: QuantityAnswer | null;
  readonly parts: readonly PartAnswer[];
  readonly place: string | null;
  readonly modality: Modality;
  /** As this event states it. */
  readonly occurred: string | null;
  /** The day it counts on, or the week, month or year that holds it; both null: not known. */
  readonly countedDay: string | null;
  readonly countedPeriod: string | null;
  readonly citation: Citation | null;
  readonly event: string;
  readonly position: number;
}

/** One fact in numbers: what is adopted, and by which rule. */
export interface FactAnswer {
  readonly what: Counted;
  readonly weapon: string | null;
  readonly model: string | null;
  readonly objectKind: string | null;
  readonly side: string | null;
  readonly rule: typeof GRADED_LATEST;
  /** Null: no source says that it happened. */
  readonly adopted: ClaimAnswer | null;
  /** Sources that say something of it. */
  readonly sources: number;
}

/** A fact with every claim beside the adopted value, the adopted one first. */
export interface ArguedFact extends FactAnswer {
  readonly claims: readonly ClaimAnswer[];
}

/** Groups the claim rows of one attack by fact. Rows of one event MUST stand together. */
export function factsOf(records: readonly ClaimRecord[]): readonly ArguedFact[] {
  return grouped(records, ({ rivals }) => rivals).map((rivals) => {
    const { what, weapon, model, objectKind, side, claims: sources } = rivals[0]!;
    const claims = grouped(rivals, ({ event }) => event).map(claimOf);
    const adopted = rivals[0]!.adopted ? claims[0]! : null;
    // Crossings have parts only, and so no whole by which sources could be counted.
    return {
      what,
      weapon,
      model,
      objectKind,
      side,
      rule: GRADED_LATEST,
      adopted,
      sources: Math.max(sources, 1),
      claims,
    };
  });
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
  const { place, modality, occurred, countedDay, countedPeriod, citation, event, position } = records[0]!;
  const whole = records.find(({ part }) => part === '');
  const parts = records
    .filter(({ part }) => part !== '')
    .map(({ part, quantity }) => ({ part, quantity: quantityAnswer(quantity) }));
  const quantity = whole ? quantityAnswer(whole.quantity) : null;
  return { quantity, parts, place, modality, occurred, countedDay, countedPeriod, citation, event, position };
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
