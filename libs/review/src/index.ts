export { review } from './review.module';
