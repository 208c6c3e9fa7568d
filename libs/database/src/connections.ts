import { Client, types, Pool, type PoolConfig } from 'pg';
import type { DataSourceOptions } from 'typeorm';
import { TrackerError } from '@tracker/problems';
import type { EmbeddedConnection } from './embedded-server';

/** As whom a process works: `admin` migrates, `tracker_app` records and reads, `tracker_projector` derives. */
export type DatabaseRole = 'admin' | 'tracker_app' | 'tracker_projector';

/** Settings of the server for one connection, as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

/** A database and how to get into it. */
export interface ConnectionSource {
  /** Which database, without any password: for messages. */
  readonly address: string;
  /** For a Pool or a Client. Roles other than admin exist once the database is migrated. */
  poolOptions(role: DatabaseRole, serverSettings?: ServerSettings): PoolConfig;
  /** Another database of the same server. */
  inDatabase(name: string): ConnectionSource;
}

/** DATABASE_URL cannot be used; the message holds no password. */
class DatabaseUrlError extends TrackerError {
  readonly code = 'database.url_invalid';

  constructor(found: string) {
    super(`DATABASE_URL: ${found}, expected postgres://user:password@host:port/database.`);
  }
}

/** There is no getting into the database; the message holds no password. */
class DatabaseUnreachableError extends TrackerError {
  readonly code = 'database.unreachable';

  constructor(address: string, cause: Error) {
    super(
      `Cannot connect to the database ${address}: ${cause.message || String((cause as NodeJS.ErrnoException).code)}. ` +
        'Check that the server runs, that DATABASE_URL is right and that its user may log in.',
    );
    this.cause = cause;
  }
}

/** A server started by startEmbeddedPostgres. */
export function embeddedSource(connection: EmbeddedConnection): ConnectionSource {
  const { user, password, database } = connection;
  return {
    address: `${connection.host}:${connection.port}/${database}`,
    poolOptions: (role, serverSettings = {}) => ({
      ...connection,
      // Over a socket each role logs in as itself. None has a password, so over TCP the superuser becomes that role.
      user: role === 'admin' || password !== undefined ? user : role,
      // Always given, and ssl too, or PGOPTIONS and PGSSLMODE of the user's shell would be taken instead.
      options: asOptions({ role: role === 'admin' ? 'none' : role, ...serverSettings }),
      ssl: false,
      types: TYPES,
    }),
    inDatabase: (name) => embeddedSource({ ...connection, database: name }),
  };
}

/** A server that somebody runs, at DATABASE_URL. Its user needs the right to become the two roles, which migrating grants. */
export function urlSource(databaseUrl: string): ConnectionSource {
  const url = parsedUrl(databaseUrl);
  const user = url.searchParams.get('user') ?? decodeURIComponent(url.username);
  const shown = new URL(url);
  shown.password = '';
  shown.search = '';
  return {
    address: shown.href,
    poolOptions: (role, serverSettings = {}) => ({
      connectionString: withOptions(
        url,
        role === 'admin' || role === user ? serverSettings : { role, ...serverSettings },
      ),
      types: TYPES,
    }),
    inDatabase: (name) => {
      const other = new URL(url);
      other.pathname = `/${encodeURIComponent(name)}`;
      return urlSource(other.href);
    },
  };
}

export interface PoolSettings {
  readonly role: DatabaseRole;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  /** Told of a connection that broke while idle: the pool makes another, and nothing else happens. */
  readonly onIdleError: (error: Error) => void;
  readonly connectionsMax?: number;
  readonly serverSettings?: ServerSettings;
  /** The server ends a statement that takes longer. Default: no limit. */
  readonly statementTimeoutMs?: number;
  /** How long to wait for a connection. Default: 10,000. */
  readonly connectTimeoutMs?: number;
}

/** How to connect in one role, as data that can be sent to a thread. */
export type ConnectionData = Omit<PoolConfig, 'types'>;

export function connectionData(
  source: ConnectionSource,
  role: DatabaseRole,
  serverSettings?: ServerSettings,
): ConnectionData {
  const { types: _functions, ...data } = source.poolOptions(role, serverSettings);
  return data;
}

