import type { Citation } from '@tracker/vocabulary';

/** What specs take from the reference article on the Riyadh talks unless they say otherwise. */
export const CONFLICT = 'russia-ukraine';

/** The report itself says so. */
export const ARTICLE: Citation = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };

/** The air force says so, as the report has it. */
export const AIR_FORCE: Citation = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks', grade: 'B2' };

const FIRST_RECORDED_AT = Date.UTC(2025, 1, 19, 8);

/** The id that the event at a position gets if a spec does not name one: a fixed UUIDv7. */
export function idAt(position: number): string {
  return `01951a2b-0000-7000-8000-${String(position).padStart(12, '0')}`;
}

/** The instant of record of a position: one event a second from 2025-02-19T08:00:01Z. */
export function recordedAtOf(position: number): string {
  return new Date(FIRST_RECORDED_AT + position * 1_000).toISOString();
}
