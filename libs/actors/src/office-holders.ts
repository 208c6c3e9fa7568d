import type { Citation } from '@tracker/vocabulary';
import { LAST_SEEN } from './office-holders.sql';

/** A holder of an office as OFFICE_HOLDERS_SQL has it. */
export interface HolderRow {
  readonly office: string;
  readonly holder: string;
  /** As told with it, in whichever of its claims. */
  readonly predecessor: Omit<Predecessor, 'basis'> | null;
  readonly occurred: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly isStated: boolean;
  readonly isEnded: boolean;
  readonly seenBy: string;
  readonly seenOn: string;
  readonly periodFrom: string | null;
  readonly periodTo: string | null;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** Why somebody is taken for the holder on a day. */
export type HoldingBasis = 'stated period' | 'last seen on';

/** A holder, and on whose word. */
export interface Holder {
  readonly holder: string;
  readonly basis: HoldingBasis;
  /** The last time by the day asked for at which the holder is told to be in office, as told (`2023~`); null: the stated period holds the day. */
  readonly seenOn: string | null;
  /** First and last day as stated; null: not stated. */
  readonly from: string | null;
  readonly to: string | null;
  readonly occurred: string | null;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** Who came before the holder: told by the source of the holder, or seen before. */
export interface Predecessor {
  readonly holder: string;
  readonly basis: 'stated' | 'last seen before';
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** Who held an office on a day. */
export interface OfficeHolders {
  readonly rule: string;
  /** Of an exclusive office one at most; empty where nobody is known, or the last one known has left. */
  readonly holders: readonly Holder[];
  /** Others told to hold an exclusive office at the same time, by sources that contradict. */
  readonly rivals: readonly Holder[];
  /** Those who held it before, the last one first. */
  readonly before: readonly Holder[];
  readonly predecessor: Predecessor | null;
}

/** Reads the rows of one office, in their order, as who holds it and who held it before. */
export function holdersOf(exclusive: boolean, rows: readonly HolderRow[]): OfficeHolders {
  const current = exclusive
    ? rows.slice(0, 1).filter(({ isEnded }) => !isEnded)
    : rows.filter(({ isEnded }) => !isEnded);
  const [first] = current;
  const others = rows.filter((row) => !current.includes(row));
  const rivals = exclusive && first ? others.filter((row) => isRival(first, row)) : [];
  const before = others.filter((row) => !rivals.includes(row));
  return {
    rule: LAST_SEEN,
    holders: current.map(holder),
    rivals: rivals.map(holder),
    before: before.map(holder),
    predecessor: exclusive ? predecessorOf(first, before[0]) : null,
  };
}

/** Told to be in office at the same time as the first, and not as the one who hands over to it. */
function isRival(first: HolderRow, row: HolderRow): boolean {
  const handsOver = row.periodTo !== null && first.periodFrom !== null && row.periodTo <= first.periodFrom;
  if (row.isEnded || handsOver) return false;
  if (row.isStated) return true;
  return first.isStated ? row.seenBy > first.periodFrom! : row.seenBy === first.seenBy;
}

function predecessorOf(current: HolderRow | undefined, seenBefore: HolderRow | undefined): Predecessor | null {
  if (current?.predecessor) {
    const { holder, event, position, citation } = current.predecessor;
    return { holder, basis: 'stated', event, position, citation };
  }
  if (!current || !seenBefore) return null;
  const { event, position, citation } = seenBefore;
  return { holder: seenBefore.holder, basis: 'last seen before', event, position, citation };
}

function holder(row: HolderRow): Holder {
  const { isStated, seenOn, from, to, occurred, event, position, citation } = row;
  const basis = isStated ? 'stated period' : 'last seen on';
  return { holder: row.holder, basis, seenOn: isStated ? null : seenOn, from, to, occurred, event, position, citation };
}
