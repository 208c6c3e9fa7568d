export { ConflictRow, conflictsModel } from './conflict.tables';
export { conflicts } from './conflicts.module';
export { LAST_CHANGE, PHASES_SQL } from './phases.sql';
