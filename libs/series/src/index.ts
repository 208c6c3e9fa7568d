export { series } from './series.module';
