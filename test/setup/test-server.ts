import { embeddedSource, urlSource, type ConnectionSource, type EmbeddedConnection } from '@tracker/database';

/** The server that all test files use, and the migrated database that they copy. */
export interface TestServer {
  readonly server: { readonly url: string } | { readonly embedded: EmbeddedConnection };
  readonly template: string;
}

/** Workers are processes of their own, to which only the environment leads. */
const VARIABLE = 'TRACKER_TEST_SERVER';

export function publishTestServer(server: TestServer): void {
  process.env[VARIABLE] = JSON.stringify(server);
}

export function testServer(): TestServer {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error('There is no test server: run the tests with `npm test`, which starts it.');
  return JSON.parse(text) as TestServer;
}

/** The server's own database, from which others are made. */
export function maintenanceSource({ server }: TestServer): ConnectionSource {
  return 'url' in server ? urlSource(server.url) : embeddedSource(server.embedded);
}
