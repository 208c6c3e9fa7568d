import { connectAsAdmin, embeddedSource, startEmbeddedPostgres } from '@tracker/database';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { isRunning, processesOn, repository, Run } from './run';

const SERVES = /^Conflict Tracker serves at (http:\S+), its data are at (.+)\.$/;
const CURL = /^\s*curl '(http[^']+)'/gm;
const sampleLines = readFileSync(join(repository, 'samples/riyadh-talks.ndjson'), 'utf8').trim().split('\n');
const diesWithItsOwner =
  process.platform === 'linux' && spawnSync('setpriv', ['--pdeathsig', 'INT', '--', 'true']).status === 0;

jest.setTimeout(120_000);

describe('npm start', () => {
  const home = mkdtempSync(join(tmpdir(), 'riyadh talks '));
  const dataDir = join(home, 'data of 2025');
  const here = { PORT: '0', DATA_DIR: dataDir };
  const runs: Run[] = [];

  afterEach(async () => {
    for (const run of runs.splice(0)) await run.end();
  });
  afterAll(() => rmSync(home, { recursive: true, force: true }));

  async function serving(run: Run): Promise<string> {
    runs.push(run);
    const [, url] = await run.line(SERVES);
    await run.line(/^Stop with Ctrl-C\.$/);
    return url!;
  }

  /** Bytes of the events in the log, in order, from its own pages. */
  async function recorded(url: string): Promise<readonly unknown[]> {
    const answer = await fetch(`${url}/v1/conflicts/russia-ukraine/events?limit=1000`);
    const { events } = (await answer.json()) as { readonly events: readonly { readonly event: unknown }[] };
    return events.map(({ event }) => event);
  }

  function register(url: string, name: string): Promise<number> {
    const data = { name, country: 'UKR', precision: 'settlement' };
    return post(`${url}/v1/conflicts/russia-ukraine/events`, {
      type: 'PlaceRegistered',
      stream: `place-${name}`,
      data,
    });
  }

  function open(url: string): Promise<number> {
    const event = { type: 'ConflictOpened', data: { name: 'Russia-Ukraine war' } };
    return post(`${url}/v1/conflicts`, { conflict: 'russia-ukraine', event });
  }

  async function post(url: string, body: object): Promise<number> {
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    await answer.arrayBuffer();
    return answer.status;
  }

  async function gone(pids: readonly number[]): Promise<void> {
    while (pids.some(isRunning)) await nextTurn();
  }

  const acknowledged: string[] = [];

  it('on a new folder prints its address and three requests, which work and find the sample case', async () => {
    const run = Run.npmStart(here);
    const url = await serving(run);
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const requests = [...run.output.matchAll(CURL)].map(([, request]) => request!);
    expect(requests).toHaveLength(3);
    for (const request of requests) {
      const answer = await fetch(request);
      expect({ request, status: answer.status }).toEqual({ request, status: 200 });
      const position = request.includes('asOf=1') ? 1 : sampleLines.length;
      expect(await answer.json()).toMatchObject({ position, names: expect.any(Object) });
    }
    expect(await recorded(url)).toEqual(sampleLines.map((line) => JSON.parse(line) as unknown));

    const second = Run.start(here);
    runs.push(second);
    expect(await second.ended).toMatchObject({ code: 1 });
    expect(second.output).toContain(`in use by process ${processesOn(dataDir)[0]}, which serves ${url}.`);

    const processes = processesOn(dataDir);
    const towns = Array.from({ length: 200 }, (_, index) => `town-${index}`);
    const requestsUnderway = towns.map(async (town) => {
      if ((await register(url, town)) === 201) acknowledged.push(town);
    });
    await Promise.race(requestsUnderway);
    run.signal('SIGTERM'); // To npm, while others are on their way.
    await Promise.allSettled(requestsUnderway);
    await run.ended;
    expect(processes.filter(isRunning)).toEqual([]);
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false);
  });

  it('again finds all that was acknowledged, loads nothing twice, and finishes an upload before Ctrl-C ends it', async () => {
    const run = Run.npmStart(here);
    const url = await serving(run);
    const events = await recorded(url);
    expect(events.slice(0, sampleLines.length)).toEqual(sampleLines.map((line) => JSON.parse(line) as unknown));
    const towns = events
      .slice(sampleLines.length)
      .map((event) => (event as { readonly data: { readonly name: string } }).data.name);
    expect(towns).toEqual(expect.arrayContaining(acknowledged));
    expect(acknowledged.length).toBeGreaterThan(0);

    const processes = processesOn(dataDir);
    const upload = new Upload(url);
    upload.send('riyadh-suburb');
    while (!(await isAt(`${url}/v1/conflicts/russia-ukraine/streams/place-riyadh-suburb`))) await nextTurn();
    run.interrupt();
    while (await isAt(`${url}/health/live`)) await nextTurn();
    upload.send('cherkasy-suburb');
    expect(await upload.end()).toMatchObject({ done: true, recorded: 2, refused: 0 });
    await run.ended;
    expect(processes.filter(isRunning)).toEqual([]);
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false);
    // Less than a connection is kept open for a next request: a stop does not wait for one.
  }, 60_000);

  (diesWithItsOwner ? it : it.skip)('leaves no database behind when node is killed, and loses nothing', async () => {
    const run = Run.npmStart(here);
    const url = await serving(run);
    const before = await recorded(url);
    const processes = processesOn(dataDir);
    process.kill(processes[0]!, 'SIGKILL');
    await run.ended;
    await gone(processes);

    const next = Run.start(here);
    expect(await recorded(await serving(next))).toEqual(before);
    next.signal('SIGINT');
    expect(await next.ended).toEqual({ code: 0, signal: null });
  });

  it('names what is wrong with a variable, and starts nothing', async () => {
    const unused = join(home, 'unused');
    const run = Run.start({ PORT: '30OO', SAMPLE: 'yes', DATA_DIR: unused });
    runs.push(run);
    expect(await run.ended).toEqual({ code: 1, signal: null });
    expect(run.output).toBe(
      'The configuration cannot be used:\n' +
        '  PORT: found "30OO", expected a whole number from 0 to 65535.\n' +
        '  SAMPLE: found "yes", expected one of on, off.',
    );
    expect(existsSync(unused)).toBe(false);
  });

  it('with DATABASE_URL uses that server as an ordinary user of it, and neither a folder nor the sample case', async () => {
    const server = await startEmbeddedPostgres({ dataDir: join(home, 'a server of ours'), settings: { fsync: 'off' } });
    const { host, port, password } = server.connection;
    const admin = await connectAsAdmin(embeddedSource(server.connection), 'tests');
    await admin.query('create role ana login createrole');
    await admin.query('create database talks owner ana');
    await admin.end();
    // Over a socket each role logs in as itself; where there is none, only the superuser has a password.
    const login = password === undefined ? 'user=ana' : `user=postgres&password=${password}`;
    const unused = join(home, 'unused');
    const run = Run.start({
      PORT: '0',
      DATA_DIR: unused,
      DATABASE_URL: `postgres:///talks?host=${encodeURIComponent(host)}&port=${port}&${login}`,
    });
    const url = await serving(run);
    expect(await (await fetch(`${url}/v1/conflicts`)).json()).toMatchObject({ items: [] });
    expect(await open(url)).toBe(201);
    expect(existsSync(unused)).toBe(false);
    run.signal('SIGTERM');
    expect(await run.ended).toEqual({ code: 0, signal: null });
    await server.stop();
  });
});

/** Whether something is to be had there. */
async function isAt(url: string): Promise<boolean> {
  try {
    const { ok, body } = await fetch(url);
    await body?.cancel();
    return ok;
  } catch {
    return false; // Nobody listens.
  }
}

/** An upload of places that is under way, on a connection that its sender keeps for a next request. */
class Upload {
  private readonly agent = new Agent({ keepAlive: true });
  private readonly request: ClientRequest;
  private readonly answered: Promise<unknown[]>;

  constructor(url: string) {
    const headers = { 'content-type': 'application/x-ndjson' };
    const path = '/v1/conflicts/russia-ukraine/events?answers=all';
    this.request = request(url + path, { method: 'POST', headers, agent: this.agent });
    this.answered = once(this.request, 'response');
  }

  send(name: string): void {
    const data = { name, country: 'UKR', precision: 'settlement' };
    this.request.write(`${JSON.stringify({ type: 'PlaceRegistered', stream: `place-${name}`, data })}\n`);
  }

  /** The last line of the answer. */
  async end(): Promise<unknown> {
    this.request.end();
    const [response] = await this.answered;
    let last = '';
    for await (const line of createInterface(response as IncomingMessage)) last = line;
    return JSON.parse(last);
  }
}
