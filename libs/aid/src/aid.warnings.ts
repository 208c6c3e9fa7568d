import type { Warning } from '@tracker/event-store';
import { gradedLatest, sourceOf } from '@tracker/vocabulary';
import { isRealised, statedIn, type Side, type StandingAmount } from './aid.amounts';
import type { AidTelling } from './aid.events';

/**
 * Warnings for more delivered than pledged, and for what cannot be compared, with the amounts as they stand after the event, as
 * its source has them: of what it is silent on, as graded-latest@1 adopts it. Nothing is refused: sources do contradict themselves.
 */
export function warningsOf(amounts: readonly StandingAmount[], event: AidTelling): readonly Warning[] {
  if (!isRealised(event)) return [];
  const source = sourceOf(event);
  const [pledged, delivered] = [heard(amounts, 'pledged', source), heard(amounts, 'delivered', source)];
  return statedIn(event).flatMap(({ what, unit }) => {
    const isSame = (amount: StandingAmount): boolean => amount.what === what && amount.unit === unit;
    const promised = pledged.filter(isSame);
    const came = delivered.filter(isSame);
    if (came.length === 0) return [];
    if (promised.length === 0) return what === 'money' ? otherCurrency(event, pledged, unit) : [];
    const [atLeast, atMost] = [least(came), most(promised)];
    return atMost !== null && atLeast > atMost ? [moreThanPledged(event, unit, atLeast, atMost)] : [];
  });
}

/** One amount of each fact: that of the source, else the adopted one. */
function heard(amounts: readonly StandingAmount[], side: Side, source: string): readonly StandingAmount[] {
  const facts = new Map<string, StandingAmount[]>();
  for (const amount of amounts) {
    if (amount.side !== side || !isRealised(amount.event)) continue;
    const rivals = facts.get(amount.fact);
    if (rivals) rivals.push(amount);
    else facts.set(amount.fact, [amount]);
  }
  return [...facts.values()].map((rivals) => {
    if (rivals.length === 1) return rivals[0]!;
    const adopted = gradedLatest(rivals.map(({ event }) => event));
    return rivals.find((amount) => amount.source === source) ?? rivals.find(({ event }) => event === adopted)!;
  });
}

function least(amounts: readonly StandingAmount[]): number {
  return amounts.reduce((sum, { min }) => sum + (min ?? 0), 0);
}

function most(amounts: readonly StandingAmount[]): number | null {
  return amounts.reduce<number | null>((sum, { max }) => (sum === null || max === null ? null : sum + max), 0);
}

function moreThanPledged({ stream }: AidTelling, unit: string, atLeast: number, atMost: number): Warning {
  return {
    code: 'aid.more_than_pledged',
    detail: `Aid ${stream}: deliveries come to at least ${atLeast} ${unit}, but at most ${atMost} ${unit} were pledged. Recorded as told; correct it if it was misread, and give the same delivery the same key in \`delivery\` if it was counted twice.`,
  };
}

function otherCurrency({ stream }: AidTelling, pledged: readonly StandingAmount[], unit: string): readonly Warning[] {
  const currencies = pledged.filter(({ what }) => what === 'money').map((amount) => amount.unit);
  if (currencies.length === 0) return [];
  return [
    {
      code: 'aid.other_currency',
      detail: `Aid ${stream}: delivered in ${unit}, pledged in ${currencies.join(', ')}. Currencies are not converted, so this delivery is not counted against the pledge; state it in the currency of the pledge if the source does.`,
    },
  ];
}
