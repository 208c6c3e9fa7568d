import type { BenchOptions } from './bench.options';
import type { Comparison } from './comparison';
import type { Lab } from './lab';
import type { Target } from './target';

/** What one section found. */
export interface SectionResult {
  /** For machines; every figure beside its baseline. */
  readonly figures: object;
  /** The same for people. */
  readonly lines: readonly string[];
  readonly targets: readonly Target[];
}

/** Measures one thing. What it begins it hands to the lab, which ends it. */
export type Section = (lab: Lab, options: BenchOptions) => Promise<SectionResult>;

/** A comparison in words, on two lines. */
export function comparisonLines(what: string, { unit, measured, baseline, ratio }: Comparison): readonly string[] {
  return [
    `${what}, beside ${baseline.name}:`,
    `    ${ratio.median} times (${ratio.lowest} to ${ratio.highest}): ${figure(measured.median)} of ${figure(baseline.median)} ${unit}`,
  ];
}

/** `12,345` */
export function figure(value: number): string {
  return value.toLocaleString('en-GB');
}
