import type { StreamKind } from '@tracker/event-store';
import { row, TemporalRow, type ReadModel } from '@tracker/projections';
import { sourceOf } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';

/** A stream is not independent of another, on the word of one source, whose later word replaces its earlier (key: source, the other and what was told). */
@Entity({ schema: 'ties_v1', name: 'tie' })
export class TieRow extends TemporalRow {
  @Column('text') readonly other!: string;
}

/** Name and version of the model, for those who read at its position. */
export const TIES_MODEL = { name: 'ties', version: 1 } as const;

/** Which things are not independent of each other, as far as an event type declares `ties`; what is denied again ties no longer. */
export function tiesModel(streams: readonly StreamKind[]): ReadModel<null> {
  const declared = streams
    .flatMap(({ kind, types }) => Object.entries(types).map(([type, { ties }]) => ({ kind, type, ties })))
    .filter(({ ties }) => ties !== undefined);
  const tiesOf = new Map(declared.map(({ type, ties }) => [type, ties!]));
  return {
    ...TIES_MODEL,
    kinds: [...new Set(declared.map(({ kind }) => kind))],
    tables: [TieRow],
    initial: null,
    evolve: () => null,
    touched: {
      tables: [TieRow],
      rows: (_before, event) => {
        const { type, modality = 'realised', data } = event;
        const others = tiesOf.get(type)?.(data as never) ?? [];
        return others.map((other) => {
          const key = `${sourceOf(event)} ${other} ${JSON.stringify(data)}`;
          return row(TieRow, key, modality === 'realised' ? { other } : null);
        });
      },
    },
  };
}
