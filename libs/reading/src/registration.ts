import type { RegisteredRow } from '@tracker/projections';
import type { Citation } from '@tracker/vocabulary';

/** The event that registered a thing, and on whose word if it says so. */
export interface Registration {
  readonly event: string;
  /** Since when it stands as shown: of a corrected registration the position of the correction. */
  readonly position: number;
  readonly citation: Citation | null;
}

export function registrationOf({ event, since, citation }: RegisteredRow): Registration {
  return { event, position: Number(since), citation };
}
