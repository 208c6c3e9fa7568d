/** What an answer with why=1 says of itself, read without knowing which view it is of. */

type Json = null | boolean | number | string | readonly Json[] | JsonObject;
interface JsonObject {
  readonly [member: string]: Json;
}

export interface ExplainedEvent {
  readonly stream: string;
  readonly version: number;
  readonly position: number;
  readonly type: string;
  readonly recordedBy: string;
  readonly citation?: { readonly source: string };
  readonly effect: string;
  readonly by?: string;
  readonly reason?: string;
  readonly correctedBy?: string;
  readonly presentCitation?: { readonly source: string };
  readonly disputedBy?: readonly string[];
  readonly of?: string;
}

export interface Explained {
  readonly position: number;
  readonly why: {
    readonly streams: Readonly<
      Record<string, { readonly events: readonly string[]; readonly count: number; readonly list?: string }>
    >;
    readonly events: Readonly<Record<string, ExplainedEvent>>;
    readonly leftOut?: number;
  };
}

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Every event id that stands anywhere in an answer. */
export function eventIdsIn(answer: unknown): ReadonlySet<string> {
  return new Set(
    [...leaves(answer as Json)].filter((leaf) => typeof leaf === 'string' && EVENT_ID.test(leaf)),
  ) as Set<string>;
}

function* leaves(value: Json): Generator<Json> {
  if (typeof value !== 'object' || value === null) yield value;
  else
    for (const [name, member] of Object.entries(value))
      yield* [...(EVENT_ID.test(name) ? [name] : []), ...leaves(member)];
}

/** What belongs to every answer, and places in log, text or question: no number of the domain. */
const NO_FIGURES = new Set(['position', 'why', 'reviews', 'names', 'citation', 'data', 'codePoints']);

/**
 * Paths of the numbers of an answer that lead nowhere. A number leads to events if the object it stands in names events or streams
 * that are explained, be it in a list beside it, or one around it names them itself. The whole answer founds its numbers only if it
 * is one row, or says of this number what is behind it.
 */
export function figuresWithoutEvents(answer: Explained, rowOfAnswer: string | undefined): readonly string[] {
  const { streams, events } = answer.why;
  const names = (value: Json, depth: number): boolean => {
    if (typeof value === 'string') return value in events || value in streams;
    if (!isObject(value) || depth === 0) return false;
    return Object.entries(value).some(([name, member]) => names(member, name === 'why' ? depth : depth - 1));
  };
  const found: string[] = [];
  const walk = (value: JsonObject, path: string, isFounded: boolean): void => {
    const isPart = path !== '' && !Array.isArray(value);
    const founds = isFounded || (isPart && names(value, BESIDE));
    const below = isFounded || (isPart && names(value, ITSELF));
    for (const [name, member] of Object.entries(value)) {
      if (NO_FIGURES.has(name)) continue;
      if (isObject(member)) walk(member, `${path}/${name}`, below);
      else if (typeof member === 'number' && member !== 0 && !founds && !names(behind(value, name), BESIDE))
        found.push(`${path}/${name}`);
    }
  };
  walk(answer as unknown as JsonObject, '', rowOfAnswer !== undefined && rowOfAnswer in streams);
  return found;
}

/** How deep an object names something: itself or in a list of ids, and in a list of things beside. */
const ITSELF = 2;
const BESIDE = 3;

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null;
}

function behind({ behind: told }: JsonObject, name: string): Json {
  return isObject(told) ? (told[name] ?? null) : null;
}
