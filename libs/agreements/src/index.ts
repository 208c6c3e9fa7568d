export { agreements } from './agreements.module';
export { ceasefiresModel } from './ceasefire.model';
export type { CeasefireItem } from './ceasefire.answer';
export { ceasefiresInForce } from './ceasefires.queries';
export { commitmentsModel } from './commitment.model';
export { standingCommitments, type StandingCommitments } from './standing-commitments';
