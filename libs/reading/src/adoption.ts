import { GRADED_LATEST, HULL } from '@tracker/vocabulary';
import { CodeParameter } from './parameters';

/** The rules by which a value is chosen from the claims of several sources. */
export const ADOPTION_RULES = [GRADED_LATEST, HULL] as const;
export type AdoptionRule = (typeof ADOPTION_RULES)[number];

/** A query parameter that picks the rule. */
export function RuleParameter(): PropertyDecorator {
  return CodeParameter(
    ADOPTION_RULES,
    `How the value shown first is chosen where sources differ. ${GRADED_LATEST}: the claim of the best grade, then the latest. ${HULL}: from the least minimum to the greatest maximum of all claims. Left out: ${GRADED_LATEST}.`,
  );
}
