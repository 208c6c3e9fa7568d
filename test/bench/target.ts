/** A figure the product is held to, and whether this run reached it. */
export interface Target {
  readonly name: string;
  /** `at least 3` */
  readonly wanted: string;
  readonly found: number;
  readonly unit: string;
  readonly verdict: 'reached' | 'below';
}

export function atLeast(name: string, wanted: number, found: number, unit: string): Target {
  return { name, wanted: `at least ${wanted}`, found, unit, verdict: found >= wanted ? 'reached' : 'below' };
}

export function atMost(name: string, wanted: number, found: number, unit: string): Target {
  return { name, wanted: `at most ${wanted}`, found, unit, verdict: found <= wanted ? 'reached' : 'below' };
}
