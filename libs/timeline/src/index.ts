export { timeline } from './timeline.module';
