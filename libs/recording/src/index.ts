export { BulkUpload, type UploadOptions } from './bulk-upload';
export { Intake } from './intake';
export { LINE_LIMITS, type LineLimits } from './line-reader';
export { Pumps } from './pumps';
export { RecordEvents, RecordEventsHandler } from './record-events.command';
export { RecordingController, UPLOAD_LIMITS } from './recording.controller';
export { parseStrictJson } from './strict-json';
export type { Receipt, Recorded, SubmittedEvent } from './submission';
