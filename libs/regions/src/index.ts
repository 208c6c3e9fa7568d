export { regions } from './regions.module';
