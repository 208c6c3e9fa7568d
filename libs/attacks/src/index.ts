export { BARRAGE, CASUALTIES, DAMAGE, EVACUATIONS, type Counted } from './attack.claims';
export { attacksModel } from './attack.rows';
export type { Period } from './attacks.filters';
export { attacks } from './attacks.module';
export { SumClaims } from './claims.queries';
export { lastBarrages, type Barrages } from './last-barrages';
export type { TotalAnswer, Totals } from './totals.answer';
