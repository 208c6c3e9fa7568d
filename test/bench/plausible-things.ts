import { between, pick, type Random } from './seeded-random';

/** An event as its recorder sends it, ready for JSON.stringify. */
export interface Submission {
  readonly type: string;
  readonly stream: string;
  readonly occurred?: string;
  readonly citation?: Readonly<Record<string, unknown>>;
  readonly data: Readonly<Record<string, unknown>>;
}

const FIRST_DAY = Date.UTC(2022, 1, 24);
const DAY_MS = 86_400_000;

const STATES = ['russia', 'ukraine', 'united-states', 'saudi-arabia', 'france', 'united-kingdom', 'germany', 'turkiye'];
const SPEAKERS = [
  'sergey-lavrov',
  'marco-rubio',
  'volodymyr-zelenskyy',
  'vladimir-putin',
  'donald-trump',
  'emmanuel-macron',
];
const SOURCES = [
  'ukrainian-air-force',
  'regional-administration',
  'national-police',
  'associated-press',
  'unnamed-outlet',
];
/** With longitude and latitude, to the degree. */
const POINTS = {
  cherkasy: [32, 49],
  dolynska: [33, 48],
  kyiv: [31, 50],
  kharkiv: [36, 50],
  odesa: [31, 46],
  sumy: [35, 51],
  kherson: [33, 47],
  zaporizhzhia: [35, 48],
  dnipro: [35, 48],
  riyadh: [47, 25],
} as const;
const PLACES = Object.keys(POINTS);
const GRADES = ['A1', 'A2', 'B2', 'B3', 'C3'];
const TARGETS = [
  ['an apartment building', 'residential'],
  ['a substation', 'energy'],
  ['a school', 'school'],
  ['a rail yard', 'transport'],
] as const;

/** What opens a log: the conflict, and every name that later events refer to. */
export function registrations(): readonly Submission[] {
  const named = (kind: string, type: string, data: object) => (name: string) => ({
    type,
    stream: `${kind}-${name}`,
    data: { name, ...data },
  });
  return [
    { type: 'ConflictOpened', stream: 'conflict', occurred: '2022-02-24', data: { name: 'Russia-Ukraine war' } },
    ...STATES.map(named('actor', 'ActorRegistered', { kind: 'state' })),
    ...SPEAKERS.map(named('actor', 'ActorRegistered', { kind: 'person' })),
    ...SOURCES.map(named('source', 'SourceRegistered', { kind: 'media' })),
    ...Object.entries(POINTS).map(([name, [lon, lat]]) => ({
      type: 'PlaceRegistered',
      stream: `place-${name}`,
      data: { name, precision: 'settlement', point: { lon, lat } },
    })),
  ];
}

/** A barrage overnight, told by the air force and, a little otherwise, by others. */
export function barrage(name: string, day: number, random: Random): readonly Submission[] {
  const launched = 40 + Math.floor(random() * 160);
  const stream = `attack-${name}`;
  const occurred = `${dayText(day - 1)}/${dayText(day)}`;
  const first = citation(random, day, 'source-ukrainian-air-force');
  const second = citation(random, day, 'source-associated-press');
  return [
    {
      type: 'DroneBarrageReported',
      stream,
      occurred,
      citation: first,
      data: {
        launched,
        attacker: 'actor-russia',
        origin: ['place-kherson'],
        toward: [place(random), place(random)].slice(0, 1),
      },
    },
    {
      type: 'BarrageOutcomeReported',
      stream,
      occurred,
      citation: first,
      data: { weapon: 'drone', destroyedOrJammed: { qualifier: 'most', of: launched, words: 'most of them' } },
    },
    {
      type: 'DroneBarrageReported',
      stream,
      occurred,
      citation: second,
      data: { launched: { qualifier: 'about', best: launched }, attacker: 'actor-russia' },
    },
    {
      type: 'BarrageOutcomeReported',
      stream,
      occurred,
      citation: second,
      data: { weapon: 'drone', destroyed: Math.floor(launched * 0.6), jammed: Math.floor(launched * 0.3) },
    },
  ];
}

