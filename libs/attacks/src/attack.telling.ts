import { UNGRADED, type Modality } from '@tracker/vocabulary';
import type { Description } from './attack.description';

/** What one source tells of the attack in events of one kind; what a later one leaves out stands as told before. */
export interface Telling {
  readonly source: string;
  readonly group: string;
  /** Whether it says what kind of attack it was: its window then goes before those of harm and outcomes. */
  readonly describes: boolean;
  readonly modality: Modality;
  /** What it is sorted by among its rivals, see `rankOf`. */
  readonly grade: string | null;
  readonly occurred: string | null;
  readonly description: Description;
}

/** The attack's window: of those who say what kind of attack it was before others, of the best graded, then of the latest. */
export function windowOf(tellings: readonly Telling[]): string | null {
  let best: Telling | null = null;
  for (const telling of tellings) {
    if (telling.occurred !== null && (best === null || !goesBefore(best, telling))) best = telling;
  }
  return best?.occurred ?? null;
}

function goesBefore(best: Telling, telling: Telling): boolean {
  const isRealised = best.modality === 'realised';
  if (isRealised !== (telling.modality === 'realised')) return isRealised;
  if (best.describes !== telling.describes) return best.describes;
  return (best.grade ?? UNGRADED) < (telling.grade ?? UNGRADED);
}
