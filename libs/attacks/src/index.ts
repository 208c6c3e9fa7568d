export { BARRAGE, CASUALTIES, DAMAGE, EVACUATIONS, type Counted } from './attack.claims';
export { attacksModel } from './attack.rows';
export { countedPeriodOf, type Period } from './attacks.filters';
export { attacks } from './attacks.module';
export { lastBarrages, type Barrages } from './last-barrages';
export { sumTotals } from './sum-totals';
export type { TotalAnswer, Totals } from './totals.answer';
export { SumClaims } from './totals.queries';
