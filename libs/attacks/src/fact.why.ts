import { claimsIn, eventOfClaim, type AttackFact, type StandingClaim } from './attack.claims';
import type { AccountRow } from './attack.tables';

/** Why something does not count: another claim is adopted, nobody says that it happened, or its own source has said otherwise since. */
export type FactReason = 'outranked' | 'not_realised' | 'replaced';

/** What a value rests on, and what was left out. */
export interface FactWhy {
  /** Events that count. */
  readonly counts: readonly string[];
  readonly leftOut: readonly {
    readonly event: string;
    readonly reason: FactReason;
    /** The event that counts instead; null: none does. */
    readonly by: string | null;
  }[];
}

/** A claim as far as the reasons go. */
interface Judged {
  readonly key: string;
  readonly rivals: string;
  readonly modality: string;
  readonly behind: boolean;
  readonly citation: { readonly source: string } | null;
}

/** Everything that the events of an attack claim, also what stands no more. */
export function everyClaim(accounts: readonly AccountRow[]): readonly StandingClaim[] {
  return accounts.flatMap(({ key, type, modality, citation, data }) => {
    const event = { id: key, type, modality, citation: citation ?? undefined, data };
    return claimsIn(event as unknown as AttackFact, () => null);
  });
}

/** Why the rivals of one fact come to what is adopted. `told` is everyClaim of their attack. */
export function whyOf(rivals: readonly Judged[], told: readonly StandingClaim[]): FactWhy {
  const counts = eventsOf(rivals.filter(({ behind }) => behind));
  const others = rivals.filter(({ behind }) => !behind);
  const unrealised = eventsOf(others.filter(({ modality }) => modality !== 'realised'));
  const outranked = eventsOf(others.filter(({ modality }) => modality === 'realised'));
  return {
    counts,
    leftOut: [
      ...outranked.map((event) => ({ event, reason: 'outranked' as const, by: counts[0] ?? null })),
      ...unrealised.map((event) => ({ event, reason: 'not_realised' as const, by: null })),
      ...replacedIn(rivals, told),
    ],
  };
}

/** What a source of these rivals told before it told what stands. */
function replacedIn(rivals: readonly Judged[], told: readonly StandingClaim[]): FactWhy['leftOut'] {
  const standing = new Map(rivals.map(({ key, citation }) => [citation?.source ?? '', eventOfClaim(key)]));
  const earlier = told.filter(
    ({ rivals: group, source, event }) =>
      group === rivals[0]?.rivals && standing.has(source) && standing.get(source) !== event,
  );
  const replaced = new Map(earlier.map(({ event, source }) => [event, standing.get(source)!]));
  return [...replaced].map(([event, by]) => ({ event, reason: 'replaced' as const, by }));
}

function eventsOf(claims: readonly Judged[]): readonly string[] {
  return [...new Set(claims.map(({ key }) => eventOfClaim(key)))];
}
