import type { ReadModel } from '@tracker/projections';
import { openTables, type ProjectedTables } from '@tracker/spec-kit';
import { createTestDatabase, type TestDatabase } from './test-database';

/** Tables of some read models in a database of the calling spec's own, there from its beforeAll to its afterAll. */
export function testTables(...models: readonly ReadModel[]): Omit<ProjectedTables, 'close'> {
  let database: TestDatabase;
  let tables: ProjectedTables;
  beforeAll(async () => {
    database = await createTestDatabase();
    tables = await openTables(database.source, models);
  });
  afterAll(async () => {
    await tables.close();
    await database.drop();
  });
  return {
    get questions() {
      return tables.questions;
    },
    project: (conflict, events) => tables.project(conflict, events),
  };
}
