import type { Moment } from '@tracker/reading';
import type { Counted } from './attack.claims';
import type { Period } from './attacks.filters';

/** Which claims are to be counted. */
export interface Selection {
  readonly what: readonly Counted[];
  /** Left out or null: all times, and what has no time. Then every claim is read. */
  readonly period?: Period | null;
  readonly place?: string;
  readonly objectKind?: string;
  readonly side?: string;
  /** Only these attacks. */
  readonly attacks?: readonly string[];
  readonly weapon?: string;
  readonly model?: string;
  /** Of attacks by this actor, or headed for this place, as told by some source. */
  readonly attacker?: string;
  readonly toward?: string;
}

/** $1 to $13 of `countedClaims`. */
export function selectionParameters({ conflict, position }: Moment, selection: Selection): unknown[] {
  const { what, period, place, objectKind, side, attacks, weapon, model, attacker, toward } = selection;
  const cuts = [place, objectKind, side, attacks, weapon, model, attacker, toward];
  return [
    conflict,
    position,
    what,
    period?.from ?? null,
    period?.to ?? null,
    ...cuts.map((cut) => (cut === undefined ? null : cut)),
  ];
}
