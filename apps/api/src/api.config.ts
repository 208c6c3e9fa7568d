import { isIPv4 } from 'node:net';
import { ConfigurationError, integer, oneOf, readConfig, text, type ConfigOf } from '../../config';
import { databaseUrl, dataDir, logLevel } from '../../database.config';

const variables = {
  /** TCP port; 3000. */
  port: integer({
    name: 'PORT',
    default: 3000,
    min: 0,
    max: 65_535,
    unit: 'TCP port',
    description: 'Where the HTTP API listens; 0 takes any free one.',
  }),
  /** Address or host name; 127.0.0.1. */
  host: text({
    name: 'HOST',
    default: '127.0.0.1',
    unit: 'address or host name',
    description: 'Network interface the HTTP API listens on. With the embedded PostgreSQL only a loopback address.',
    expected: 'an address or host name',
    parse: (host) => (/^[\w.:-]{1,253}$/.test(host) ? host : undefined),
  }),
  /** Path; ./data. */
  dataDir,
  /** URL; not set. */
  databaseUrl,
  /** on or off; on. */
  sample: oneOf({
    name: 'SAMPLE',
    choices: ['on', 'off'],
    default: 'on',
    unit: 'on or off',
    description: 'Loads the sample case into an empty embedded database.',
  }),
  /** on or off; on. */
  projector: oneOf({
    name: 'PROJECTOR',
    choices: ['on', 'off'],
    default: 'on',
    unit: 'on or off',
    description: 'Keeps the read models up in this process too; off where projectors of their own do.',
  }),
  /** Level; log. */
  logLevel,
};

export type ApiConfig = ConfigOf<typeof variables>;

/** Every variable the API reads, in the order of the README. */
export const configVariables = Object.values(variables);

/** Throws ConfigurationError, which names each variable that cannot be used, what was found and what was expected. */
export function readApiConfig(environment: NodeJS.ProcessEnv = process.env): ApiConfig {
  const config = readConfig(variables, environment);
  // Nobody is asked who they are yet, so whoever reaches the port may record.
  if (config.databaseUrl === null && !isLoopback(config.host)) {
    throw new ConfigurationError([
      `HOST: found ${JSON.stringify(config.host)}, expected 127.0.0.1, ::1 or localhost, since without DATABASE_URL this is a ` +
        'server for one person on one machine. Leave HOST out, or set DATABASE_URL.',
    ]);
  }
  return config;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}
