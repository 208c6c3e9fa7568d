import { sayQuantity, type Quantity } from '@tracker/vocabulary';

/** Money and things in a few words: `500000000 USD; 31 Bradley`. */
export function sayAid({
  amount,
  currency,
  items = [],
}: {
  readonly amount?: Quantity;
  readonly currency?: string;
  readonly items?: readonly { readonly name: string; readonly count: Quantity }[];
}): string {
  const money = amount === undefined ? [] : [`${sayQuantity(amount)} ${currency}`];
  return [...money, ...items.map(({ name, count }) => `${sayQuantity(count)} ${name}`)].join('; ');
}
