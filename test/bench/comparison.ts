/** A thing measured in turns with its baseline: figures of one run, taken under one load of the machine. */
export interface Comparison {
  readonly unit: string;
  readonly measured: Measured;
  readonly baseline: Measured & { readonly name: string };
  /** Of measured to baseline, turn by turn. */
  readonly ratio: Spread;
}

export interface Measured {
  readonly median: number;
  /** One figure a turn. */
  readonly rounds: readonly number[];
}

export interface Spread {
  readonly median: number;
  readonly lowest: number;
  readonly highest: number;
}

/** Runs named measurements in turns, `rounds` times each, and gives the figures of each. */
export async function inTurns<Name extends string>(
  rounds: number,
  measure: Readonly<Record<Name, () => Promise<number>>>,
): Promise<Readonly<Record<Name, readonly number[]>>> {
  const names = Object.keys(measure) as Name[];
  const figures = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    // Every other round the other way round, so that neither always comes after the other.
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) figures[name].push(await measure[name]());
  }
  return figures;
}

export function compare(
  unit: string,
  measured: readonly number[],
  name: string,
  baseline: readonly number[],
): Comparison {
  const ratios = measured.map((figure, round) => figure / baseline[round]!);
  return {
    unit,
    measured: { median: rounded(median(measured)), rounds: measured.map(rounded) },
    baseline: { name, median: rounded(median(baseline)), rounds: baseline.map(rounded) },
    ratio: {
      median: rounded(median(ratios)),
      lowest: rounded(Math.min(...ratios)),
      highest: rounded(Math.max(...ratios)),
    },
  };
}

export function median(figures: readonly number[]): number {
  return quantile(figures, 0.5);
}

/** The figure below which that share of the figures lies; NaN of none. */
export function quantile(figures: readonly number[], share: number): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)] ?? NaN, sorted[Math.ceil(at)] ?? NaN];
  return below + (above - below) * (at - Math.floor(at));
}

/** To what a benchmark can tell: three digits, all of a greater number's whole part. */
export function rounded(figure: number): number {
  return Math.abs(figure) >= 100 ? Math.round(figure) : Number(figure.toPrecision(3));
}
