import type { ClientBase, Pool } from 'pg';

/** Does work in one transaction, which is rolled back if it throws. */
export async function inTransaction<T>(pool: Pool, work: (client: ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => client.emit('error', lost));
    throw error;
  } finally {
    client.release();
  }
}