/** A strike or a shelling, told by the region and sometimes by the police: who was hurt, and mostly what was damaged. */
export function incident(name: string, day: number, random: Random): readonly Submission[] {
  const place = `place-${pick(PLACES, random)}`;
  const [target, targetKind] = pick(TARGETS, random);
  const region = citation(random, day, 'source-regional-administration');
  const tell = (type: string, data: Submission['data'], told = region): Submission => ({
    type,
    stream: `attack-${name}`,
    occurred: dayText(day),
    citation: told,
    data: { ...data, place },
  });
  const attacker = 'actor-russia';
  const side = 'actor-ukraine';
  const wounded = (): number => between(1, 9, random);
  const events = [
    random() < 0.4
      ? tell('StrikeReported', { weapon: 'drone', weapons: between(1, 4, random), attacker, target, targetKind })
      : tell('ShellingReported', { attacker, weapon: 'artillery' }),
    tell('CasualtiesReported', { wounded: { total: wounded(), children: between(0, 1, random) }, side }),
  ];
  if (random() < 0.6) {
    const objects = between(1, 5, random);
    events.push(tell('DamageReported', { objects, objectKind: targetKind, level: 'light', cause: 'debris' }));
  }
  if (random() < 0.4) {
    const police = citation(random, day, 'source-national-police');
    events.push(tell('CasualtiesReported', { killed: between(0, 2, random), wounded: wounded(), side }, police));
  }
  return events;
}

export function statement(name: string, day: number, random: Random): readonly Submission[] {
  return [
    {
      type: 'StatementMade',
      stream: `statement-${name}`,
      occurred: dayText(day),
      citation: citation(random, day, 'source-unnamed-outlet'),
      data: {
        speaker: `actor-${pick(SPEAKERS, random)}`,
        kind: 'position',
        text: 'The two sides agreed to restore embassy staffing and to name teams that work toward an end of the war.',
        wording: 'paraphrase',
        channel: 'reporters',
        positions: [{ issue: 'embassy-staffing', stance: pick(['supports', 'rejects', 'open'], random) }],
      },
    },
  ];
}

export function meeting(name: string, day: number, random: Random): readonly Submission[] {
  const stream = `meeting-${name}`;
  const told = citation(random, day, 'source-associated-press');
  const parties = ['actor-russia', `actor-${pick(STATES.slice(2), random)}`];
  const common = { stream, occurred: dayText(day), citation: told };
  return [
    {
      type: 'MeetingPlanned',
      ...common,
      data: { format: 'talks', parties, when: dayText(day + 3), venue: 'place-riyadh' },
    },
    { type: 'MeetingRescheduled', ...common, data: { from: dayText(day + 3), to: dayText(day + 22), by: parties[1] } },
    {
      type: 'MeetingHeld',
      ...common,
      data: {
        format: 'talks',
        present: parties.map((actor) => ({ actor })),
        absent: [{ actor: 'actor-ukraine', why: 'not_invited' }],
        venue: 'place-riyadh',
        hostedBy: 'actor-saudi-arabia',
        purpose: 'Improving ties and preparing talks on the war.',
      },
    },
  ];
}

/** On the word of a source, that day. */
export function citation(random: Random, day: number, source: string): Readonly<Record<string, unknown>> {
  const start = Math.floor(random() * 4_000);
  return {
    source,
    passages: [
      { start, end: start + 74, text: 'most of them were destroyed or disrupted by jamming, the air force said.  ' },
    ],
    grade: pick(GRADES, random),
    reportedAt: dayText(day),
    note: 'Counted from the morning report; later editions give the same figure.',
  };
}

function place(random: Random): string {
  return `place-${pick(PLACES, random)}`;
}

/** 0: the first day of the war. */
export function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}
