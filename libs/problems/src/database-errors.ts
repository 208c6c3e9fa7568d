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

/** SQLSTATE query_canceled: of statement_timeout, and of an operator who ends a statement. */
const CANCELLED_STATE = '57014';

/** Whether an error of the database driver says that the database cannot be reached now, and not that it refused something. */
export function isDatabaseUnavailable(error: unknown): boolean {
  const { code, message } = saidByDriver(error);
  if (typeof code === 'string') return GONE_STATES.test(code) || GONE_SYSTEM_CODES.has(code);
  return typeof message === 'string' && GONE_MESSAGES.test(message);
}

/** Whether an error of the database driver says that a statement was ended before it was done. */
export function isStatementCancelled(error: unknown): boolean {
  return saidByDriver(error).code === CANCELLED_STATE;
}

function saidByDriver(error: unknown): { readonly code?: unknown; readonly message?: unknown } {
  if (typeof error !== 'object' || error === null) return {};
  const { driverError } = error as { driverError?: unknown };
  return driverError === undefined || driverError === error ? error : saidByDriver(driverError);
}
