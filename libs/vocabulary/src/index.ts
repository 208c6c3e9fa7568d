export { addVocabularyTo, type OnReference } from './ajv-vocabulary';
export {
  Citation,
  MODALITIES,
  Reason,
  RELIABILITIES,
  sourceOf,
  type Basis,
  type Credibility,
  type Grade,
  type Modality,
  type Reliability,
} from './citation';
export { addDays, daysBetween, type Day } from './days';
export { isValidAs, type PayloadType } from './declarations';
export { describeFaults, type ValueFault } from './faults';
export {
  IsCode,
  IsFlag,
  IsIso3,
  IsIssueKey,
  IsLanguage,
  IsNames,
  IsOccurred,
  IsPoint,
  IsQuantity,
  IsReference,
  IsSha256,
  IsShape,
  IsText,
  IsUrl,
  IsWholeNumber,
  MayBeOmitted,
} from './fields';
export { GRADED_LATEST, gradedLatest, HULL, rankOf, UNGRADED } from './graded-latest';
export { jsonSchemaOf } from './json-schema';
export { IsEitherList, IsPart, IsPartList, IsReferenceList, IsTextList, type ListLimits } from './lists';
export {
  firstDayOf,
  lastDayOf,
  parseOccurred,
  type Occurred,
  type OccurredFault,
  type OccurredPrecision,
  type OccurredSpan,
} from './occurred';
export { PLACE_PRECISIONS, type PlacePrecision, type Point } from './point';
export {
  boundsOf,
  sayQuantity,
  sumBounds,
  type Bounds,
  type BoundsSum,
  type Qualifier,
  type Quantity,
  type QuantityBounds,
} from './quantity';
export { quantityAnswer, type QuantityAnswer } from './quantity.answer';
export { isQuantity, QUANTITY } from './quantity.shape';
export {
  CONFLICT_STREAM,
  isConflictId,
  isStreamId,
  kindOf,
  SUBJECT_KINDS,
  type ActorRef,
  type AgreementRef,
  type AreaRef,
  type AttackRef,
  type CeasefireRef,
  type CommitmentRef,
  type MeasureRef,
  type MeetingRef,
  type OfficeRef,
  type PlaceRef,
  type ReportRef,
  type SourceRef,
  type StatementRef,
  type SubjectRef,
} from './references';
export { AtLeastOneOf, Described, MustHold } from './rules';
export type { JsonSchema, Shape } from './shape';
export type { Iso3, IssueKey, Language, Text } from './text';
