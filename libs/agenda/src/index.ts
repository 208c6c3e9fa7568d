export { agenda } from './agenda.module';
