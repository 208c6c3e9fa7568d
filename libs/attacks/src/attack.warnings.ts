import type { Warning } from '@tracker/event-store';
import { boundsOf, sourceOf } from '@tracker/vocabulary';
import { statedIn, type AttackFact, type Counted, type StandingClaim } from './attack.claims';

/** A lower bound: nothing known is nothing that exceeds. */
const least = (claims: readonly Pick<StandingClaim, 'min'>[]): number =>
  claims.reduce((sum, { min }) => sum + (min ?? 0), 0);

/** Parts that cannot overlap: their sum is held against the whole. Others are held against it one by one. */
const DISJOINT: Readonly<Record<string, string>> = {
  children: 'age and sex',
  women: 'age and sex',
  men: 'age and sex',
};

/** Warnings for parts above their whole, with `after` the state that holds the event. Nothing is refused: sources do contradict themselves. */
export function warningsOf(
  after: { readonly claims: readonly StandingClaim[] },
  event: AttackFact,
): readonly Warning[] {
  return [...ownParts(event), ...outcomes(after.claims, event)];
}

/** Parts of one number against that number, inside the event. */
function ownParts(event: AttackFact): readonly Warning[] {
  const all = statedIn(event).map((quantity) => ({ ...quantity, ...boundsOf(quantity.quantity) }));
  return all
    .filter(({ part }) => part === '')
    .flatMap(({ what, max }) => {
      const parts = all.filter((other) => other.what === what && other.part !== '');
      return [...new Set(parts.map(sumGroup))].flatMap((name) => {
        const summed = parts.filter((part) => sumGroup(part) === name);
        return exceeding(`${summed.map(({ part }) => part).join(' + ')} of ${what}`, least(summed), what, max);
      });
    });
}

function sumGroup({ part }: { readonly part: string }): string {
  return part.startsWith('model:') ? 'model' : (DISJOINT[part] ?? part);
}

/** What became of the weapons, as this source has it, against how many were launched: as it has it too, or else at most. */
function outcomes(claims: readonly StandingClaim[], event: AttackFact): readonly Warning[] {
  const source = sourceOf(event);
  const bearings = new Map(statedIn(event).map(({ weapon, model }) => [`${weapon} ${model}`, { weapon, model }]));
  return [...bearings.values()].flatMap(({ weapon, model }) => {
    const told = claims.filter((claim) => claim.source === source && claim.weapon === weapon && claim.model === model);
    const of = (what: Counted): number => least(told.filter((claim) => claim.what === what));
    const downed = Math.max(of('destroyed') + of('jammed'), of('destroyed_or_jammed'));
    const launched = launchedAtMost(claims, { source, weapon, model });
    return [
      ...exceeding(
        'destroyed, jammed, hits and unaccounted together',
        downed + of('hits') + of('unaccounted'),
        'launched',
        launched,
      ),
      ...told
        .filter(({ what }) => what === 'crossed_border')
        .flatMap((crossed) => exceeding(`crossed_border ${crossed.part}`, least([crossed]), 'launched', launched)),
    ];
  });
}

function launchedAtMost(
  claims: readonly StandingClaim[],
  { source, weapon, model }: Pick<StandingClaim, 'source' | 'weapon' | 'model'>,
): number | null {
  const part = model === null ? '' : `model:${model}`;
  const launched = claims.filter(
    (claim) => claim.what === 'launched' && claim.weapon === weapon && claim.part === part,
  );
  const own = launched.filter((claim) => claim.source === source);
  const counted = own.length > 0 ? own : launched;
  if (counted.length === 0 || counted.some(({ max }) => max === null)) return null;
  return Math.max(...counted.map(({ max }) => max ?? 0));
}

function exceeding(parts: string, atLeast: number, whole: string, atMost: number | null): readonly Warning[] {
  if (atMost === null || atLeast <= atMost) return [];
  return [
    {
      code: 'attack.parts_exceed_whole',
      detail: `${parts}: at least ${atLeast}, but ${whole} is at most ${atMost}. Recorded as told; correct it if it was misread.`,
    },
  ];
}
