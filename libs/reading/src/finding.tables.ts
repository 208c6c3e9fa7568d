import { accept, evolve, type RecordedEvent, type StreamKind, type Warning } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import { row, TemporalRow, type ReadModel, type RowState } from '@tracker/projections';
import { kindOf } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/** What the rules of its stream say of an event where it stands (key: its id). No row: nothing. */
@Entity({ schema: 'findings_v1', name: 'finding' })
@Index('finding_list', ['conflict', 'position', 'stream', 'key', 'since', 'until'])
@Index('finding_key', ['conflict', 'key', 'since', 'until'])
export class FindingRow extends TemporalRow {
  @Column('text') readonly type!: string;
  @Column('bigint') readonly position!: number;
  /** As its receipt had them, unless a review has changed what comes before it. */
  @Column('jsonb') readonly warnings!: readonly Warning[];
  /** The rule that would refuse it now, because a review has changed what comes before it; null: none. */
  @Column('jsonb', { nullable: true }) readonly inconsistent!: Warning | null;
}

/** Name and version of the model, for those who read at its position. */
export const FINDINGS_MODEL = { name: 'findings', version: 1 } as const;

/** Warnings and inconsistencies of every kind of stream: each event is held against the rules once more, where it stands. */
export function findingsModel(streams: readonly StreamKind[]): ReadModel<unknown> {
  // What can neither warn nor refuse needs no fold.
  const ruled = new Map(
    streams.filter((stream) => Object.keys(stream.accept).length > 0).map((stream) => [stream.kind, stream]),
  );
  const kindFor = ({ stream }: RecordedEvent): StreamKind => ruled.get(kindOf(stream))!;
  return {
    ...FINDINGS_MODEL,
    kinds: [...ruled.keys()],
    tables: [FindingRow],
    initial: undefined,
    evolve: (state, event) => {
      const kind = kindFor(event);
      return evolve(kind, state ?? kind.initial, event);
    },
    touched: {
      tables: [FindingRow],
      rows: (before, event) => {
        const kind = kindFor(event);
        return findingIn(kind, before ?? kind.initial, event);
      },
    },
  };
}

function findingIn(kind: StreamKind, state: unknown, event: RecordedEvent): readonly RowState[] {
  const { id, type, position } = event;
  try {
    const warnings = accept(kind, state, event);
    return warnings.length === 0 ? [] : [row(FindingRow, id, { type, position, warnings, inconsistent: null })];
  } catch (refusal) {
    if (!(refusal instanceof TrackerError)) throw refusal;
    const inconsistent = { code: refusal.code, detail: refusal.message };
    return [row(FindingRow, id, { type, position, warnings: [], inconsistent })];
  }
}
