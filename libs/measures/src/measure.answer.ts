import {
  firstDayOf,
  GRADED_LATEST,
  quantityAnswer,
  type Citation,
  type Day,
  type Modality,
  type Quantity,
  type QuantityAnswer,
  type Reason,
} from '@tracker/vocabulary';
import { isInForce } from './in-force';
import type { MeasureEased, MeasureEvent, MeasureImposed, MeasureKind, MeasureLifted } from './measure.events';
import type { MeasureClaimRow, MeasureRow } from './measure.tables';

/** Whose word something rests on. */
export interface Claim {
  readonly event: string;
  readonly position: number;
  readonly modality: Modality;
  readonly occurred: string | null;
  readonly citation: Citation | null;
}

/** How many, with the source's own words where it gives no number. */
export interface WordedQuantity extends QuantityAnswer {
  readonly words: string | null;
}

/** That it was lifted. */
export interface LiftingAnswer extends Claim {
  readonly by: string | null;
  readonly reason: Reason | null;
}

/** A measure in a list: as adopted among what sources tell by `rule`. Null: the source is silent. */
export interface MeasureItem {
  readonly measure: string;
  readonly kind: MeasureKind | null;
  readonly by: readonly string[];
  readonly target: readonly string[];
  /** Whether a party both imposes it and is hit by it. */
  readonly mutual: boolean;
  readonly object: string | null;
  readonly aim: string | null;
  /** How many measures it is, and how many people or bodies they hit. */
  readonly measures: WordedQuantity | null;
  readonly affected: WordedQuantity | null;
  /** On the day asked for. */
  readonly inForce: boolean;
  readonly modality: Modality | null;
  /** When it was imposed. */
  readonly occurred: string | null;
  readonly imposed: Claim | null;
  /** How many things are said to fall under it no more. */
  readonly easings: number;
  readonly lifted: LiftingAnswer | null;
  readonly rule: typeof GRADED_LATEST;
}

/** What no longer falls under a measure: as adopted, and everybody who tells of it, the adopted one first. */
export interface EasingAnswer extends Claim {
  readonly object: string;
  readonly by: string | null;
  readonly claims: readonly (Claim & { readonly by: string | null })[];
}

/** Who tells that it was imposed, and how. */
export interface ImpositionClaim extends Claim {
  readonly kind: MeasureKind;
  readonly by: readonly string[];
  readonly target: readonly string[];
  readonly object: string | null;
  readonly aim: string | null;
  readonly measures: WordedQuantity | null;
  readonly affected: WordedQuantity | null;
  readonly adopted: boolean;
}

/** Everything that is told of one measure. */
export interface MeasureAnswer extends MeasureItem {
  readonly impositions: readonly ImpositionClaim[];
  /** In the order in which things were eased. */
  readonly eased: readonly EasingAnswer[];
  readonly liftings: readonly (LiftingAnswer & { readonly adopted: boolean })[];
}

/** `claims` may be those of many measures. */
export function measureItem(row: MeasureRow, claims: readonly MeasureClaimRow[], on: Day): MeasureItem {
  const { stream, kind, by, target, mutual, object, aim, measures, affected, modality, occurred, easings } = row;
  const imposed = claims.find(({ event }) => event === row.imposedEvent);
  const lifted = claims.find(({ event }) => event === row.liftedEvent);
  return {
    measure: stream,
    kind,
    by,
    target,
    mutual,
    object,
    aim,
    measures: worded(measures),
    affected: worded(affected),
    inForce: isInForce(row, on),
    modality,
    occurred,
    imposed: imposed ? claimOf(imposed) : null,
    easings,
    lifted: lifted ? lifting(lifted) : null,
    rule: GRADED_LATEST,
  };
}

/** `claims` MUST be all of the measure's, in the order of the rule. */
export function measureAnswer(row: MeasureRow, claims: readonly MeasureClaimRow[], on: Day): MeasureAnswer {
  const of = (type: MeasureEvent['type']): readonly MeasureClaimRow[] => claims.filter((claim) => claim.type === type);
  return {
    ...measureItem(row, claims, on),
    impositions: adoptedFirst(of('MeasureImposed'), row.imposedEvent).map((claim) => imposition(claim, row)),
    eased: easings(of('MeasureEased')),
    liftings: adoptedFirst(of('MeasureLifted'), row.liftedEvent).map((claim) => ({
      ...lifting(claim),
      adopted: claim.event === row.liftedEvent,
    })),
  };
}

function easings(claims: readonly MeasureClaimRow[]): readonly EasingAnswer[] {
  const objects = new Map<string, MeasureClaimRow[]>();
  for (const claim of claims) {
    const { object } = claim.data as MeasureEased;
    objects.set(object, [...(objects.get(object) ?? []), claim]);
  }
  const answers = [...objects].map(([object, rivals]): EasingAnswer => {
    const adopted = rivals.find(({ modality }) => modality === 'realised') ?? rivals[0]!;
    const told = adoptedFirst(rivals, adopted.event).map((claim) => ({
      ...claimOf(claim),
      by: (claim.data as MeasureEased).by ?? null,
    }));
    return { object, ...told[0]!, claims: told };
  });
  return answers.sort((one, other) => compare(firstDay(one), firstDay(other)) || compare(one.object, other.object));
}

/** Without a time: before the others. */
function firstDay({ occurred }: Claim): Day {
  return firstDayOf(occurred) ?? '';
}

function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function imposition(claim: MeasureClaimRow, { imposedEvent }: MeasureRow): ImpositionClaim {
  const {
    kind,
    by,
    target,
    object = null,
    aim = null,
    measures = null,
    affected = null,
  } = claim.data as MeasureImposed;
  return {
    ...claimOf(claim),
    kind,
    by,
    target,
    object,
    aim,
    measures: worded(measures),
    affected: worded(affected),
    adopted: claim.event === imposedEvent,
  };
}

function lifting(claim: MeasureClaimRow): LiftingAnswer {
  const { by = null, reason = null } = claim.data as MeasureLifted;
  return { ...claimOf(claim), by, reason };
}

function claimOf({ event, position, modality, occurred, citation }: MeasureClaimRow): Claim {
  return { event, position, modality, occurred, citation };
}

function worded(quantity: Quantity | null): WordedQuantity | null {
  if (quantity === null) return null;
  const words = typeof quantity === 'number' ? undefined : quantity.words;
  return { ...quantityAnswer(quantity), words: words ?? null };
}

function adoptedFirst(claims: readonly MeasureClaimRow[], adopted: string | null): readonly MeasureClaimRow[] {
  return [...claims].sort((one, other) => Number(other.event === adopted) - Number(one.event === adopted));
}
