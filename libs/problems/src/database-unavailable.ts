/** SQLSTATE classes: connection exceptions (08), insufficient resources (53), operator intervention (57P). */
const GONE_STATES = /^(08|53|57P)/;
/** What the socket says. */
const GONE_SYSTEM_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** What the driver says without any code. */
const GONE_MESSAGES =
  /connection terminated|timeout exceeded when trying to connect|client has encountered a connection error|not queryable/i;

/** Whether an error of the database driver says that the database cannot be reached now, and not that it refused something. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError } = error as { code?: unknown; message?: unknown; driverError?: unknown };
  if (driverError !== undefined && driverError !== error) return isDatabaseUnavailable(driverError);
  if (typeof code === 'string') return GONE_STATES.test(code) || GONE_SYSTEM_CODES.has(code);
  return typeof message === 'string' && GONE_MESSAGES.test(message);
}
