import { connect } from '../../apps/database';
import { followHere } from '../../apps/following';
import { rebuildDatabase } from '../../apps/rebuilding';
import { logFrom } from '../../apps/logging';
import { serve, type Service, type ServingSettings } from '../../apps/api/src/service';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './test-database';

/** An answer as a client sees it. */
export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON; throws where it is none. */
  readonly body: Body;
}

/** The whole service on a database of its own, spoken to over HTTP. */
export interface TestService {
  readonly url: string;
  readonly service: Service;
  readonly database: TestDatabase;
  get<Body = Record<string, unknown>>(path: string, headers?: Record<string, string>): Promise<Answer<Body>>;
  /** Sends JSON unless the headers say otherwise; a string or bytes go as they are. */
  post<Body = Record<string, unknown>>(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<Body>>;
  /** Uploads the sample case and gives the position of its last event. */
  loadSample(conflict?: string): Promise<number>;
  stop(): Promise<void>;
}

/** Starts the service on a copy of the migrated template. Call it in beforeAll and `stop` in afterAll. */
export async function startTestService(
  settings: Pick<ServingSettings, 'uploadLimits' | 'follow'> = {},
): Promise<TestService> {
  const database = await createTestDatabase();
  // A broken idle connection is no failure: specs break them on purpose.
  const open = await connect(database.source, undefined, { onMessage: () => undefined, onIdleError: () => undefined });
  const service = await serve(open, {
    host: '127.0.0.1',
    port: 0,
    follow: (database, reports) => followHere(rebuildDatabase(database), reports),
    logger: logFrom('fatal'),
    ...settings,
  });
  const { url } = service;
  const post: TestService['post'] = async (path, body, headers = {}) => {
    const raw = typeof body === 'string' || Buffer.isBuffer(body);
    const sent = await fetch(url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: raw ? body : JSON.stringify(body),
    });
    return answerOf(sent);
  };
  return {
    url,
    service,
    database,
    post,
    get: async (path, headers = {}) => answerOf(await fetch(url + path, { headers })),
    loadSample: async (conflict = 'russia-ukraine') => {
      const sample = readFileSync(join(__dirname, '../../samples/riyadh-talks.ndjson'));
      const { text } = await post(`/v1/conflicts/${conflict}/events`, sample, {
        'content-type': 'application/x-ndjson',
      });
      const lines = text
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as { positions?: [number, number]; refused?: number; code?: string });
      const refused = lines.filter(({ code }) => code !== undefined);
      if (refused.length > 0) throw new Error(`The sample case was refused: ${JSON.stringify(refused)}`);
      return Math.max(...lines.map(({ positions }) => positions?.[1] ?? 0));
    },
    stop: async () => {
      await service.stop();
      await database.drop();
    },
  };
}

async function answerOf<Body>(response: Response): Promise<Answer<Body>> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    get body() {
      return JSON.parse(text) as Body;
    },
  };
}
