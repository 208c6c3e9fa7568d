import { citation, type Submission } from './plausible-things';
import { pick, type Random } from './seeded-random';

/** Reviews of one event of a stream, one after the other, each so many days after the one before. */
export type ReviewStory = readonly { readonly days: number; readonly review: Submission }[];

type Tell = (type: string, data: Submission['data']) => Submission;

/** Shares of what happens that is reviewed later; what is left out stays as it was told. About one event in fifteen is a review. */
const CORROBORATED = 0.06;
const CORRECTED = 0.13;
const DISPUTED = 0.17;
const RETRACTED = 0.19;
/** Of the corrections, those that are taken back; of the disputes, those that are settled, and of these for the counter. */
const TAKEN_BACK = 0.2;
const SETTLED = 0.6;
const FOR_COUNTER = 0.5;

const OTHER_SOURCE = 'source-unnamed-outlet';

/** What becomes of the events of one stream in the days to come; mostly nothing. `events` is all of it. */
export function reviewsOf(events: readonly Submission[], day: number, random: Random): ReviewStory {
  const chance = random();
  if (chance >= RETRACTED) return [];
  const version = 1 + Math.floor(random() * events.length);
  const event = events[version - 1]!;
  const days = 1 + Math.floor(random() * 10);
  const tell: Tell = (type, data) => ({
    type,
    stream: event.stream,
    citation: citation(random, day + days, OTHER_SOURCE),
    data,
  });
  const next = events.length + 1;
  if (chance < CORROBORATED) return [{ days, review: tell('ClaimCorroborated', { event: version }) }];
  if (chance < CORRECTED) {
    const correction = tell('EventCorrected', correctionOf(event, version, random));
    const taken = tell('EventRetracted', { event: next, reason: 'The report was right.' });
    return random() < TAKEN_BACK
      ? [
          { days, review: correction },
          { days: 3, review: taken },
        ]
      : [{ days, review: correction }];
  }
  if (chance < DISPUTED) return disputeOf(event, version, next, days, tell, random);
  return [{ days, review: tell('EventRetracted', { event: version, reason: 'Recorded twice.' }) }];
}

function disputeOf(
  event: Submission,
  version: number,
  next: number,
  days: number,
  tell: Tell,
  random: Random,
): ReviewStory {
  const counter = otherwise(event, random);
  const dispute = tell('ClaimDisputed', {
    event: version,
    ...(counter ? { counter } : {}),
    text: 'The figure is another one.',
  });
  if (random() >= SETTLED) return [{ days, review: dispute }];
  const adopted = counter && random() < FOR_COUNTER ? next : version;
  const settled = tell('DisputeResolved', { event: version, adopted, reason: 'The ministry has counted again.' });
  return [
    { days, review: dispute },
    { days: 4, review: settled },
  ];
}

/** The whole event as it should have been: another number where it has one, else another day on which its source said so. */
function correctionOf(event: Submission, version: number, random: Random): Submission['data'] {
  const { occurred, citation: told, data } = event;
  return {
    event: version,
    replaces: version,
    as: { occurred, citation: { ...told, note: 'As corrected.' }, data: { ...data, ...otherwise(event, random) } },
    reason: pick(['typo', 'late_information', 'source_corrected', 'coder_error'], random),
  };
}

/** A number of the event, another one; undefined where it tells of none. */
function otherwise({ type, data }: Submission, random: Random): Submission['data'] | undefined {
  const more = 1 + Math.floor(random() * 9);
  switch (type) {
    case 'CasualtiesReported':
      return { wounded: 9 + more };
    case 'DamageReported':
      return { objects: 5 + more };
    case 'StrikeReported':
      return { weapons: 4 + more };
    case 'DroneBarrageReported':
      return typeof data['launched'] === 'number' ? { launched: data['launched'] + more } : undefined;
    default:
      return undefined;
  }
}
