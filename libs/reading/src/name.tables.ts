import type { StreamKind } from '@tracker/event-store';
import { row, TemporalRow, type ReadModel } from '@tracker/projections';
import { Column, Entity } from 'typeorm';

/** The name under which answers show a stream: what its registration calls it. */
@Entity({ schema: 'names_v1', name: 'name' })
export class NameRow extends TemporalRow {
  @Column('text') readonly name!: string;
}

/** Name and version of the model, for those who read at its position. */
export const NAMES_MODEL = { name: 'names', version: 1 } as const;

/**
 * Names of everything that is registered, so that rows hold ids only and each answer tells the names of the ids in it, at its
 * own position, without one feature reading another's tables.
 */
export function namesModel(streams: readonly StreamKind[]): ReadModel<string | null> {
  const labels = new Map<string, (data: never) => string>();
  for (const { types } of streams) {
    for (const [type, { label }] of Object.entries(types)) if (label) labels.set(type, label);
  }
  return {
    ...NAMES_MODEL,
    kinds: streams.filter(({ types }) => Object.values(types).some(({ label }) => label)).map(({ kind }) => kind),
    tables: [NameRow],
    initial: null,
    evolve: (name, event) => labels.get(event.type)?.(event.data as never) ?? name,
    held: { tables: [NameRow], rows: (_stream, name) => (name === null ? [] : [row(NameRow, '', { name })]) },
  };
}
