import type { Catalogue, EventLog, EventOutline } from '@tracker/event-store';
import { GRADED_LATEST } from '@tracker/vocabulary';
import type { DataSource } from 'typeorm';
import type { Moment } from './moment';
import { eventIdsIn } from './reviews';
import { eventWhy, type EventWhy } from './why-effects';
import { knownEvents } from './why-known';
import type { Rivalry } from './why-rivals';
import { rowStreamsIn } from './why-rows';

/** The events of a stream up to the position. */
export interface StreamWhy {
  /** Ids of the last of them, in order. */
  readonly events: readonly string[];
  /** How many there are. */
  readonly count: number;
  /** Where all of them are, if some are not named. */
  readonly list?: string;
}

/** From an answer to the events it rests on and to what was left out of it, each with its citation. */
export interface Why {
  /** By id: the stream of every row, and of every thing that a number counts. */
  readonly streams: Readonly<Record<string, StreamWhy>>;
  /** By id: every event that the answer names, and those that stand in `streams`, `by` and the like. */
  readonly events: Readonly<Record<string, EventWhy>>;
  /** How many streams and events are not explained because they are too many. Left out: none. */
  readonly leftOut?: number;
}

/** An answer that is to be explained. */
export interface Unexplained {
  readonly answer: object;
  /** Names of members that hold the streams of its rows. */
  readonly members: readonly string[];
  /** The rule of adoption that the question names. */
  readonly rule?: string;
}

/** Events named of one stream, and of all streams together but for one of each. */
const EVENTS_OF_STREAM_MAX = 100;
const EVENTS_OF_STREAMS_MAX = 5_000;
const STREAMS_MAX = 2_000;
/** Events explained that the answer names itself. */
const EVENTS_MAX = 20_000;

/** Explains answers at their moment. What is looked up is bounded, whatever the answer. */
export class Explanations {
  private readonly kinds: ReadonlySet<string>;

  constructor(
    private readonly source: DataSource,
    private readonly log: EventLog,
    catalogue: Catalogue,
    private readonly rivalries: readonly Rivalry[],
  ) {
    this.kinds = catalogue.streamKinds();
  }

  /** Models that stand at the position of an answer before it is explained. */
  get models(): readonly Rivalry['model'][] {
    return this.rivalries.map(({ model }) => model);
  }

  async of(moment: Moment, { answer, members, rule = GRADED_LATEST }: Unexplained): Promise<Why> {
    const { conflict, position: upTo } = moment;
    const rows = rowStreamsIn(answer, { members: new Set(members), conflict, kinds: this.kinds });
    const mentioned = eventIdsIn(answer);
    const [streams, ids] = [first(rows, STREAMS_MAX), first([...mentioned], EVENTS_MAX)];
    const perStream = Math.max(1, Math.min(EVENTS_OF_STREAM_MAX, Math.floor(EVENTS_OF_STREAMS_MAX / streams.length)));
    const outlines = await this.log.outlines(conflict, { upTo, streams, perStream, ids });
    const rivalries = rule === GRADED_LATEST ? this.rivalries : [];
    const { known, unknown } = await knownEvents({ source: this.source, log: this.log, rivalries }, moment, outlines);
    const leftOut = rows.length - streams.length + mentioned.size - ids.length + unknown;
    const events = [...known.outlines].sort(([one], [other]) => (one < other ? -1 : 1));
    return {
      streams: Object.fromEntries(streamsWhy(moment, streams, outlines, perStream)),
      events: Object.fromEntries(events.map(([id, outline]) => [id, eventWhy(outline, known)])),
      ...(leftOut > 0 ? { leftOut } : {}),
    };
  }
}

function first(ids: readonly string[], most: number): readonly string[] {
  return ids.toSorted().slice(0, most);
}

/** `outlines` MUST have the last events of each stream, so many if there are, and may have others. */
function streamsWhy(
  { conflict, position }: Moment,
  streams: readonly string[],
  outlines: readonly EventOutline[],
  perStream: number,
): readonly (readonly [string, StreamWhy])[] {
  const byStream = new Map<string, EventOutline[]>(streams.map((stream) => [stream, []]));
  for (const outline of outlines) byStream.get(outline.stream)?.push(outline);
  return [...byStream].map(([stream, own]) => {
    const count = own.at(-1)?.version ?? 0;
    const events = own.filter(({ version }) => version > count - perStream).map(({ id }) => id);
    const list = `/v1/conflicts/${conflict}/streams/${stream}?asOf=${position}`;
    return [stream, { events, count, ...(events.length < count ? { list } : {}) }];
  });
}
