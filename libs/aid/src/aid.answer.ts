import type { AdoptionRule } from '@tracker/reading';
import { quantityAnswer, type Citation, type Modality, type QuantityAnswer, type Reason } from '@tracker/vocabulary';
import type { Side } from './aid.amounts';
import type { AidKind, AidPledged, AidSuspended } from './aid.events';
import type { AidStatus } from './aid.filter';
import type { AidClaimRow, AmountRow, PledgeRow } from './aid.tables';
import {
  isMoreThanPledged,
  standingOf,
  type ItemStanding,
  type MoneyStanding,
  type StandingRecord,
} from './standing.answer';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly citation: Citation | null;
}

/** That a pledge is not carried out, or is again. */
export interface TurnAnswer extends Claim {
  readonly by: string | null;
  readonly reason: Reason | null;
}

/** A pledge in a list, on the day asked for. Null: the source is silent. */
export interface AidItemAnswer {
  readonly aid: string;
  readonly donor: string | null;
  readonly recipient: string | null;
  readonly kind: AidKind | null;
  /** Null: nobody says that it was made. */
  readonly status: AidStatus | null;
  readonly modality: Modality | null;
  /** When it was promised. */
  readonly occurred: string | null;
  readonly pledge: Claim | null;
  /** By currency, never across currencies. */
  readonly money: readonly MoneyStanding[];
  readonly items: readonly ItemStanding[];
  /** Whether certainly more of something came than was promised. */
  readonly moreThanPledged: boolean;
  /** The suspension in force on the day; null: none is. */
  readonly suspended: TurnAnswer | null;
  readonly rule: AdoptionRule;
}

/** Why an amount does not count in what is shown first. */
export type LeftOut =
  | 'not said to have happened'
  | 'after the day asked for'
  | 'another claim is adopted'
  | 'another currency than the adopted claim';

/** One amount as one event states it. */
export interface AmountAnswer extends Claim {
  readonly side: Side;
  /** Key of the delivery, where the source gives one. */
  readonly delivery: string | null;
  readonly currency: string | null;
  readonly item: string | null;
  readonly quantity: QuantityAnswer;
  /** Whether it counts, and if not why. */
  readonly counts: boolean;
  readonly leftOut: LeftOut | null;
}

/** Who tells of the pledge, and how. */
export interface PledgeClaim extends Claim {
  readonly donor: string;
  readonly recipient: string;
  readonly kind: AidKind;
  readonly adopted: boolean;
}

/** Everything that is told of one pledge. */
export interface AidAnswer extends AidItemAnswer {
  readonly pledges: readonly PledgeClaim[];
  /** The latest first, at most AMOUNTS_SHOWN_MAX of them, and how many there are. */
  readonly amounts: readonly AmountAnswer[];
  readonly amountsCount: number;
  /** Suspensions and resumptions, the latest first. */
  readonly turns: readonly (TurnAnswer & { readonly turn: 'suspended' | 'resumed' })[];
}

/** What the tables say of pledges besides their own rows; each may be of many. */
export interface Told {
  readonly standings: readonly StandingRecord[];
  readonly statuses: ReadonlyMap<string, AidStatus | null>;
  /** The claims that pledges and suspensions rest on. */
  readonly pledges: readonly AidClaimRow[];
  readonly suspensions: readonly AidClaimRow[];
}

export function aidItem(row: PledgeRow, told: Told, rule: AdoptionRule): AidItemAnswer {
  const { stream, donor, recipient, kind, modality, occurred, pledgedEvent } = row;
  const standings = told.standings.filter((standing) => standing.stream === stream);
  const pledge = told.pledges.find(({ event }) => event === pledgedEvent);
  const suspension = told.suspensions.find((turn) => turn.stream === stream);
  return {
    aid: stream,
    donor,
    recipient,
    kind,
    status: told.statuses.get(stream) ?? null,
    modality,
    occurred,
    pledge: pledge ? claimOf(pledge) : null,
    money: standings.flatMap((standing) =>
      standing.what === 'money' ? [{ currency: standing.unit, ...standingOf(standing) }] : [],
    ),
    items: standings.flatMap((standing) =>
      standing.what === 'item' ? [{ name: standing.unit, ...standingOf(standing) }] : [],
    ),
    moreThanPledged: standings.some(isMoreThanPledged),
    suspended: suspension ? turnAnswer(suspension) : null,
    rule,
  };
}

export function pledgeClaim(claim: AidClaimRow, { pledgedEvent }: PledgeRow): PledgeClaim {
  const { donor, recipient, kind } = claim.data as AidPledged;
  return { ...claimOf(claim), donor, recipient, kind, adopted: claim.event === pledgedEvent };
}

export function turnAnswer(claim: AidClaimRow): TurnAnswer {
  const { by = null, reason = null } = claim.data as AidSuspended;
  return { ...claimOf(claim), by, reason };
}

/** A row of amounts with its place among its rivals, 1 the adopted one; null: it is no candidate. */
export interface JudgedAmount {
  readonly key: string;
  readonly rank: number | null;
  /** The unit of the adopted one. */
  readonly adoptedUnit: string | null;
}

export function amountAnswer(row: AmountRow, judged: JudgedAmount, rule: AdoptionRule): AmountAnswer {
  const { side, delivery, what, unit, quantity } = row;
  const leftOut = whyLeftOut(row, judged, rule);
  return {
    side,
    delivery,
    currency: what === 'money' ? unit : null,
    item: what === 'item' ? unit : null,
    quantity: quantityAnswer(quantity),
    counts: leftOut === null,
    leftOut,
    ...claimOf(row),
  };
}

function whyLeftOut({ modality, unit }: AmountRow, judged: JudgedAmount, rule: AdoptionRule): LeftOut | null {
  if (modality !== 'realised') return 'not said to have happened';
  if (judged.rank === null) return 'after the day asked for';
  if (unit !== judged.adoptedUnit) return 'another currency than the adopted claim';
  return judged.rank === 1 || rule === 'hull@1' ? null : 'another claim is adopted';
}

function claimOf({ event, position, modality, occurred, citation }: AidClaimRow | AmountRow): Claim {
  return { event, position, modality, occurred, citation };
}
