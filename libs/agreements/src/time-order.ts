import { parseOccurred, type Occurred } from '@tracker/vocabulary';

/**
 * Whether the one was certainly over before the other began: by calendar days, or where both have a clock time by it. An end or a
 * start that is open or not known is before nothing and after nothing.
 */
export function isBefore(one: Occurred, other: Occurred): boolean {
  const [first, second] = [parseOccurred(one), parseOccurred(other)];
  if (!first?.to || !first.sortTo || !second?.from || !second.sortFrom) return false;
  return isTimed(one) && isTimed(other) ? first.sortTo < second.sortFrom : first.to < second.from;
}

/** Whether something told to have ended was over when something else happened. Without a time the latter is after whatever is told. */
export function wasOver(ended: Occurred | undefined, occurred: Occurred | undefined): boolean {
  if (occurred === undefined) return true;
  return ended !== undefined && isBefore(ended, occurred);
}

function isTimed(occurred: Occurred): boolean {
  return occurred.includes('T');
}
