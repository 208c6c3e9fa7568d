export { assessments } from './assessments.module';
