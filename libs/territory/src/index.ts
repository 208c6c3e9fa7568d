export { territory } from './territory.module';
