export { status } from './status.module';
