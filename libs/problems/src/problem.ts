import { PROBLEMS } from './problem-table';
import { TrackerError, type Fault } from './tracker-error';

/** A problem document (RFC 9457) with our members: a stable code, what is wrong where, and the facts of the case. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance?: string;
  readonly errors?: readonly Fault[];
  readonly [fact: string]: unknown;
}

/** Where the documentation explains a code. Stable: the part after '#' is the code. */
const PROBLEM_TYPE = 'https://conflict-tracker.org/problems#';

export const PROBLEM_MEDIA_TYPE = 'application/problem+json';

/** The problem document of an error that a user caused or meets. `instance` is the request's id. */
export function problemOf(error: TrackerError, instance?: string): Problem {
  const { status, title } = PROBLEMS[error.code] ?? PROBLEMS['service.fault']!;
  return problem({
    code: error.code,
    status,
    title,
    detail: error.message,
    instance,
    errors: error.faults,
    facts: error.facts,
  });
}

/** A problem of the transport, which no TrackerError stands for. */
export function problemWithCode(
  code: string,
  detail: string,
  instance?: string,
  facts: Readonly<Record<string, unknown>> = {},
): Problem {
  return problem({ code, ...PROBLEMS[code]!, detail, instance, errors: [], facts });
}

/** The problem of bytes that Node's HTTP parser gave up on, by the code of its error. */
export function unreadableRequest({ code }: { readonly code?: string }): Problem {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return problemWithCode(
      'request.headers_too_large',
      'The headers of the request are larger than 16 KiB. Send fewer or shorter ones.',
    );
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return problemWithCode('request.timeout', 'The headers of the request did not come within 10 s. Send it again.');
  }
  return problemWithCode(
    'request.malformed',
    'This is not an HTTP/1.1 request. Send one, with a request line and headers as RFC 9112 has them.',
  );
}

function problem(parts: {
  readonly code: string;
  readonly status: number;
  readonly title: string;
  readonly detail: string;
  readonly instance: string | undefined;
  readonly errors: readonly Fault[];
  readonly facts: Readonly<Record<string, unknown>>;
}): Problem {
  const { code, status, title, detail, instance, errors, facts } = parts;
  return {
    type: `${PROBLEM_TYPE}${code}`,
    title,
    status,
    detail,
    code,
    ...(instance ? { instance } : {}),
    ...(errors.length > 0 ? { errors } : {}),
    ...facts,
  };
}
