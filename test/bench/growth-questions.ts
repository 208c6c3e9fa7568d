import type { Days } from './plausible-log';

/** A question, as what follows the address of a conflict. */
export interface Question {
  readonly name: string;
  readonly path: string;
}

/** Questions on a later day about seven days, of which every log has as much to tell. */
export function boundedQuestions({ from, to }: Days, on: string): readonly Question[] {
  const period = `from=${from}&to=${to}&on=${on}`;
  return [
    { name: 'timeline', path: `timeline?${period}` },
    { name: 'search by word', path: `timeline?q=substation&${period}` },
    { name: 'search by name', path: `timeline?q=Lavrov&${period}` },
    { name: 'attacks', path: `attacks?${period}` },
    { name: 'nights', path: `nights?${period}` },
    { name: 'casualties', path: `casualties?${period}` },
    { name: 'damage', path: `damage?${period}` },
    { name: 'casualties by day', path: `casualties?by=day&${period}` },
    { name: 'map', path: `map?${period}` },
    { name: 'statements', path: `statements?${period}` },
    { name: 'stances', path: `stances?${period}` },
    { name: 'meetings', path: `meetings?${period}` },
    { name: 'citations', path: `citations?${period}` },
    { name: 'status', path: `status?${period}` },
  ];
}

/** Questions about all there is: they read all of it. */
export function openQuestions(on: string): readonly Question[] {
  const always = `from=1000-01-01&to=${on}&on=${on}`;
  return [
    { name: 'casualties of all times', path: `casualties?limit=10&${always}` },
    { name: 'casualties of all times by month', path: `casualties?by=month&${always}` },
    { name: 'damage of all times', path: `damage?limit=10&${always}` },
    { name: 'nights of all times', path: `nights?limit=10&${always}` },
    { name: 'status with all times', path: `status?${always}` },
    { name: 'regions of all times', path: `regions?${always}` },
    { name: 'actors', path: `actors?on=${on}` },
    { name: 'sources', path: `sources?on=${on}` },
    { name: 'corrections', path: `corrections?on=${on}` },
  ];
}
