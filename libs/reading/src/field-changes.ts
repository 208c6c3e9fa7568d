import type { FieldChange } from './review.tables';

/** Object or list: what has members to be compared one by one. */
type Members = Readonly<Record<string, unknown>>;

/**
 * The fields in which two JSON values differ, in order of their JSON Pointers (RFC 6901). Members of objects are compared one by
 * one; lists as a whole, for which element became which is not said. A whole that is not there: one change at the root.
 */
export function changesBetween(old: unknown, now: unknown, pointer = ''): readonly FieldChange[] {
  if (isObject(old) && isObject(now)) {
    const names = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
    return names.flatMap((name) => changesBetween(old[name], now[name], `${pointer}/${escaped(name)}`));
  }
  if (JSON.stringify(ordered(old)) === JSON.stringify(ordered(now))) return [];
  return [{ pointer, ...(old === undefined ? {} : { old }), ...(now === undefined ? {} : { new: now }) }];
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The order of keys says nothing. */
function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, member]) => [name, ordered(member)]),
  );
}
