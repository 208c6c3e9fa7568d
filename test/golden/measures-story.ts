import { idAt } from '@tracker/spec-kit';

/** An event of the story, as it is sent. */
export type Told = Readonly<Record<string, unknown>> & { readonly type: string };
/** How many, as a source puts it. */
type HowMany = number | { readonly qualifier: string; readonly words: string };
/** What the number of a measure counts: those it hits, or the measures themselves. */
type Counting = (howMany: HowMany) => object;
/** The two ways in which a number is written in one schema version of MeasureImposed. */
export interface Writing {
  readonly affected: Counting;
  readonly measures: Counting;
}

/** Schema version 1: one field for both. */
export const VERSION_1: Writing = { affected: (count) => ({ count }), measures: (count) => ({ count }) };
/** Schema version 2: a field for each. */
export const VERSION_2: Writing = { affected: (affected) => ({ affected }), measures: (measures) => ({ measures }) };

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };
const REUTERS = { source: 'source-reuters', grade: 'B2' };
const DEPARTMENT = { source: 'source-state-department' };
const BOTH = ['actor-united-states', 'actor-russia'];
const SANCTIONS = 'measure-western-sanctions-on-russia';
const EXPULSIONS = 'measure-embassy-expulsions';
const VISA_BANS = 'measure-visa-bans';
const FREEZES = 'measure-asset-freezes';

/** Measures imposed, corrected, disputed, settled and taken back, with numbers all along, in some schema version of MeasureImposed. */
export function measuresStory({ affected, measures }: Writing): readonly Told[] {
  const sanctions = { kind: 'sanction', by: ['actor-united-states', 'actor-europe'], target: ['actor-russia'] };
  const expulsions = { kind: 'expulsion', by: BOTH, target: BOTH, object: 'Embassy staff' };
  const visaBans = { kind: 'visa_ban', by: ['actor-united-states'], target: ['actor-russia'] };
  const freezes = { kind: 'asset_freeze', by: ['actor-europe'], target: ['actor-russia'] };
  const slew = measures({ qualifier: 'some', words: 'a slew' });
  const largeScale = { qualifier: 'some', words: 'large-scale' };
  return numbered([
    ...OPENING,
    imposed(SANCTIONS, OUTLET, { ...sanctions, ...slew, aim: 'Harm the economy of Russia' }),
    imposed(SANCTIONS, REUTERS, { ...sanctions, ...measures(12) }),
    imposed(EXPULSIONS, OUTLET, { ...expulsions, ...affected(largeScale) }),
    imposed(EXPULSIONS, REUTERS, { ...expulsions, ...affected(60) }),
    corrected(EXPULSIONS, 2, 2, REUTERS, { ...expulsions, ...affected(61) }),
    disputed(EXPULSIONS, 2, affected(100)),
    review(EXPULSIONS, 'DisputeResolved', { event: 2, adopted: 4, reason: 'It issued the orders itself.' }),
    // What the number counts turns with the kind.
    disputed(EXPULSIONS, 1, { kind: 'restriction', ...measures(largeScale) }),
    imposed(VISA_BANS, OUTLET, { ...visaBans, ...affected(27) }),
    corrected(VISA_BANS, 1, 1, REUTERS, { ...visaBans, kind: 'sanction', ...measures(3) }),
    retracted(VISA_BANS, 2),
    retracted(VISA_BANS, 3),
    imposed(FREEZES, OUTLET, { ...freezes, ...affected(5) }, { modality: 'planned' }),
    retracted(FREEZES, 1),
    imposed(FREEZES, OUTLET, { ...freezes, ...affected(0) }),
    disputed(SANCTIONS, 1, measures(15)),
    corrected(SANCTIONS, 1, 1, OUTLET, { ...sanctions, ...slew, aim: "Harm to Russia's economy" }),
    review(SANCTIONS, 'DisputeResolved', { event: 1, adopted: 3, reason: 'It keeps the list.' }),
    review(SANCTIONS, 'ClaimCorroborated', { event: 2 }, DEPARTMENT),
    { type: 'MeasureEased', stream: EXPULSIONS, citation: REUTERS, data: { object: 'Consuls' } },
    { type: 'MeasureLifted', stream: EXPULSIONS, occurred: '2025-03-01', citation: OUTLET, data: { by: BOTH[0] } },
  ]);
}

const OPENING: readonly Told[] = [
  { type: 'ConflictOpened', stream: 'conflict', data: { name: 'Russia and Ukraine' } },
  ...['unnamed-outlet', 'reuters', 'state-department'].map((name) => ({
    type: 'SourceRegistered',
    stream: `source-${name}`,
    data: { name, kind: 'media' },
  })),
  ...['united-states', 'russia', 'europe'].map((name) => ({
    type: 'ActorRegistered',
    stream: `actor-${name}`,
    data: { name, kind: 'state' },
  })),
  {
    type: 'ReportFiled',
    stream: 'report-riyadh-talks',
    citation: { source: 'source-unnamed-outlet' },
    data: { source: 'source-unnamed-outlet', language: 'en' },
  },
];

/** With ids, so that two logs of the story have the same. */
function numbered(events: readonly Told[]): readonly Told[] {
  return events.map((event, index) => ({ id: idAt(index + 1), ...event }));
}

function imposed(stream: string, citation: object, data: object, more: object = {}): Told {
  return { type: 'MeasureImposed', stream, occurred: '/2025-02-19', citation, ...more, data };
}

function corrected(stream: string, event: number, replaces: number, citation: object, data: object): Told {
  const as = { occurred: '/2025-02-19', citation, data };
  return review(stream, 'EventCorrected', { event, replaces, as, reason: 'late_information' });
}

function disputed(stream: string, event: number, counter: object): Told {
  return review(stream, 'ClaimDisputed', { event, counter, text: 'By its own count.' }, DEPARTMENT);
}

function retracted(stream: string, event: number): Told {
  return review(stream, 'EventRetracted', { event, reason: 'Recorded twice.' });
}

function review(stream: string, type: string, data: object, citation: object = OUTLET): Told {
  return { type, stream, citation, data };
}
