export { RuleParameter, WhyParameter, type AdoptionRule } from './adoption';
export { FindingRow, findingsModel, FINDINGS_MODEL } from './finding.tables';
export { goesBeforeSql, gradedLatestOrderSql, inGradedLatestOrder } from './graded-latest';
export { heldOne, heldRows, heldSql } from './held';
export { NoQuery } from './log-query';
export type { Moment, MomentQuestion } from './moment';
export { Moments } from './moment';
export { namesModel } from './name.tables';
export { namesIn, type Names } from './names';
export { mapPage, PAGE_LIMIT, PAGE_LIMIT_MAX, pageOf, type Page, type PageStart, type Paging } from './page';
export { CodeParameter, DayParameter, StreamParameter, TextParameter } from './parameters';
export { inPeriod, type AskedPeriod } from './period';
export { pageInPeriod } from './period-page';
export { Independence } from './independence';
export { questionPipe } from './question-pipe';
export { ListAtMoment, OneAtMoment } from './questions';
export { ServedReadModels, StandingsOfReadModels, type ReadModelStanding } from './read-models.queries';
export { ReadingModule } from './reading.module';
export { ForeignCursorError, InvalidParameterError, NotFoundAtPositionError } from './reading.errors';
export { registrationOf, type Registration } from './registration';
export { reviewsModel } from './review.model';
export {
  REVIEW_KINDS,
  ReviewedRow,
  ReviewRow,
  REVIEWS_MODEL,
  type FieldChange,
  type ReviewKind,
} from './review.tables';
export { tiesModel } from './tie.tables';
export { sortedBelow, sortedFrom } from './sort-bounds';
export { AtMoment, InPages, View } from './view';
export { VIEW, type ViewDeclaration } from './view-declaration';
export { ListQuery, PeriodQuery, ViewQuery, type Order } from './view-query';
export { ViewInterceptor } from './view.interceptor';
