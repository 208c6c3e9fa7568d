export { dropBuilds, modelsToBuild, type BuildPiece } from './builds';
export type { Checkpoint, Parked } from './checkpoints';
export { ClaimedRow, claimColumns } from './claimed-row';
export { compileModel, type CompiledModel } from './compiled-model';
export { blankFold, takeEvent, type FoldedStream } from './fold';
export { DatedRow, datedColumns, dayColumns } from './dated-row';
export {
  differenceSql,
  turningPointsSql,
  walkStepSql,
  type Comparison,
  type DifferingRow,
  type RowPlace,
  type Statement,
  type TurningPoint,
} from './differences';
export { Follower } from './follower';
export { ensureTables, tablesSha256 } from './generations';
export { ListedRow, listedColumns, listedTime, REACHES, reachOf, type ListedTime, type Reach } from './listed-row';
export { checkDroppable, dropOldVersions, oldVersions, type OldVersion } from './old-versions';
export { sinceUnparked, unparkModels, type ParkedModel, type UnparkedModel } from './parked-models';
export type { PieceAnswer, PieceProgress, PieceTask, RunTasks } from './piece-task';
export { PieceWorker, workPieces } from './piece-worker';
export { Projector, PROJECTOR_SETTINGS, type Pass } from './projector';
export { modelOfStream, row, type Columns, type Feature, type ReadModel, type RowState } from './read-model';
export {
  rebuild,
  RebuildStoppedError,
  RebuildUnderWayError,
  withBuildsLock,
  type FoldPieces,
  type RebuildProgress,
  type RebuildResult,
  type RebuildSettings,
} from './rebuild';
export type { RebuildTask } from './rebuild-piece';
export { replay, type Replayed, type ReplayedTable, type RowDifference } from './replay';
export { RegisteredRow } from './registered-row';
export { RowChanges, type RowVersion } from './row-changes';
export { HELD, TemporalRow } from './temporal-row';
export type { TableShape } from './table-shape';
export { isClean, verify, type DifferingRowVersion, type VerifiedModel } from './verify';
