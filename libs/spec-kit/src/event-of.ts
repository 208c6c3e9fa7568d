import type { RecordedEvent } from '@tracker/event-store';
import type { Citation, Modality } from '@tracker/vocabulary';
import { ARTICLE, CONFLICT, idAt, recordedAtOf } from './article';

/** What a spec may say about an event besides its type and data. */
export interface EventParts {
  readonly stream: string;
  readonly occurred?: string;
  readonly modality?: Modality;
  /** Left out: ARTICLE. Null: no citation, as registrations may have it. */
  readonly citation?: Citation | null;
  /** Left out: the next of its stream. */
  readonly version?: number;
  /** Left out: the next after the event before. */
  readonly position?: number;
  /** Left out: `idAt(position)`. */
  readonly id?: string;
}

/** An event whose place in the log is given by where it stands among others, as far as it does not name it itself. */
export type EventDraft<Type extends string = string, Data = unknown> = Omit<
  RecordedEvent<Type, Data>,
  'position' | 'version' | 'id' | 'recordedAt'
> &
  Partial<Pick<RecordedEvent, 'position' | 'version' | 'id' | 'recordedAt'>>;

/** An event for a spec. Fixed id and times, cited from the article unless the spec says otherwise. */
export function eventOf<Type extends string, Data extends object>(
  type: Type,
  data: Data,
  { citation = ARTICLE, ...parts }: EventParts,
): EventDraft<Type, Data> {
  return {
    conflict: CONFLICT,
    schemaVersion: 1,
    recordedBy: 'local',
    ...parts,
    ...(citation === null ? {} : { citation }),
    type,
    data,
  };
}

/** The events as a log of one conflict has them: each at the next position, and at the next version of its stream. */
export function recorded(...drafts: readonly EventDraft[]): readonly RecordedEvent[] {
  const versions = new Map<string, number>();
  let last = 0;
  return drafts.map((draft) => {
    const position = draft.position ?? last + 1;
    const version = draft.version ?? (versions.get(draft.stream) ?? 0) + 1;
    if (position <= last) throw new Error(`${draft.type}: position ${position} does not come after ${last}`);
    last = position;
    versions.set(draft.stream, version);
    return { id: idAt(position), recordedAt: recordedAtOf(position), ...draft, position, version };
  });
}
