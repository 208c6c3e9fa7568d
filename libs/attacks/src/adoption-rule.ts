import type { AdoptionRule } from '@tracker/reading';

/** A rule that chooses, among rival claims, the value shown first: one SQL file each. */
export interface AdoptionSql {
  /** Its name and version, as answers name it. */
  readonly rule: AdoptionRule;
  /**
   * A select over claims of which each happened, as its source says: `claims` is a select of their columns, `carried` those that
   * are passed on, of table `c`. All rivals MUST be among them. It adds:
   * - `in_order`: place among the rivals in the order of claims, from 1; all numbers of one event have the same;
   * - `behind`: whether the adopted value rests on it;
   * - `stands`: true for one row of the rivals' whole, and one of each part of it: the one with the adopted value;
   * - `qualifier`, `min`, `max`, `best` of that value, `claims` that it rests on, how many of these leave a bound `open` and how
   *   many say that it is `unknown`, and their `events`, with spaces between;
   * - `day_from`, `day_to`, `counted_day` and `place` that it counts for.
   */
  judge(claims: string, carried: string): string;
}
