export type { Checkpoint, Parked } from './checkpoints';
export { ClaimedRow, claimColumns } from './claimed-row';
export {
  blankFold,
  compileModel,
  RowChanges,
  takeEvent,
  type CompiledModel,
  type FoldedStream,
  type RowVersion,
} from './fold';
export { DatedRow, datedColumns, dayColumns } from './dated-row';
export { Follower } from './follower';
export { ensureTables, tablesSha256 } from './generations';
export { ListedRow, listedColumns, REACHES, reachOf, type Reach } from './listed-row';
export { Projector, PROJECTOR_SETTINGS, type Pass } from './projector';
export { modelOfStream, row, type Columns, type Feature, type ReadModel, type RowState } from './read-model';
export { rebuild, type FoldPieces, type RebuildResult } from './rebuild';
export { foldPieces, type FoldedMessage, type PieceMessage } from './rebuild-worker';
export { RegisteredRow } from './registered-row';
export { HELD, TemporalRow } from './temporal-row';
export type { TableShape } from './table-shape';
