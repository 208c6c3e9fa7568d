import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** An event as a recorder writes it. */
export interface Written {
  readonly type: string;
  readonly stream?: string;
  readonly id?: string;
  readonly expectedVersion?: number;
  readonly occurred?: string;
  readonly citation?: { readonly source: string; readonly [more: string]: unknown };
  readonly data: Readonly<Record<string, unknown>>;
}

/** The lines of the sample case: what the article on the Riyadh talks says. */
export const SAMPLE_LINES: readonly string[] = readFileSync(
  join(__dirname, '../../samples/riyadh-talks.ndjson'),
  'utf8',
)
  .trim()
  .split('\n');

const events = SAMPLE_LINES.map((line) => JSON.parse(line) as Written);

/** The first event of the log. */
export const OPENING = events[0]!;

/** Who, where and on whose word: what the other events refer to. */
export const REGISTRATIONS: readonly Written[] = events
  .slice(1)
  .filter(({ type }) => type.endsWith('Registered') || type === 'ReportFiled');

/** 176 drones in the night before the talks, as the Ukrainian air force says. */
export const BARRAGE = articleEvent('DroneBarrageReported', 'attack-2025-02-18-overnight');
/** Most of them destroyed or jammed. */
export const OUTCOME = articleEvent('BarrageOutcomeReported', 'attack-2025-02-18-overnight');
/** The talks at Diriyah Palace. */
export const TALKS = articleEvent('MeetingHeld', 'meeting-riyadh-2025-02-18');
/** Zelenskyy's visit to Saudi Arabia, for 2025-02-19. */
export const VISIT_PLANNED = articleEvent('MeetingPlanned', 'meeting-zelenskyy-saudi-visit');
export const VISIT_RESCHEDULED = articleEvent('MeetingRescheduled', 'meeting-zelenskyy-saudi-visit');
/** Four buildings in the Cherkasy region. */
export const DAMAGE = articleEvent('DamageReported', 'attack-2025-02-18-cherkasy');

/** The first event of a type in a stream of the sample case. */
export function articleEvent(type: string, stream: string): Written {
  const found = events.find((event) => event.type === type && event.stream === stream);
  if (!found) throw new Error(`The sample case has no ${type} in ${stream}`);
  return found;
}
