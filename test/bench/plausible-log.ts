/** An event as its recorder sends it, ready for JSON.stringify. */
export interface Submission {
  readonly type: string;
  readonly stream: string;
  readonly occurred?: string;
  readonly citation?: object;
  readonly data: object;
}

/** Days are as full as the worst ones of a great war: most events are incidents along the front. */
const EVENTS_A_DAY = 450;
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

/** A log of that many events, day by day: seven in ten tell of attacks, the rest of statements and meetings. Always the same. */
export function* plausibleLog(events: number): Generator<Submission, void, undefined> {
  const random = seededRandom(20_250_218);
  let left = events;
  for (const registration of registrations()) {
    if (left-- <= 0) return;
    yield registration;
  }
  for (let day = 0; left > 0; day += 1) {
    for (let today = 0, thing = 0; today < EVENTS_A_DAY; thing += 1) {
      for (const event of somethingHappens(`${dayText(day)}-${thing}`, day, thing, random)) {
        if (left-- <= 0) return;
        today += 1;
        yield event;
      }
    }
  }
}

/** The first days of such a log, as many as lie within that share of its events; one at least, seven at most. */
export function firstDays(events: number, share: number): { readonly from: string; readonly to: string } {
  const days = Math.max(1, Math.min(7, Math.floor((events * share) / EVENTS_A_DAY)));
  return { from: dayText(0), to: dayText(days - 1) };
}

function somethingHappens(name: string, day: number, thing: number, random: Random): readonly Submission[] {
  if (thing === 0) return barrage(name, day, random);
  const chance = random();
  if (chance < 0.57) return incident(name, day, random);
  return chance < 0.93 ? statement(name, day, random) : meeting(name, day, random);
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

function incident(name: string, day: number, random: Random): readonly Submission[] {
  const stream = `attack-${name}`;
  const occurred = dayText(day);
  const where = place(random);
  const [target, targetKind] = pick(TARGETS, random);
  const told = citation(random, day, 'source-regional-administration');
  const events: Submission[] = [
    random() < 0.4
      ? {
          type: 'StrikeReported',
          stream,
          occurred,
          citation: told,
          data: {
            weapon: 'drone',
            weapons: 1 + Math.floor(random() * 4),
            attacker: 'actor-russia',
            target,
            targetKind,
            place: where,
          },
        }
      : {
          type: 'ShellingReported',
          stream,
          occurred,
          citation: told,
          data: { place: where, attacker: 'actor-russia', weapon: 'artillery' },
        },
    {
      type: 'CasualtiesReported',
      stream,
      occurred,
      citation: told,
      data: {
        wounded: { total: 1 + Math.floor(random() * 9), children: Math.floor(random() * 2) },
        side: 'actor-ukraine',
        place: where,
      },
    },
  ];
  if (random() < 0.6)
    events.push({
      type: 'DamageReported',
      stream,
      occurred,
      citation: told,
      data: {
        objects: 1 + Math.floor(random() * 5),
        objectKind: targetKind,
        level: 'light',
        cause: 'debris',
        place: where,
      },
    });
  if (random() < 0.4)
    events.push({
      type: 'CasualtiesReported',
      stream,
      occurred,
      citation: citation(random, day, 'source-national-police'),
      data: {
        killed: Math.floor(random() * 3),
        wounded: 1 + Math.floor(random() * 9),
        side: 'actor-ukraine',
        place: where,
      },
    });
  return events;
}

function statement(name: string, day: number, random: Random): readonly Submission[] {
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

function meeting(name: string, day: number, random: Random): readonly Submission[] {
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

function citation(random: Random, day: number, source: string): object {
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

/** From 0 to below 1. */
export type Random = () => number;

/** Mulberry32, of 32 bits: the same seed gives the same log on every machine. https://gist.github.com/tommyettinger/46a874533244883189143505d203312c */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<Item>(items: readonly Item[], random: Random): Item {
  return items[Math.floor(random() * items.length)]!;
}

function place(random: Random): string {
  return `place-${pick(PLACES, random)}`;
}

function dayText(day: number): string {
  return new Date(FIRST_DAY + day * DAY_MS).toISOString().slice(0, 10);
}
