export {
  connectAsAdmin,
  dataSourceOptions,
  embeddedSource,
  connectionData,
  openPool,
  openSentPool,
  urlSource,
  type ConnectionData,
  type ConnectionSource,
} from './connections';
export { startEmbeddedPostgres, type EmbeddedPostgres } from './embedded-postgres';
export type { EmbeddedConnection } from './embedded-server';
export { migrate } from './migrator';
export type { Pool } from 'pg';
