export { AIR_FORCE, ARTICLE, idAt } from './article';
export { eventOf, recorded, type EventDraft, type EventParts } from './event-of';
export { foldModel } from './fold-model';
export { given } from './given';
export { openTables, type ProjectedTables } from './projected-tables';
export { sampleCase } from './sample-case';
