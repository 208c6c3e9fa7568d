export { places } from './places.module';
