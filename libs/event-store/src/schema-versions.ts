import type { AnyEventType, AnyPastVersion, EventExample, PayloadClass, Stated, Upcast, Written } from './event-type';

/** One schema version of an event type, former or newest. */
export interface SchemaVersion {
  readonly schemaVersion: number;
  readonly payload: PayloadClass;
  readonly example: EventExample;
  /** Of a former one: what the next version says otherwise. */
  readonly change?: string;
}

/** The schema versions of one event type: 1 to the newest, each with an upcaster to the next. */
export class SchemaVersions {
  /** In order: version n is at n - 1. */
  readonly all: readonly SchemaVersion[];
  /** The newest that is recorded: what is meant by an event that states none. */
  readonly accepted: number;
  private readonly past: readonly AnyPastVersion[];

  /** Throws when a version is missing or stands twice: events recorded under it could not be read. */
  constructor(type: string, { schemaVersion: newest, past = [], acceptsUpTo, payload, example }: AnyEventType) {
    const declared = [...past.map(({ schemaVersion }) => schemaVersion), newest];
    const wanted = declared.map((_, index) => index + 1);
    if (declared.join() !== wanted.join()) {
      throw new Error(
        `Event type ${type} declares schema versions ${declared.join(', ')}; expected ${wanted.join(', ')}: all that there were, the oldest first`,
      );
    }
    this.accepted = acceptsUpTo ?? newest;
    if (!wanted.includes(this.accepted))
      throw new Error(`Event type ${type} accepts up to schema version ${acceptsUpTo}, and has 1 to ${newest}`);
    this.past = past;
    this.all = [...past, { schemaVersion: newest, payload, example }];
  }

  /** Content of an event as rules and folds see it, with what it was written as where there are several versions. */
  read<Content extends Stated & { readonly data: unknown }>(
    content: Content,
    schemaVersion: number,
  ): Content & { readonly written?: Written } {
    if (this.past.length === 0) return content;
    const { data } = content;
    return {
      ...content,
      data: this.upcast(content, schemaVersion),
      written: { schemaVersion, data, upcast: this.upcast, newest: this.all.length },
    };
  }

  readonly upcast: Upcast = ({ occurred, modality, citation, data }, from, to = this.all.length) => {
    const stated = { occurred, modality, citation };
    let read = data;
    for (let version = from; version < to; version += 1) read = this.past[version - 1]!.upcast(read as never, stated);
    return read;
  };
}
