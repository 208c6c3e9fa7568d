export { aid } from './aid.module';
