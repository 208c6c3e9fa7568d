import type { Citation, Modality } from '@tracker/vocabulary';
import type { PointRow, SeriesClaimRow } from './series.tables';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly citation: Citation | null;
}

export function claimOf({ event, position, modality, occurred, citation }: SeriesClaimRow | PointRow): Claim {
  return { event, position, modality, occurred, citation };
}
