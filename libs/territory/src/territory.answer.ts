import type { Citation, Day, Modality } from '@tracker/vocabulary';
import type { ChangeOfControl, ControlStatus } from './territory.events';
import type { ControlClaimRow, HoldingRow } from './territory.tables';

/**
 * Name and version of the rule by which an area has a holder on a day: of the changes told as real, the last that may have begun by
 * that day, one without a date before all others; of several that began on one day, the best grade, then the latest.
 */
export const LAST_CHANGE = 'last-change@1';

/** A change of control as one source tells it. */
export interface ControlClaim {
  readonly holder: string;
  readonly previous: string | null;
  readonly how: ChangeOfControl;
  readonly status: ControlStatus;
  /** As the citation has it: "illegally". */
  readonly legalNote: string | null;
  /** When control passed, as stated; null: not said. */
  readonly occurred: string | null;
  readonly event: string;
  readonly position: number;
  readonly modality: Modality;
  readonly citation: Citation | null;
}

/** An area, and who holds it on the day asked for. */
export interface AreaItem extends ControlClaim {
  readonly area: string;
  readonly place: string;
  /** The first day of the next change that is told; null: none is. */
  readonly heldUntil: Day | null;
  readonly rule: typeof LAST_CHANGE;
}

/** A change in the history of an area. */
export interface ChangeAnswer extends ControlClaim {
  /** Whether it is the one adopted of those told of its day. */
  readonly adopted: boolean;
}

/** What a source told last by the day asked for. */
export interface SourceView extends ControlClaim {
  readonly source: string;
  /** Whether it has another holder, or another status, than the one shown first. */
  readonly differs: boolean;
}

/** One area with everything that is told of it. */
export interface AreaAnswer {
  readonly area: string;
  readonly place: string;
  /** Who holds it on the day asked for; null: nobody tells of a change by then. */
  readonly held: Omit<AreaItem, 'area' | 'place' | 'rule'> | null;
  /** Where nothing is told of the day: who is said to have held it until the first change after it. */
  readonly heldBefore: { readonly holder: string; readonly claim: ControlClaim } | null;
  /** What each source told last by the day asked for, by source. */
  readonly sources: readonly SourceView[];
  /** Changes as told, the latest first, at most CHANGES_SHOWN_MAX of them. The whole history is the stream itself. */
  readonly changes: readonly ChangeAnswer[];
  readonly changesCount: number;
  readonly rule: typeof LAST_CHANGE;
}

export function areaItem(row: HoldingRow, claim: ControlClaimRow): AreaItem {
  return { area: row.stream, place: row.place, ...controlClaim(claim), heldUntil: row.ended, rule: LAST_CHANGE };
}

export function controlClaim(row: ControlClaimRow): ControlClaim {
  const { holder, previous, how, status, legalNote, occurred, event, position, modality, citation } = row;
  return { holder, previous, how, status, legalNote, occurred, event, position, modality, citation };
}

export function sourceView(row: ControlClaimRow, held: HoldingRow | undefined): SourceView {
  const differs = held !== undefined && (row.holder !== held.holder || row.status !== held.status);
  return { source: row.source, ...controlClaim(row), differs };
}
