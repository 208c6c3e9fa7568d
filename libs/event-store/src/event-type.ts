import type { Citation, Modality } from '@tracker/vocabulary';

/** A class decorated with the vocabulary's class-validator decorators: the one declaration of a payload's shape. */
export type PayloadClass<Data extends object = object> = new () => Data;

/** What is registered about one event type, once; validation, OpenAPI, JSON Schema and timeline all come from it. */
export interface EventType<Data extends object = object> {
  /** Version of the payload's shape, from 1. A change of shape is a new one with an upcaster. */
  readonly schemaVersion: number;
  readonly payload: PayloadClass<Data>;
  /** Registrations say what a word of the log means, so they need neither citation nor `occurred`. Default: false. */
  readonly registration?: boolean;
  /** False while a release only reads the type: it can be recorded from the next release on. Default: true. */
  readonly accepts?: boolean;
  /** One sentence: what the event says. Shown in OpenAPI and the event reference. */
  readonly summary: string;
  /** The timeline's line. A stream id in braces, `{actor-russia}`, is shown as that thing's name at the position asked for. */
  readonly line: (data: Data) => string;
  /** For registrations: the name under which answers show the stream. */
  readonly label?: (data: Data) => string;
  /** For registrations: its names by language tag, under which it is found as well. */
  readonly otherNames?: (data: Data) => Readonly<Record<string, string>> | undefined;
  /** The places it tells of, as ids of streams: where the map shows the event. Left out: none. */
  readonly places?: (data: Data) => readonly (string | undefined)[];
  /** Streams of its kind that the stream is not independent of, such as a source that copies another. Left out: none. */
  readonly ties?: (data: Data) => readonly string[];
  /** One such event, from the reference article where it has one. Shown in the schema and the event reference, with a citation added. */
  readonly example: EventExample<NoInfer<Data>>;
}

/** An event of a type as its recorder may send it. */
export interface EventExample<Data extends object = object> {
  readonly stream: string;
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly data: Data;
}

/** Any event type, whatever its payload. */
export type AnyEventType = Omit<EventType<never>, 'payload' | 'example'> & {
  readonly payload: PayloadClass;
  readonly example: EventExample;
};
/** Event types of one kind of stream, by name. */
export type EventTypes = Readonly<Record<string, AnyEventType>>;

/** A recorded event as rules and folds see it. Frozen in meaning: nothing here is ever changed after the append. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  readonly conflict: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: Type;
  readonly schemaVersion: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly citation?: Citation;
  /** A resolution of a dispute adopts it: it goes before its rivals, whatever their grades. */
  readonly preferred?: true;
  readonly data: Data;
}

/** An event on its way in: all of a recorded one but what only the append gives. `version` is the one it is to take. */
export type ProposedEvent<Type extends string = string, Data = unknown> = Omit<
  RecordedEvent<Type, Data>,
  'position' | 'recordedAt'
>;

type DataOf<T> = T extends EventType<infer Data> ? Data : never;
/** The union of recorded events that a set of event types stands for. */
export type EventsOf<Types> = { [T in keyof Types & string]: RecordedEvent<T, DataOf<Types[T]>> }[keyof Types & string];

/** Something worth telling the recorder that is no reason to refuse: shown in the receipt. */
export interface Warning {
  readonly code: string;
  readonly detail: string;
}

type Fold = Pick<
  RecordedEvent,
  'conflict' | 'stream' | 'version' | 'id' | 'occurred' | 'modality' | 'citation' | 'preferred'
>;
/** What evolve and accept may rely on: the same for a proposed event and a recorded one. */
export type Foldable<Event> =
  Event extends RecordedEvent<infer Type, infer Data> ? Fold & { readonly type: Type; readonly data: Data } : never;

/** One case for each event type of the stream; a missing one does not compile. Never throws on any subsequence of valid events. */
export type Evolve<Event extends RecordedEvent, State> = {
  readonly [T in Event['type']]: (state: State, event: Foldable<Extract<Event, { readonly type: T }>>) => State;
};
/** The rules. A case throws a TrackerError to refuse, or returns warnings. Types without a case are always acceptable. */
export type Accept<Event extends RecordedEvent, State> = {
  readonly [T in Event['type']]?: (
    state: State,
    event: Foldable<Extract<Event, { readonly type: T }>>,
  ) => readonly Warning[] | void;
};

/** One kind of stream: its event types, its fold and its rules. Pure: no clock, no random, no IO. */
export interface StreamKind<State = unknown> {
  /** Prefix of the stream ids, without the hyphen: `attack`. The one stream of kind `conflict` is named just so. */
  readonly kind: string;
  readonly types: EventTypes;
  readonly initial: State;
  readonly evolve: Readonly<Record<string, Cases<State>['evolve']>>;
  readonly accept: Readonly<Record<string, Cases<State>['accept']>>;
}

/** Methods, not functions: kinds with different states then stand in one list, each being given its own state only. */
interface Cases<State> {
  evolve(state: State, event: never): State;
  accept(state: State, event: never): readonly Warning[] | void;
}

/** Declares a kind of stream and checks that `evolve` handles each of its types. */
export function defineStream<const Types extends EventTypes, State>(stream: {
  readonly kind: string;
  readonly types: Types;
  readonly initial: State;
  readonly evolve: Evolve<EventsOf<Types>, State>;
  readonly accept: Accept<EventsOf<Types>, State>;
}): StreamKind<State> {
  return stream as unknown as StreamKind<State>;
}

/** Declares one event type; exists so that `line` and `label` see the payload's type. */
export function eventType<Data extends object>(definition: EventType<Data>): EventType<Data> {
  return definition;
}
