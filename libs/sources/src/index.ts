export { sources } from './sources.module';
