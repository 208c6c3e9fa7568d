/** What we use of the `edtf` package, which ships no types. Values as its parser gives them: months count from 0. */
declare module 'edtf' {
  export interface ParsedDate {
    readonly type: 'Date' | 'Season' | 'Year';
    readonly values: readonly number[];
    /** Bits of the digits written X: 8 and 4 of the year, 48 the month, 192 the day. */
    readonly unspecified?: number;
    readonly approximate?: boolean;
    readonly uncertain?: boolean;
  }
  export interface ParsedInterval {
    readonly type: 'Interval';
    /** Null: not known. Infinity: open. */
    readonly values: readonly [ParsedDate | number | null, ParsedDate | number | null];
  }
  /** Throws on text that is not EDTF of the level or below. It takes 29 February in every year. */
  export function parse(text: string, constraints: { readonly level: 0 | 1 | 2 }): ParsedDate | ParsedInterval;
}
