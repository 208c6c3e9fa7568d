import { heldRows, type AdoptionRule, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import type { Counted } from './attack.claims';
import { AccountRow } from './attack.tables';
import { byAttack, factOf, grouped, type ArguedFact, type ClaimRecord } from './claims.answer';
import { claimsOfAttacks } from './claims-of-attacks.sql';
import { everyClaim, whyOf } from './fact.why';

/** How adopted values are asked for. */
export interface Asking {
  /** Left out: `graded-latest@1`. */
  readonly rule?: AdoptionRule;
  /** Whether with the events behind each value, and those left out. */
  readonly why?: boolean;
}

/** An attack's facts, and the rows that each is made of. */
export interface JudgedFact {
  readonly fact: ArguedFact;
  readonly rows: readonly ClaimRecord[];
}

/** What of some attacks is wanted. */
interface Wanted {
  readonly attacks: readonly string[];
  /** Left out: everything that is counted. */
  readonly what?: readonly Counted[];
  /** Whether facts come without the claims beside the adopted value, and only those that have one. */
  readonly adoptedOnly?: boolean;
}

/** The facts of some attacks, by attack. */
export async function factsOfAttacks(
  source: DataSource,
  moment: Moment,
  { attacks, what, adoptedOnly = false }: Wanted,
  { rule, why = false }: Asking,
): Promise<ReadonlyMap<string, readonly JudgedFact[]>> {
  if (attacks.length === 0) return new Map();
  const adoption = adoptionBy(rule);
  const { conflict, position } = moment;
  const parameters = [conflict, position, attacks, what ?? null, adoptedOnly && !why];
  const [records, accounts] = await Promise.all([
    source.query<readonly ClaimRecord[]>(claimsOfAttacks(adoption), parameters),
    why ? accountsOf(source, moment, attacks) : [],
  ]);
  const told = byAttack(accounts);
  return new Map(
    [...byAttack(records)].map(([attack, rows]) => {
      const claims = everyClaim(told.get(attack) ?? []);
      const judged = grouped(rows, ({ rivals }) => rivals).map((own): JudgedFact => {
        const fact = factOf(own, adoption.rule);
        return { rows: own, fact: why ? { ...fact, why: whyOf(own, claims) } : fact };
      });
      return [attack, adoptedOnly ? judged.filter(({ fact }) => fact.adopted !== null) : judged];
    }),
  );
}

function accountsOf(source: DataSource, moment: Moment, attacks: readonly string[]): Promise<AccountRow[]> {
  return heldRows(source, AccountRow, 'account', moment)
    .andWhere('account.stream = any(:attacks)', { attacks })
    .orderBy('account.stream')
    .addOrderBy('account.position', 'DESC')
    .getMany();
}
