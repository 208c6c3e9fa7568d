import { IsShape } from '@tracker/vocabulary';

/** ISO 4217 code: `USD`. */
export type Currency = string;

const CODES: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'));
const THREE_LETTERS = /^[A-Z]{3}$/;

/** Property decorator: three capital letters. That the currency exists is a rule of the class: a schema of all codes would change with the platform. */
export function IsCurrency(description: string): PropertyDecorator {
  const schema = {
    type: 'string',
    pattern: THREE_LETTERS.source,
    'x-expected': 'a currency code of ISO 4217, such as USD',
  };
  return IsShape('Currency', schema, (value) => typeof value === 'string' && THREE_LETTERS.test(value), description);
}

/** Whether there is, or was, such a currency; what is no code at all is for the field to refuse. */
export function isIso4217(code: unknown): boolean {
  return typeof code !== 'string' || !THREE_LETTERS.test(code) || CODES.has(code);
}

/** Whether both are given, or neither. */
export function isAmountWithCurrency(amount: unknown, currency: unknown): boolean {
  return (amount === undefined) === (currency === undefined);
}
