export { applyDifference, type HeldRows } from './apply-difference';
export { audit } from './audit.module';
export type { Difference } from './difference';
