export type { StatementItem } from './statement.answer';
export { statementsModel } from './statement.model';
export { forecastsAbout } from './statements.queries';
export { statements } from './statements.module';
