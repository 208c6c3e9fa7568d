import type { AdoptionRule } from '@tracker/reading';
import { GRADED_LATEST, HULL } from '@tracker/vocabulary';
import type { AdoptionSql } from './adoption-rule';
import { gradedLatestSql } from './graded-latest.sql';
import { hullSql } from './hull.sql';

const RULES: Readonly<Record<AdoptionRule, AdoptionSql>> = { [GRADED_LATEST]: gradedLatestSql, [HULL]: hullSql };

/** The rule that a question names, or the one that goes without saying. */
export function adoptionBy(rule: AdoptionRule = GRADED_LATEST): AdoptionSql {
  return RULES[rule];
}
