import { readModels } from '../../features';
import { UsageError } from './exit-codes';

type Served = (typeof readModels)[number];

const WORKERS_MAX = 64;

/** The read models that are asked for by name; those of this release if none is, or "all". Throws UsageError. */
export function viewsNamed(names: readonly string[]): readonly Served[] {
  if (names.length === 0 || names.includes('all')) return readModels;
  const known = new Map(readModels.map((model) => [model.name, model]));
  const found = names.map((name) => {
    const model = known.get(name);
    if (model) return model;
    throw new UsageError(
      `There is no view ${JSON.stringify(name)}. Expected any of: ${[...known.keys()].join(', ')}, or all.`,
    );
  });
  return [...new Set(found)];
}

/** A number of threads. Throws UsageError. */
export function workersOf(text: string): number {
  return wholeNumber('--workers', text, 1, WORKERS_MAX);
}

/** A whole number that an option gives. Throws UsageError. */
export function wholeNumber(option: string, text: string, min: number, max: number): number {
  const number = Number(text);
  if (!/^\d{1,9}$/.test(text) || number < min || number > max)
    throw new UsageError(`${option}: found ${JSON.stringify(text)}, expected a whole number from ${min} to ${max}.`);
  return number;
}
