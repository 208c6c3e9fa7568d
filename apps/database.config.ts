import { urlSource } from '@tracker/database';
import { resolve } from 'node:path';
import { oneOf, optional, text } from './config';

export const databaseUrl = optional({
  name: 'DATABASE_URL',
  unit: 'URL',
  description:
    'PostgreSQL server to use, as postgres://user:password@host:port/database. Not set: an embedded one in DATA_DIR.',
  expected: 'postgres://user:password@host:port/database',
  parse: (url) => {
    urlSource(url); // Throws, and shows no password.
    return url;
  },
});

export const dataDir = text({
  name: 'DATA_DIR',
  default: './data',
  unit: 'path, relative to the repository',
  description: 'Folder of the embedded PostgreSQL; made if need be. Not used with DATABASE_URL.',
  expected: 'a path',
  parse: (path) => (path.includes('\0') ? undefined : resolve(path)),
});

export const logLevel = oneOf({
  name: 'LOG_LEVEL',
  choices: ['fatal', 'error', 'warn', 'log', 'debug', 'verbose'],
  default: 'log',
  unit: 'level',
  description: 'The finest level that is logged, from the gravest: fatal, error, warn, log, debug, verbose.',
});
