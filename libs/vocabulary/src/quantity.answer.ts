import { boundsOf, sayQuantity, type Bounds, type Qualifier, type Quantity } from './quantity';

/** A quantity as answers show it. A bound that nobody states is null, never 0. */
export interface QuantityAnswer extends Bounds {
  /** In a few words: `176`, `most of 176`. */
  readonly text: string;
  readonly qualifier: Qualifier;
}

export function quantityAnswer(quantity: Quantity): QuantityAnswer {
  const { qualifier, min, max, best } = boundsOf(quantity);
  return { text: sayQuantity(quantity), qualifier, min, max, best };
}
