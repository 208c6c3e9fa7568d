import type { AdoptionRule } from '@tracker/reading';
import {
  boundsOf,
  GRADED_LATEST,
  quantityAnswer,
  sayQuantity,
  type Bounds,
  type Citation,
  type Modality,
  type Quantity,
  type QuantityAnswer,
} from '@tracker/vocabulary';
import type { ReleaseRow } from './exchange.tables';

/** What one source says that one party let go. */
export interface ReleaseClaim {
  readonly persons: QuantityAnswer;
  /** Null: the source does not say. */
  readonly civilians: QuantityAnswer | null;
  readonly event: string;
  readonly position: number;
  readonly modality: Modality;
  readonly citation: Citation | null;
}

/** What one party let go: as the rule of the answer has it, with the claims behind it, the adopted or else the best first. */
export interface ReleaseAnswer {
  readonly by: string;
  /** Null: no source says that it happened. */
  readonly persons: QuantityAnswer | null;
  readonly civilians: QuantityAnswer | null;
  readonly claims: readonly ReleaseClaim[];
}

/** `rows` are those of one exchange, in the order of graded-latest@1. */
export function releaseAnswers(rows: readonly ReleaseRow[], rule: AdoptionRule): readonly ReleaseAnswer[] {
  const parties = [...new Set(rows.map(({ party }) => party))].sort();
  return parties.map((party) => {
    const told = rows.filter((row) => row.party === party);
    const realised = told.filter(({ modality }) => modality === 'realised');
    const counted = rule === GRADED_LATEST ? realised.slice(0, 1) : realised;
    const civilians = counted.map((row) => row.civilians).filter((quantity) => quantity !== null);
    return {
      by: party,
      persons: shown(
        counted.map(({ persons }) => persons),
        rule,
      ),
      civilians: shown(civilians, rule),
      claims: told.map(releaseClaim),
    };
  });
}

function releaseClaim({ persons, civilians, event, position, modality, citation }: ReleaseRow): ReleaseClaim {
  return {
    persons: quantityAnswer(persons),
    civilians: civilians === null ? null : quantityAnswer(civilians),
    event,
    position,
    modality,
    citation,
  };
}

function shown(quantities: readonly Quantity[], rule: AdoptionRule): QuantityAnswer | null {
  if (quantities.length === 0) return null;
  return quantityAnswer(rule === GRADED_LATEST ? quantities[0]! : hullOf(quantities));
}

function hullOf(quantities: readonly Quantity[]): Quantity {
  const bounds = quantities.map(boundsOf);
  const [mins, maxs] = [bounds.map(({ min }) => min), bounds.map(({ max }) => max)];
  return quantityOf({
    min: mins.includes(null) ? null : Math.min(...mins.map(Number)),
    max: maxs.includes(null) ? null : Math.max(...maxs.map(Number)),
    best: null,
  });
}

/** Says an interval as a quantity is said: `3`, `89 to 176`, `at least 3`, `about 12`, `unknown`. */
export function sayBounds(bounds: Bounds): string {
  return sayQuantity(quantityOf(bounds));
}

function quantityOf({ min, max, best }: Bounds): Quantity {
  if (min !== null && max !== null) return min === max ? min : { qualifier: 'range', min, max };
  if (best !== null) return { qualifier: 'about', best };
  if (min !== null && min > 0) return { qualifier: 'atLeast', min };
  return max === null ? { qualifier: 'unknown' } : { qualifier: 'atMost', max };
}
