import type { Problem } from '@tracker/problems';
import type { Receipt } from '@tracker/recording';
import type { Answer, TestService } from '../setup/test-service';
import { OPENING, REGISTRATIONS, type Written } from './article';

export type { Problem, Receipt };

/** A line of the answer to an upload. */
export interface UploadLine extends Partial<Receipt> {
  readonly line?: number;
  readonly replayed?: boolean;
  readonly status?: number;
  readonly code?: string;
  readonly detail?: string;
  readonly errors?: readonly { readonly pointer: string }[];
  readonly lines?: readonly [number, number];
  readonly positions?: readonly [number, number];
  readonly done?: boolean;
  readonly problem?: Problem;
}

/** An event with its header, as the log gives it in JSON. */
export interface LogEntry extends Receipt {
  readonly type: string;
  readonly schemaVersion: number;
  readonly recordedBy: string;
  readonly commitment: string;
  readonly event: Written;
}

/** One conflict, as somebody who records and reads it over HTTP. */
export class Notebook {
  readonly path: string;

  constructor(
    private readonly service: TestService,
    readonly conflict: string,
  ) {
    this.path = `/v1/conflicts/${conflict}`;
  }

  /** Opens a conflict and registers whom and what the article's events refer to. */
  static async open(service: TestService, conflict: string): Promise<Notebook> {
    const notebook = new Notebook(service, conflict);
    const recorded = await notebook.record([OPENING, ...REGISTRATIONS]);
    expect(recorded.status).toBe(201);
    return notebook;
  }

  /** Sends one event, an array of them, or a body as it stands. */
  record<Body = Receipt>(body: unknown, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.service.post<Body>(`${this.path}/events`, body, headers);
  }

  /** Sends lines in bulk and reads the lines of the answer. */
  async upload(
    lines: string | readonly (string | Written)[],
    { question = '', headers = {} }: { readonly question?: string; readonly headers?: Record<string, string> } = {},
  ): Promise<readonly UploadLine[]> {
    const body =
      typeof lines === 'string'
        ? lines
        : lines.map((line) => `${typeof line === 'string' ? line : JSON.stringify(line)}\n`).join('');
    const answer = await this.service.post(`${this.path}/events${question}`, body, {
      'content-type': 'application/x-ndjson',
      ...headers,
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    return linesOf<UploadLine>(answer.text);
  }

  get<Body = Record<string, unknown>>(path: string, headers: Record<string, string> = {}): Promise<Answer<Body>> {
    return this.service.get<Body>(this.path + path, headers);
  }

  /** The position of the last event; 0 if the conflict is not open. */
  async head(): Promise<number> {
    const { status, headers } = await this.get('/events?limit=1');
    return status === 404 ? 0 : Number(headers.get('log-position'));
  }

  /** The whole log as it is exported. */
  async export(): Promise<string> {
    const { status, text } = await this.get('/events', { accept: 'application/x-ndjson' });
    expect(status).toBe(200);
    return text;
  }
}

/** The values of NDJSON. */
export function linesOf<Line>(text: string): readonly Line[] {
  return text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

/** A UUIDv7 of 2025-02-19 that differs by its number. */
export function idNumbered(number: number): string {
  return `01951c00-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}
