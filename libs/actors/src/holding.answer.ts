import type { Citation } from '@tracker/vocabulary';
import type { HoldingClaimRow } from './office.tables';

/** One source's word that somebody held an office. */
export interface HoldingClaim {
  readonly office: string;
  readonly holder: string;
  /** Who is said to have held it before. */
  readonly predecessor: string | null;
  /** First and last day as stated; null: not stated. */
  readonly from: string | null;
  readonly to: string | null;
  /** A time at which the holder was in office. */
  readonly occurred: string | null;
  readonly modality: string;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

export function holdingClaim(row: HoldingClaimRow): HoldingClaim {
  const { stream: office, holder, predecessor, statedFrom: from, statedTo: to, occurred } = row;
  const { modality, event, position, citation } = row;
  return { office, holder, predecessor, from, to, occurred, modality, event, position: Number(position), citation };
}
