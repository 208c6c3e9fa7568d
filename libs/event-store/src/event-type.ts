import type { Citation, Modality } from '@tracker/vocabulary';

/** A class decorated with the vocabulary's class-validator decorators: the one declaration of a payload's shape. */
export type PayloadClass<Data extends object = object> = new () => Data;

/** What an event states beside its data. */
export type Stated = Pick<RecordedEvent, 'occurred' | 'modality' | 'citation'>;

/**
 * A former schema version of an event type. Once released none of it is ever changed: events recorded under it are in logs for
 * good. docs/adr/0016-schema-versions-and-upcasters.md tells how a type gets one.
 */
export interface PastVersion<Data extends object = object, Next extends object = object> {
  /** From 1, without a gap up to the version before the newest. */
  readonly schemaVersion: number;
  /** The declaration as it was. */
  readonly payload: PayloadClass<Data>;
  /** One sentence: what the next version says otherwise, and how this one is read by it. Shown in the event reference. */
  readonly change: string;
  /** The upcaster: the same fact in the next version. Pure, and total on what the declaration allows. */
  readonly upcast: (data: Data, stated: Stated) => Next;
  /** One such event, as that version has it. */
  readonly example: EventExample<NoInfer<Data>>;
}

/** Any former schema version, whatever its payload, that reads as `Next`. */
export type AnyPastVersion<Next extends object = object> = Omit<PastVersion<never, Next>, 'payload' | 'example'> & {
  readonly payload: PayloadClass;
  readonly example: EventExample;
};

/** What is registered about one event type, once; validation, OpenAPI, JSON Schema and timeline all come from it. */
export interface EventType<Data extends object = object> {
  /** Newest version of the payload's shape, from 1. Any change of shape is a new one, with an upcaster from the one before. */
  readonly schemaVersion: number;
  readonly payload: PayloadClass<Data>;
  /** Every version before, the oldest first. Left out: there was none. */
  readonly past?: readonly [...AnyPastVersion[], AnyPastVersion<NoInfer<Data>>];
  /**
   * The newest version that is recorded, where a release only reads a newer one: then processes of the release before can still
   * read what this one records. Default: `schemaVersion`.
   */
  readonly acceptsUpTo?: number;
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
export type AnyEventType = Omit<EventType<never>, 'payload' | 'past' | 'example'> & {
  readonly payload: PayloadClass;
  readonly past?: readonly AnyPastVersion[];
  readonly example: EventExample;
};

/** Whether events of a type tell what happened, and stand on the timeline. Registrations say what a word means, so they do not. */
export function isTold({ registration }: AnyEventType): boolean {
  return registration !== true;
}

/** Event types of one kind of stream, by name. */
export type EventTypes = Readonly<Record<string, AnyEventType>>;

/** Data in a later schema version than it was written in; `to` left out: in the newest, and what is of it is given back as it is. */
export type Upcast = (content: Stated & { readonly data: unknown }, from: number, to?: number) => unknown;

/** What an event says as it was written, where its type has had several schema versions. */
export interface Written {
  readonly schemaVersion: number;
  readonly data: unknown;
  readonly upcast: Upcast;
  /** The newest version that this release knows. */
  readonly newest: number;
}

/** A recorded event as rules and folds see it. Frozen in meaning: nothing here is ever changed after the append. */
export interface RecordedEvent<Type extends string = string, Data = unknown> {
  readonly conflict: string;
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: Type;
  /** Under which it was recorded. */
  readonly schemaVersion: number;
  /** RFC 3339, UTC, milliseconds. */
  readonly recordedAt: string;
  readonly recordedBy: string;
  readonly occurred?: string;
  readonly modality?: Modality;
  readonly citation?: Citation;
  /** A resolution of a dispute adopts it: it goes before its rivals, whatever their grades. */
  readonly preferred?: true;
  /** In the newest schema version, whichever it was recorded under. */
  readonly data: Data;
  /** There for types that have had several schema versions: what reviews of it are laid over. */
  readonly written?: Written;
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

/** Declares one former schema version; exists so that its upcaster sees the payload's type. */
export function pastVersion<Data extends object, Next extends object>(
  version: PastVersion<Data, Next>,
): AnyPastVersion<Next> {
  return version;
}
