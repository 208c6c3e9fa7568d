import { CASE_CONFLICT, RecordedCase } from './recorded-case';
import { proveAnswers, proveWhole } from './history-cuts';
import { anyPair, farPair, nearPair, proveDifference, readerOf, type Pair } from './history-differences';
import { rounded } from './comparison';
import { Program } from './program';
import { figure, type Section } from './section';
import { between, seededRandom, type Random } from './seeded-random';

/** Pairs of positions of some streams; of every stream, within that share of the log; and of every stream, however far apart. */
const PAIRS = 200;
const NEAR_PAIRS = 20;
const NEAR_SHARE = 0.05;
const FAR_PAIRS = 1;
/** Positions as of which is asked, and those at which the whole log is cut. */
const POSITIONS = 200;
const WHOLE_CUTS = 3;
/** Before this position of a log there is nothing yet to ask about. */
const BEGUN = 60;
/** From so many events on everything is proved so often; a smaller log is tried less, to see that the proof itself works. */
const FULL_FROM_EVENTS = 10_000;

/**
 * Proof, on a log with corrections, retractions, disputes and corroborations, that history can be asked: differences between
 * two positions, as HTTP tells them, applied to the state at the one give the state at the other; answers as of a position are
 * those of a log that ends there; and what is served is what the log says. Nothing is measured but how long it took; the first
 * thing that is otherwise ends the run with exit code 1. The seed gives the same positions again.
 */
export const history: Section = async (lab, { events, seed }) => {
  const recorded = await RecordedCase.of(lab, events);
  await recorded.build();
  const service = await lab.service(recorded.database);
  const reader = await readerOf(recorded);
  lab.atEnd(() => reader.end());
  const random = seededRandom(seed);
  const share = Math.min(1, events / FULL_FROM_EVENTS);
  const often = (times: number): number => Math.max(1, Math.round(times * share));
  const difference = (pair: Pair): Promise<number> =>
    proveDifference(reader, `${service.url}/v1/conflicts/${CASE_CONFLICT}`, pair);

  const pairs: Pair[] = [];
  for (let pair = 0; pair < often(PAIRS); pair += 1) pairs.push(await anyPair(reader, events, random));
  const near = Array.from({ length: often(NEAR_PAIRS) }, () => nearPair(events, NEAR_SHARE, random));
  const far = Array.from({ length: FAR_PAIRS }, () => farPair(events, random));
  const positions = often(POSITIONS);
  const cuts = Array.from({ length: often(WHOLE_CUTS) }, (_, third) => positionIn(third, events, random));
  const proofs = [
    await proved(`rows differ between ${pairs.length} pairs of positions, some streams of each`, pairs, difference),
    await proved(`rows differ between ${near.length} near pairs, every stream`, near, difference),
    await proved(`rows differ between ${spansText(far)}, every stream`, far, difference),
    await proved(`answers as of ${positions} positions are those of logs cut there`, [positions], (count) =>
      proveAnswers(lab, recorded, service, reader, count, random),
    ),
    await proved(`answers are those of whole logs cut at ${cuts.map(figure).join(', ')}`, cuts, (position) =>
      proveWhole(lab, recorded, service, position),
    ),
    await proved('run of ops verify finds nothing', [recorded.database], async (database) => {
      await Program.ops(database, ['verify', '--workers', '2']).succeeded();
      return 1;
    }),
  ];
  return {
    figures: { seed, proofs },
    lines: [`Proved with seed ${seed}; all of it held:`, ...proofs.map((proof) => `    ${proofText(proof)}`)],
    targets: [],
  };
};

interface Proof {
  readonly what: string;
  /** How many of that were held against what they should be. */
  readonly count: number;
  readonly seconds: number;
}

/** Proves one after the other, and says what held: a proof of a large log takes long. */
async function proved<Item>(
  what: string,
  items: readonly Item[],
  prove: (item: Item) => Promise<number>,
): Promise<Proof> {
  const started = performance.now();
  let count = 0;
  for (const item of items) count += await prove(item);
  const proof = { what, count, seconds: rounded((performance.now() - started) / 1_000) };
  process.stderr.write(`  ${proofText(proof)}\n`);
  return proof;
}

function proofText({ what, count, seconds }: Proof): string {
  return `${figure(count)} ${what} (${figure(seconds)} s)`;
}

function spansText(pairs: readonly Pair[]): string {
  return pairs.map(({ from, to }) => `${figure(from)} and ${figure(to)}`).join(', ');
}

/** In one of the parts of a log, so that positions are spread. */
function positionIn(part: number, events: number, random: Random): number {
  const [first, last] = [part, part + 1].map((edge) => Math.round((events * edge) / WHOLE_CUTS));
  return between(Math.max(BEGUN, first!), last!, random);
}
