import { gradedLatest } from '@tracker/vocabulary';
import type { SeriesTellingOf } from './series.events';
import { isRealised, type Placed, type Timed } from './series-points';

/** What a series is from some time on, until the next definition begins. */
export interface Definition {
  /** First second of it in UTC; '': from the beginning. */
  readonly begins: string;
  /** Id of the event that tells it; null: the opening is told by nobody any more. */
  readonly event: string | null;
  /** What changed; null: it is what the series was opened with. */
  readonly text: string | null;
  /** As stated. Null: nobody tells. */
  readonly occurred: string | null;
  readonly unit: string | null;
  readonly cumulative: boolean | null;
}

type Opening = SeriesTellingOf<'SeriesOpened'>;
type DefinitionChange = Placed<SeriesTellingOf<'SeriesDefinitionChanged'>>;

/** What the series was opened as, as graded-latest@1 adopts it among those who tell. */
export function openingIn(openings: readonly Opening[]): Opening | undefined {
  return gradedLatest(openings.filter(isRealised)) ?? gradedLatest(openings);
}

/** The definitions in order of time, the first from the beginning on; of changes of one time graded-latest@1 adopts one. */
export function definitionsOf(
  openings: readonly Opening[],
  changes: readonly DefinitionChange[],
): readonly [Definition, ...Definition[]] {
  const opening = openingIn(openings);
  const { unit = null, cumulative = null } = opening?.data ?? {};
  const occurred = opening?.occurred ?? null;
  const definitions: [Definition, ...Definition[]] = [
    { begins: '', event: opening?.id ?? null, text: null, occurred, unit, cumulative },
  ];
  for (const [begins, rivals] of byBegin(changes)) {
    const { id, data, occurred: from = null } = gradedLatest(rivals)!;
    const before = definitions.at(-1)!;
    definitions.push({
      begins,
      event: id,
      text: data.text,
      occurred: from,
      unit: data.unit ?? before.unit,
      cumulative: data.cumulative ?? before.cumulative,
    });
  }
  return definitions;
}

/** The definition under which something of a time falls: the last that has begun by its end. */
export function definitionAt(definitions: readonly [Definition, ...Definition[]], { sortTo }: Timed): Definition {
  return definitions.findLast(({ begins }) => begins <= sortTo) ?? definitions[0];
}

/** A change holds from its first second on, or its last where the first is not known. */
function byBegin(changes: readonly DefinitionChange[]): readonly (readonly [string, DefinitionChange['event'][]])[] {
  const times = new Map<string, DefinitionChange['event'][]>();
  for (const { sortFrom, sortTo, event } of changes) {
    if (!isRealised(event)) continue;
    const begins = sortFrom === '' ? sortTo : sortFrom;
    times.set(begins, [...(times.get(begins) ?? []), event]);
  }
  return [...times].sort(([one], [other]) => (one < other ? -1 : 1));
}
