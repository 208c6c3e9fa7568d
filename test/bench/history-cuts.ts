import type { Client } from 'pg';
import { answerTo } from './asked-answers';
import { BenchService } from './bench-service';
import { copyRows, type CopiedRows } from './copied-rows';
import type { Lab } from './lab';
import { dayAt } from './plausible-log';
import { dayText } from './plausible-things';
import { CASE_CONFLICT, type RecordedCase } from './recorded-case';
import { between, pick, type Random } from './seeded-random';
import { questionsOfDay, wholeQuestions } from './history-questions';

/** Questions asked as of each position. */
const QUESTIONS = 6;
/** Of the days asked about, the share among the last so many days: what is told of these is still being reviewed. */
const RECENT = 0.7;
const RECENT_DAYS = 12;
/** Talks of a day, by how many days before they were planned for it: held, or to be held, or put off to it. */
const TALKS_BEFORE_DAYS = [0, 3, 22];
/** Streams that others refer to. */
const REGISTERED = ['actor', 'place', 'source'];

/** A day asked about as of a position, beside the same log cut at the position, with the streams that the answers tell of. */
interface Cut {
  readonly conflict: string;
  readonly position: number;
  readonly day: string;
  readonly streams: CopiedRows['streams'];
}

/**
 * Answers about a day as of positions drawn at random, beside those of logs that end there: only the streams which tell of the
 * day, and those registered, stand in them, at the positions and with the bytes that they have. Byte for byte, position included.
 * Gives how many answers were compared; throws where one is otherwise.
 */
export async function proveAnswers(
  lab: Lab,
  { database, events }: RecordedCase,
  service: BenchService,
  reader: Client,
  positions: number,
  random: Random,
): Promise<number> {
  const cuts: Cut[] = [];
  while (cuts.length < positions)
    cuts.push(await cutAt(reader, `cut-${cuts.length}`, between(1, events, random), random));
  const cutDatabase = await lab.trackerDatabase('cut_streams');
  const rows = cuts.map(({ conflict, position, streams }) => ({
    conflict: CASE_CONFLICT,
    as: conflict,
    upTo: position,
    streams,
  }));
  await copyRows(database, cutDatabase, rows);
  await lab.rebuild(cutDatabase, 'all');
  const cutService = await lab.service(cutDatabase);
  let compared = 0;
  for (const { conflict, position, day } of cuts) {
    const questions = questionsOfDay(day);
    for (let asked = 0; asked < QUESTIONS; asked += 1) {
      const path = `${pick(questions, random)}&asOf=${position}`;
      await proveSame(addressOf(service, CASE_CONFLICT), addressOf(cutService, conflict), path, { withTag: false });
      compared += 1;
    }
  }
  return compared;
}

/**
 * Answers of every view as of a position, beside those of a database that holds the log up to there and nothing else, asked both
 * as of the position and as of now: byte for byte. Gives how many were compared; throws where one is otherwise.
 */
export async function proveWhole(
  lab: Lab,
  { database }: RecordedCase,
  service: BenchService,
  position: number,
): Promise<number> {
  const cut = await lab.trackerDatabase(`cut_${position}`);
  await copyRows(database, cut, [{ conflict: CASE_CONFLICT, as: CASE_CONFLICT, upTo: position }]);
  await lab.rebuild(cut, 'all');
  const cutService = await BenchService.start(cut.source);
  const [whole, ended] = [service, cutService].map((each) => addressOf(each, CASE_CONFLICT));
  const questions = wholeQuestions(dayText(Math.max(0, dayAt(position) - 8)), dayText(dayAt(position)));
  try {
    for (const question of questions) {
      await proveSame(whole!, ended!, `${question}&asOf=${position}`, { withTag: true });
      await proveNow(whole!, ended!, question, position);
    }
  } finally {
    await cutService.stop();
  }
  await lab.dropDatabase(cut);
  return questions.length * 2;
}

function addressOf({ url }: BenchService, conflict: string): string {
  return `${url}/v1/conflicts/${conflict}`;
}

async function cutAt(reader: Client, conflict: string, position: number, random: Random): Promise<Cut> {
  const { rows } = await reader.query<{ stream: string }>(
    `select stream from log.events where conflict = $1 and position = $2`,
    [CASE_CONFLICT, position],
  );
  const last = dayAt(position);
  const first = random() < RECENT ? Math.max(0, last - RECENT_DAYS) : 0;
  const day = between(first, last, random);
  const ofDay = (kind: string, told: number) => namesFrom(`${kind}-${dayText(told)}-`);
  return {
    conflict,
    position,
    day: dayText(day),
    streams: [
      namesFrom('conflict'),
      ...REGISTERED.map((kind) => namesFrom(`${kind}-`)),
      ofDay('attack', day),
      // A night is told of on the morning after, and counts from the evening before.
      ofDay('attack', day + 1),
      ofDay('statement', day),
      ...TALKS_BEFORE_DAYS.map((before) => ofDay('meeting', day - before)),
      // Without this one the cut log would end before the position.
      namesFrom(rows[0]!.stream),
    ],
  };
}

/** All names that begin so. The bytes of names lie before '~'. */
function namesFrom(beginning: string): readonly [string, string] {
  return [beginning, `${beginning}~`];
}

async function proveSame(
  whole: string,
  ended: string,
  path: string,
  { withTag }: { readonly withTag: boolean },
): Promise<void> {
  const [one, other] = [await answerTo(`${whole}/${path}`), await answerTo(`${ended}/${path}`)];
  const isSame = one.text === other.text && one.position === other.position && (!withTag || one.etag === other.etag);
  if (!isSame) throw new Error(differing(`${path} of ${whole} and of the log cut there at ${ended}`, one, other));
}

/** The cursor of a next page holds a hash of the question, and only that may differ: one asks as of, the other does not. */
async function proveNow(whole: string, ended: string, path: string, position: number): Promise<void> {
  const [one, other] = [await answerTo(`${whole}/${path}&asOf=${position}`), await answerTo(`${ended}/${path}`)];
  const bytes = (text: string): string => text.replace(/"next":"[^"]*"/, '"next":"..."');
  if (bytes(one.text) === bytes(other.text) && one.position === other.position) return;
  throw new Error(
    differing(`${path} as of ${position} of ${whole}, and now of the log cut there at ${ended}`, one, other),
  );
}

interface Compared {
  readonly text: string;
  readonly etag: string | undefined;
  readonly position: string | undefined;
}

/** Around the first byte that differs. */
function differing(what: string, one: Compared, other: Compared): string {
  let at = 0;
  while (at < one.text.length && one.text[at] === other.text[at]) at += 1;
  const shown = ({ text, position, etag }: Compared): string =>
    `position ${position}, ${etag}, ${text.length} characters, from ${at}: ${text.slice(Math.max(0, at - 200), at + 300)}`;
  return `Answers differ: ${what}.\n${shown(one)}\n${shown(other)}`;
}
