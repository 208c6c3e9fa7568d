import { ConfigurationError, readConfig, type ConfigOf } from '../../config';
import { databaseUrl, logLevel } from '../../database.config';

const variables = {
  /** URL; no default: it is needed. */
  databaseUrl,
  /** Level; log. */
  logLevel,
};

export type ProjectorConfig = ConfigOf<typeof variables> & { readonly databaseUrl: string };

/** Every variable the projector reads. */
export const configVariables = Object.values(variables);

/** Throws ConfigurationError. With an embedded database the API's own process projects, so this one needs a server. */
export function readProjectorConfig(environment: NodeJS.ProcessEnv = process.env): ProjectorConfig {
  const { databaseUrl: url, ...others } = readConfig(variables, environment);
  if (url === null) {
    throw new ConfigurationError([
      'DATABASE_URL: not set, expected postgres://user:password@host:port/database. A projector of its own needs a server; ' +
        'with the embedded PostgreSQL the API projects by itself.',
    ]);
  }
  return { ...others, databaseUrl: url };
}
