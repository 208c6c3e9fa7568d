export { map } from './map.module';
