/** Rows a page at most: no day has as many, so that no answer has a cursor, which names the conflict it is of. */
const LIMIT = 1_000;

/** Questions about a day that the streams of some days around it can answer. */
export function questionsOfDay(day: string): readonly string[] {
  const period = `from=${day}&to=${day}&on=${day}`;
  return [
    `timeline?limit=${LIMIT}&${period}`,
    `timeline?limit=${LIMIT}&q=substation&${period}`,
    `timeline?limit=${LIMIT}&q=Lavrov&why=1&${period}`,
    `attacks?limit=${LIMIT}&${period}`,
    `attacks?limit=${LIMIT}&why=1&${period}`,
    `nights?limit=${LIMIT}&${period}`,
    `nights?limit=${LIMIT}&why=1&${period}`,
    `casualties?limit=${LIMIT}&${period}`,
    `casualties?limit=${LIMIT}&why=1&${period}`,
    `casualties?by=place&${period}`,
    `damage?limit=${LIMIT}&${period}`,
    `damage?by=kind&${period}`,
    `map?limit=${LIMIT}&${period}`,
    `statements?limit=${LIMIT}&${period}`,
    `stances?limit=${LIMIT}&${period}`,
    `meetings?limit=${LIMIT}&${period}`,
    `citations?limit=${LIMIT}&${period}`,
    `regions?${period}`,
    `actors?limit=${LIMIT}&on=${day}`,
    `sources?limit=${LIMIT}&on=${day}`,
  ];
}

/** Questions that only a whole log can answer, about some days and about all there is. */
export function wholeQuestions(from: string, to: string): readonly string[] {
  const on = `on=${to}`;
  const period = `from=${from}&to=${to}&${on}`;
  const always = `from=1000-01-01&to=${to}&${on}`;
  return [
    `status?${period}`,
    `status?${always}`,
    ...LISTS.flatMap((list) => [`${list}?${on}`, `${list}?order=asc&${on}`]),
    ...PERIOD_LISTS.flatMap((list) => [`${list}?${period}`, `${list}?why=1&${period}`, `${list}?limit=50&${on}`]),
    `casualties?by=month&${always}`,
    `damage?by=place&${always}`,
    `nights?limit=50&${always}`,
    `regions?${always}`,
    `timeline?q=substation&${on}`,
    `timeline?q=Lavrov&${period}`,
    `agenda?${on}`,
    `contacts?${on}`,
    `map/unplaced?${period}`,
    `attacks/attack-${from}-0?why=1&${on}`,
    `corrections?limit=200&inForce=false&${on}`,
  ];
}

const LISTS = [
  'actors',
  'offices',
  'places',
  'sources',
  'reports',
  'agreements',
  'commitments',
  'ceasefires',
  'exchanges',
  'measures',
  'territory',
  'aid',
  'series',
  'assessments',
  'corrections',
  'findings',
];

const PERIOD_LISTS = [
  'timeline',
  'attacks',
  'nights',
  'casualties',
  'damage',
  'evacuations',
  'map',
  'statements',
  'stances',
  'meetings',
  'citations',
  'reliance',
];
