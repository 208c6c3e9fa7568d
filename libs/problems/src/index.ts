export { isDatabaseUnavailable } from './database-errors';
export { KnownRoutes } from './known-routes';
export { PROBLEM_MEDIA_TYPE, problemOf, unreadableRequest, type Problem } from './problem';
export { ProblemFilter } from './problem.filter';
export { PROBLEMS } from './problem-table';
export { TrackerError, type Fault } from './tracker-error';