/** Opens a pool whose broken connections never end the process, idle or in use. Its owner MUST end it. */
export function openPool(source: ConnectionSource, settings: PoolSettings): Pool {
  return poolOf(poolConfig(source, settings), settings.onIdleError);
}

/** The same in a thread, on what it was sent. */
export function openSentPool(data: ConnectionData, settings: Omit<PoolSettings, 'role' | 'serverSettings'>): Pool {
  return poolOf({ ...data, types: TYPES, ...limitsOf(settings) }, settings.onIdleError);
}

function poolOf(config: PoolConfig, onIdleError: PoolSettings['onIdleError']): Pool {
  const pool = new Pool(config);
  // An ending pool is told that it ended before its connections are closed; what breaks them then is nobody's concern.
  pool.on('error', (error) => {
    if (!pool.ending) onIdleError(error);
  });
  // The pool listens to idle connections only. One in use may break between two queries: the next query then says so.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}

/** One connection as admin, outside any pool. Throws DatabaseUnreachableError; its owner MUST end it. */
export async function connectAsAdmin(source: ConnectionSource, applicationName: string): Promise<Client> {
  const client = new Client({ ...source.poolOptions('admin'), application_name: applicationName });
  try {
    await client.connect();
  } catch (error) {
    throw new DatabaseUnreachableError(source.address, error as Error);
  }
  return client;
}

/** For a TypeORM DataSource with a pool like those of openPool. */
export function dataSourceOptions(
  source: ConnectionSource,
  entities: readonly (new () => object)[],
  settings: PoolSettings,
): DataSourceOptions & { readonly type: 'postgres' } {
  return {
    type: 'postgres',
    entities: [...entities],
    synchronize: false,
    // TypeORM would else try to install uuid-ossp, which the role may not.
    installExtensions: false,
    // Goes to the pool as it stands, over whatever TypeORM makes of its own options.
    extra: poolConfig(source, settings),
    poolErrorHandler: settings.onIdleError,
  };
}

function poolConfig(source: ConnectionSource, settings: PoolSettings): PoolConfig {
  return { ...source.poolOptions(settings.role, settings.serverSettings), ...limitsOf(settings) };
}

function limitsOf(settings: Omit<PoolSettings, 'role' | 'serverSettings'>): PoolConfig {
  return {
    application_name: settings.applicationName,
    max: settings.connectionsMax ?? 10,
    connectionTimeoutMillis: settings.connectTimeoutMs ?? 10_000,
    ...(settings.statementTimeoutMs === undefined ? {} : { statement_timeout: settings.statementTimeoutMs }),
  };
}

function parsedUrl(text: string): URL {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new DatabaseUrlError('it is no URL');
  }
  if (url.protocol !== 'postgres:' && url.protocol !== 'postgresql:')
    throw new DatabaseUrlError(`it begins with ${url.protocol}`);
  if (url.pathname.length < 2) throw new DatabaseUrlError('it names no database');
  return url;
}

function withOptions(url: URL, settings: ServerSettings): string {
  if (Object.keys(settings).length === 0) return url.href;
  const extended = new URL(url);
  const given = url.searchParams.get('options');
  extended.searchParams.set('options', given === null ? asOptions(settings) : `${given} ${asOptions(settings)}`);
  return extended.href;
}

function asOptions(settings: ServerSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

const BIGINT_OID = 20;
const BIGINT_ARRAY_OID = 1016;

/**
 * Positions are bigint in the database and safe integers here. What is greater, such as the `until` of a row that still
 * holds, stays the exact string.
 */
const TYPES: NonNullable<PoolConfig['types']> = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    const parser = types.getTypeParser(oid, format) as (text: string) => unknown;
    const isBigint = (oid === BIGINT_OID || oid === BIGINT_ARRAY_OID) && format !== 'binary';
    return isBigint ? (text: string) => withNumbers(parser(text)) : parser;
  }) as typeof types.getTypeParser,
};

function withNumbers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNumbers);
  const number = Number(value);
  return value !== null && Number.isSafeInteger(number) ? number : value;
}
