import type { Moment } from '@tracker/reading';
import type { Modality } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import { eventOfClaim, type Counted } from './attack.claims';
import type { Asking } from './attack.facts';
import type { GroupName } from './groups.sql';
import { leftOut } from './left-out.sql';
import { selectionParameters, type Selection } from './selection';
import { wordOf } from './totals.answer';

/** Why a claim does not count in a total. */
export type LeftOutReason = 'not_realised' | 'outranked' | 'part_of_whole' | 'vague_time' | 'outside_period';

/** A claim on an attack in question that does not count. */
export interface LeftOutAnswer {
  readonly attack: string;
  readonly event: string;
  readonly reason: LeftOutReason;
  readonly modality: Modality;
  /** What counts instead: the claim that outranks it, or that of the whole; null: nothing does. */
  readonly by: { readonly attack: string; readonly event: string } | null;
}

/** By what is counted: how many claims do not count, and the latest recorded of them. */
export type LeftOut = Readonly<Record<string, { readonly count: number; readonly claims: readonly LeftOutAnswer[] }>>;

/** Claims shown of each thing counted. */
const LEFT_OUT_SHOWN_MAX = 200;

/** A row of leftOut. */
interface LeftOutRecord {
  readonly attack: string;
  readonly event: string;
  readonly what: Counted;
  readonly reason: LeftOutReason;
  readonly modality: Modality;
  /** Attack and key of a claim. */
  readonly by: string | null;
  readonly count: number;
}

/** What does not count in a total, or in a series of it. Undefined unless it is asked why. */
export async function leftOutOf(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  { rule, why, by }: Asking & { readonly by?: GroupName },
): Promise<{ readonly leftOut?: LeftOut }> {
  if (!why) return {};
  const rows: readonly LeftOutRecord[] = await source.query(leftOut({ adoption: adoptionBy(rule), by }), [
    ...selectionParameters(moment, selection),
    LEFT_OUT_SHOWN_MAX,
  ]);
  const things = selection.what.map((what) => {
    const own = rows.filter((row) => row.what === what);
    return [wordOf(what), { count: own[0]?.count ?? 0, claims: own.map(leftOutAnswer) }] as const;
  });
  return { leftOut: Object.fromEntries(things) };
}

function leftOutAnswer({ attack, event, reason, modality, by }: LeftOutRecord): LeftOutAnswer {
  const [whose, ...key] = by?.split(' ') ?? [];
  return {
    attack,
    event,
    reason,
    modality,
    by: whose === undefined ? null : { attack: whose, event: eventOfClaim(key.join(' ')) },
  };
}
