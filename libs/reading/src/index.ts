export { RuleParameter, type AdoptionRule } from './adoption';
export { readCursor, writeCursor } from './cursor';
export { shortHash } from './etag';
export { changesBetween } from './field-changes';
export { BEHIND_MAX, behindSql, streamsBehind, type Behind } from './behind';
export { entriesModel } from './entry.model';
export { ENTRIES_MODEL, EntryRow, placesOf, placesSql, refsSql } from './entry.tables';
export { FindingRow, findingsModel, FINDINGS_MODEL } from './finding.tables';
export { goesBeforeSql, gradedLatestOrderSql, inGradedLatestOrder } from './graded-latest';
export { heldOne, heldRows, heldSql } from './held';
export { acceptedForm, JSON_FORM, NDJSON_FORM } from './log-form';
export { cutPage, listedPeriod } from './listed-period';
export { NoQuery } from './log-query';
export { beginReply, sendChunks } from './log-reply';
export { listedWords } from './log-selection';
export type { Moment, MomentQuestion } from './moment';
export { MOMENT_EXPECTED, Moments, wholeNumber } from './moment';
export { namesModel } from './name.tables';
export { namesIn, type Names } from './names';
export { mapPage, PAGE_LIMIT, PAGE_LIMIT_MAX, pageOf, type Page, type PageStart, type Paging } from './page';
export { CodeParameter, DayParameter, StreamParameter, TextParameter, WordsParameter } from './parameters';
export { inPeriod, type AskedPeriod } from './period';
export { pageInPeriod, pageInPeriodByEnd } from './period-page';
export { Independence } from './independence';
export { questionPipe } from './question-pipe';
export { ListAtMoment, OneAtMoment } from './questions';
export {
  ServedReadModels,
  StandingsOfReadModels,
  StandingsOfReadModelsHandler,
  type ReadModelStanding,
} from './read-models.queries';
export { ReadingModule } from './reading.module';
export { ForeignCursorError, InvalidParameterError, NotFoundAtPositionError } from './reading.errors';
export { registrationOf, type Registration } from './registration';
export { reviewsModel } from './review.model';
export { reviewsIn, type Reviews } from './reviews';
export {
  REVIEW_KINDS,
  ReviewedRow,
  ReviewRow,
  REVIEWS_MODEL,
  type FieldChange,
  type ReviewKind,
} from './review.tables';
export { tiesModel } from './tie.tables';
export { endedBelow, sortedBelow, sortedFrom } from './sort-bounds';
export { AtMoment, InPages, View } from './view';
export { VIEW, type ViewDeclaration } from './view-declaration';
export { ListQuery, PeriodQuery, ViewQuery, type Order } from './view-query';
export { KERNEL_MODELS, questionHash, ViewInterceptor } from './view.interceptor';
export { Explanations, type Why } from './why';
export { EFFECTS, type EventWhy } from './why-effects';
export type { Explaining, Rivalry } from './why-rivals';
