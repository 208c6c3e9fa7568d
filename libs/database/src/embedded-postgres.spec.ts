import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Client } from 'pg';
import { embeddedSource } from './connections';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
import { postgresBinaries } from './postgres-binaries';
import { identityOf, isAlive, stillRuns } from './process-identity';

const repository = resolve(__dirname, '../../..');
const settings = { fsync: 'off' };
const runs = (file: string, ...args: readonly string[]) => spawnSync(file, args, { stdio: 'ignore' }).status === 0;
const diesWithItsOwner = process.platform === 'linux' && runs('setpriv', '--pdeathsig', 'INT', '--', 'true');
const isRoot = process.getuid?.() === 0;
const hasNamespaces = runs('unshare', '--user', '--map-user=1000', '--map-group=1000', '--', 'true');
/** Whether another account can read this checkout and its Node. */
const asNobody = ['--reuid=65534', '--regid=65534', '--clear-groups'];
const nobodyCanRun =
  isRoot && runs('setpriv', ...asNobody, process.execPath, '-e', `fs.accessSync(${JSON.stringify(__filename)})`);

// Several servers and processes a test, on machines that do other things too.
jest.setTimeout(120_000);

describe('the embedded PostgreSQL', () => {
  let dataDir: string;
  let opened: (EmbeddedPostgres | ChildProcess)[] = [];

  beforeEach(() => {
    dataDir = join(mkdtempSync(join(tmpdir(), 'riyadh talks ')), 'data of 2025');
  });
  afterEach(async () => {
    for (const one of opened.reverse()) await ('stop' in one ? one.stop() : killed(one));
    opened = [];
    rmSync(dirname(dataDir), { recursive: true, force: true });
  });

  async function start(): Promise<EmbeddedPostgres> {
    const postgres = await startEmbeddedPostgres({ dataDir, settings });
    opened.push(postgres);
    return postgres;
  }

  /** Starts it in a Node of its own, which says how that went in its first line. */
  async function startInChild(
    env: NodeJS.ProcessEnv = {},
    user: object = {},
  ): Promise<{ child: ChildProcess; said: string }> {
    const code = `
      require(${JSON.stringify(join(__dirname, 'embedded-postgres.ts'))})
        .startEmbeddedPostgres({ dataDir: ${JSON.stringify(dataDir)}, settings: { fsync: 'off' } })
        .then((postgres) => {
          postgres.announce('http://127.0.0.1:3000');
          const { host, port, password } = postgres.connection;
          console.log(['ready', postgres.pid, host, port, password ?? '-', postgres.runsAs].join(' '));
          setInterval(() => {}, 60_000);
        }, (error) => console.log(error.code ?? error.stack));`;
    const child = spawn(process.execPath, ['-r', require.resolve('@swc-node/register'), '-e', code], {
      cwd: '/',
      env: { ...process.env, SWC_NODE_PROJECT: join(repository, 'tsconfig.json'), ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
      ...user,
    });
    opened.push(child);
    const [said] = (await once(createInterface(child.stdout!), 'line')) as [string];
    return { child, said };
  }

  async function query(postgres: Pick<EmbeddedPostgres, 'connection'>, sql: string): Promise<readonly unknown[]> {
    const client = new Client(embeddedSource(postgres.connection).poolOptions('admin'));
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  it('keeps what was committed from one start to the next, and listens on no port', async () => {
    const first = await start();
    await query(first, 'create table talks (venue text)');
    await query(first, `insert into talks values ('Diriyah Palace')`);
    expect(await query(first, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await start();
    expect(await query(second, 'select venue from talks')).toEqual([{ venue: 'Diriyah Palace' }]);
    expect(
      await query(second, `select datlocprovider, datcollate from pg_database where datname = 'postgres'`),
    ).toEqual([{ datlocprovider: 'b', datcollate: 'C' }]);
  });

  it('refuses a second start on one folder and names the address of the first', async () => {
    const postgres = await start();
    await expect(start()).rejects.toThrow('serves no address yet');
    postgres.announce('http://127.0.0.1:3000');
    await expect(start()).rejects.toMatchObject({
      code: 'data_folder.in_use',
      message: expect.stringContaining(`process ${process.pid}, which serves http://127.0.0.1:3000`),
    });
    expect((await startInChild()).said).toBe('data_folder.in_use');
    await postgres.stop();
    await start();
  });

  it('is had by exactly one of four processes that start together after a crash', async () => {
    mkdirSync(dataDir);
    writeFileSync(
      join(dataDir, 'owner.json'),
      JSON.stringify({ pid: 2 ** 22 + 1, startedAt: null, claim: 'dead', address: null }),
    );
    const said = await Promise.all([1, 2, 3, 4].map(() => startInChild()));
    const answers = said.map((one) => one.said.split(' ')[0]);
    expect(answers.filter((answer) => answer === 'ready')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'data_folder.in_use')).toHaveLength(3);
  });

  it('takes over from an owner whose pid was given to another process', async () => {
    mkdirSync(dataDir);
    const owner = { ...identityOf(process.ppid), claim: 'dead', address: null };
    expect(stillRuns(owner)).toBe(true);
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify(owner));
    await expect(start()).rejects.toMatchObject({ code: 'data_folder.in_use' });
    writeFileSync(join(dataDir, 'owner.json'), JSON.stringify({ ...owner, startedAt: 'before the restart' }));
    await start();
  });

  it.each([
    ['is dead', 2 ** 22 + 1],
    ['is no PostgreSQL', process.pid],
  ])('starts over a postmaster.pid whose process %s', async (_, pid) => {
    await (await start()).stop();
    writeFileSync(
      join(dataDir, 'postgres/postmaster.pid'),
      `${pid}\n${dataDir}/postgres\n1739836800\n5432\n/nowhere\n\n`,
    );
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    expect(await query(postgres, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('starts over a postmaster.pid that names a PostgreSQL of another folder', async () => {
    const other = await start();
    const pidFile = readFileSync(join(dataDir, 'postgres/postmaster.pid'));
    dataDir = join(dirname(dataDir), 'copy');
    await (await start()).stop();
    writeFileSync(join(dataDir, 'postgres/postmaster.pid'), pidFile);
    const postgres = await start();
    expect(postgres.pid).not.toBe(other.pid);
    expect(await query(other, 'select 1 as one')).toEqual([{ one: 1 }]);
  });

  it('refuses a folder of another major version and names both', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres/PG_VERSION'), '17\n');
    await expect(start()).rejects.toMatchObject({
      code: 'data_folder.other_version',
      message: expect.stringMatching(/PostgreSQL 17, .* PostgreSQL 18/),
    });
  });

  it('refuses a folder that holds something else, and a path that is none, and leaves no claim', async () => {
    mkdirSync(join(dataDir, 'postgres'), { recursive: true });
    writeFileSync(join(dataDir, 'postgres/thesis.txt'), '');
    await expect(start()).rejects.toMatchObject({ code: 'data_folder.not_usable' });
    expect(existsSync(join(dataDir, 'owner.json'))).toBe(false);
    dataDir = join(dataDir, 'postgres/thesis.txt');
    await expect(start()).rejects.toMatchObject({ code: 'data_folder.not_usable' });
    dataDir = join(dataDir, '../..');
  });

  it('says what the server said when it does not start', async () => {
    await expect(startEmbeddedPostgres({ dataDir, settings: { shared_buffers: 'plenty' } })).rejects.toMatchObject({
      code: 'embedded_postgres.start_failed',
      message: expect.stringContaining('invalid value for parameter "shared_buffers": "plenty"'),
    });
    await start();
  });

  it('comes in by a password on the loopback interface where the socket has no room', async () => {
    const longFolder = join(dirname(dataDir), 'a'.repeat(90));
    mkdirSync(longFolder);
    const { said } = await startInChild({ TMPDIR: longFolder });
    const [, , host, port, password] = said.split(' ');
    expect({ host, password }).toEqual({ host: '127.0.0.1', password: expect.stringMatching(/^.{32}$/) });
    const connection = { host: host!, port: Number(port), user: 'postgres', database: 'postgres' };
    const client = new Client(embeddedSource({ ...connection, password: password! }).poolOptions('admin'));
    await client.connect();
    await client.end();
    await expect(new Client({ ...connection, password: 'riyadh' }).connect()).rejects.toMatchObject({ code: '28P01' });
  });

  (diesWithItsOwner ? it : it.skip)('leaves no server behind when its owner is killed, and loses nothing', async () => {
    const { child, said } = await startInChild();
    const [, pid, host, port] = said.split(' ');
    const connection = { host: host!, port: Number(port), user: 'postgres', database: 'postgres' };
    await query({ connection }, `create table talks as select 'Diriyah Palace' as venue`);
    await killed(child);
    while (isAlive(Number(pid))) await nextTurn();
    const postgres = await start();
    expect(postgres.adopted).toBe(false);
    expect(await query(postgres, 'select venue from talks')).toEqual([{ venue: 'Diriyah Palace' }]);
  });

  (isRoot && !hasNamespaces ? it.skip : it)('adopts the server of an owner that was killed', async () => {
    // Without setpriv nothing ties the server to its owner, as on other platforms.
    const tools = join(dirname(dataDir), 'tools');
    mkdirSync(tools);
    if (isRoot) symlinkSync(whereIs('unshare'), join(tools, 'unshare'));
    const { child, said } = await startInChild({ PATH: tools });
    await killed(child);
    const postgres = await start();
    expect(postgres).toMatchObject({ adopted: true, pid: Number(said.split(' ')[1]) });
    await postgres.stop();
    expect(isAlive(postgres.pid)).toBe(false);
  });

  (isRoot ? it : it.skip)('runs as another account for root where there are no user namespaces', async () => {
    chmodSync(dirname(dataDir), 0o711);
    const { child, said } = await startInChild({ PATH: join(dirname(dataDir), 'none') });
    const allowed = runs('setpriv', ...asNobody, postgresBinaries().postgres, '--version');
    expect(said).toMatch(allowed ? /^ready .* other account$/ : /^embedded_postgres.cannot_run$/);
    if (!allowed) return;
    await killed(child);
    await start(); // Nothing else would stop that server.
  });

  (nobodyCanRun ? it : it.skip)('runs as the user that starts it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'nobody '));
    rmSync(dirname(dataDir), { recursive: true });
    dataDir = join(home, 'data of 2025');
    spawnSync('chown', ['65534:65534', home]);
    const { said } = await startInChild({}, { uid: 65534, gid: 65534 });
    expect(said).toMatch(/^ready .* same user$/);
  });

  it('asks for DATABASE_URL on a platform without a package', () => {
    expect(() => postgresBinaries('aix', 'ppc64')).toThrow(/No embedded PostgreSQL for aix-ppc64: .* Set DATABASE_URL/);
  });
});

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}

function whereIs(tool: string): string {
  const folder = process.env['PATH']!.split(':').find((one) => existsSync(join(one, tool)));
  return join(folder!, tool);
}
