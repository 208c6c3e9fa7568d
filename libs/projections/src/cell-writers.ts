/** How a value of a PostgreSQL type is written as text; undefined: it is not of that type. */
export type WriteCell = (value: unknown) => string | undefined;

const integer = (value: unknown): string | undefined => (Number.isSafeInteger(value) ? String(value) : undefined);
const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Of every type that a column may have. */
export const CELL_WRITERS: Readonly<Record<string, WriteCell>> = {
  text,
  bigint: integer,
  integer,
  boolean: (value) => (typeof value === 'boolean' ? (value ? 't' : 'f') : undefined),
  date: (value) => (typeof value === 'string' && /^\d{4,}-\d{2}-\d{2}$/.test(value) ? value : undefined),
  jsonb: (value) =>
    typeof value === 'object' || typeof value === 'number' || typeof value === 'string'
      ? JSON.stringify(value)
      : undefined,
  'double precision': (value) => (typeof value === 'number' && Number.isFinite(value) ? String(value) : undefined),
  'text[]': (value) =>
    Array.isArray(value) && value.every((item) => typeof item === 'string') ? arrayLiteral(value) : undefined,
};

function arrayLiteral(items: readonly string[]): string {
  return `{${items.map((item) => `"${item.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;
}
