import { connectAsAdmin } from '@tracker/database';
import type { Client } from 'pg';
import { startTestService, type TestService } from '../setup/test-service';

/** The database does not get done with a question in the time that one may take, and ends it. */

let service: TestService;
let admin: Client;

beforeAll(async () => {
  service = await startTestService();
  await service.loadSample('russia-ukraine');
  admin = await connectAsAdmin(service.database.source, 'tests');
});

afterAll(async () => {
  await admin.end();
  await service.stop();
});

/** Ends the statement of the service that waits for a lock, as statement_timeout does. */
async function endTheOneThatWaits(): Promise<void> {
  for (;;) {
    const { rowCount } = await admin.query(
      `select pg_cancel_backend(pid) from pg_stat_activity
       where datname = current_database() and application_name = 'conflict-tracker questions' and wait_event_type = 'Lock'`,
    );
    if (rowCount) return;
  }
}

it('is told how to ask for less, and can ask again', async () => {
  await admin.query('begin');
  await admin.query('lock table entries_v1.entry in access exclusive mode');
  const asked = service.get<{ readonly code: string; readonly detail: string }>(
    '/v1/conflicts/russia-ukraine/timeline',
  );
  await endTheOneThatWaits();
  const { status, body, headers } = await asked;
  expect([status, body.code]).toEqual([504, 'question.timeout']);
  expect(body.detail).toContain('shorter period');
  expect(headers.get('content-type')).toContain('application/problem+json');
  await admin.query('rollback');
  expect((await service.get('/v1/conflicts/russia-ukraine/timeline')).status).toBe(200);
});
