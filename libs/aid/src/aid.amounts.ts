import {
  boundsOf,
  firstDayOf,
  parseOccurred,
  sourceOf,
  type Bounds,
  type Day,
  type Quantity,
} from '@tracker/vocabulary';
import type { AidTelling } from './aid.events';

/** What an amount is of: what was promised, or what came. */
export const SIDES = ['pledged', 'delivered'] as const;
export type Side = (typeof SIDES)[number];

/** An amount as one event states it. */
export interface StatedAmount {
  readonly side: Side;
  /** Names the fact: rival claims share it. Money is one fact of a pledge or a delivery, whatever its currency, and each thing another. */
  readonly fact: string;
  readonly what: 'money' | 'item';
  /** The currency, or the name of the thing. */
  readonly unit: string;
  readonly quantity: Quantity;
}

/** An amount that stands: the latest of its source on the fact. */
export interface StandingAmount extends StatedAmount, Bounds {
  /** Names its row. */
  readonly key: string;
  /** Names the fact as its source tells it: a later amount of the same name takes its place. */
  readonly name: string;
  readonly source: string;
  readonly event: AidTelling;
}

/** The amounts that an event states, in a fixed order. */
export function statedIn(event: AidTelling): readonly StatedAmount[] {
  const side = sideOf(event);
  if (side === null || !('items' in event.data || 'amount' in event.data)) return [];
  const { amount, currency = '', items = [] } = event.data;
  const money = amount === undefined ? [] : [stated(event, side, 'money', currency, amount)];
  return [...money, ...items.map(({ name, count }) => stated(event, side, 'item', name, count))];
}

/** The same as they stand after the event. */
export function standingIn(event: AidTelling): readonly StandingAmount[] {
  return statedIn(event).map((amount) => {
    const { min, max, best } = boundsOf(amount.quantity);
    const key = `${event.id} ${amount.what === 'money' ? 'money' : `item ${amount.unit}`}`;
    const source = sourceOf(event);
    const name = JSON.stringify([source, amount.side, amount.fact]);
    return { ...amount, min, max, best, key, name, source, event };
  });
}

/** First day on which it may have happened; null: not said. */
export function beganOf({ occurred }: Pick<AidTelling, 'occurred'>): Day | null {
  return firstDayOf(occurred ?? null);
}

/** Whether the event says that it is so. What is denied, planned or supposed stands beside and counts for nothing. */
export function isRealised({ modality = 'realised' }: Pick<AidTelling, 'modality'>): boolean {
  return modality === 'realised';
}

/** A plan or a supposition is no rival of what is said to have happened, or not to have. */
export function suppositionOf({ modality = 'realised' }: Pick<AidTelling, 'modality'>): string {
  return modality === 'realised' || modality === 'negated' ? '' : modality;
}

function sideOf({ type }: AidTelling): Side | null {
  switch (type) {
    case 'AidPledged':
      return 'pledged';
    case 'AidDelivered':
      return 'delivered';
    case 'AidSuspended':
    case 'AidResumed':
      return null;
  }
}

function stated(
  event: AidTelling,
  side: Side,
  what: StatedAmount['what'],
  unit: string,
  quantity: Quantity,
): StatedAmount {
  const fact = JSON.stringify([deliveryOf(event), what === 'money' ? 'money' : ['item', unit], suppositionOf(event)]);
  return { side, fact, what, unit, quantity };
}

/** Deliveries of one key, or without one of one time, are one and the same. */
function deliveryOf(event: AidTelling): readonly string[] {
  if (event.type !== 'AidDelivered') return [];
  if (event.data.delivery !== undefined) return ['key', event.data.delivery];
  const span = event.occurred === undefined ? undefined : parseOccurred(event.occurred);
  return ['time', span?.sortFrom ?? '', span?.sortTo ?? ''];
}
