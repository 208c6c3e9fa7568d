export { measuresModel } from './measure.model';
export { measures } from './measures.module';
export { measuresInForce, type MeasuresInForce } from './measures.queries';
