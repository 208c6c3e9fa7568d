export { actors } from './actors.module';
