import { ListedRow } from '@tracker/projections';
import type { Citation, Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';

/**
 * What one event says, when, where and on whose word (key: its id): everything on the timeline, and every registration with a
 * citation. `citation` and `source` are null together.
 */
@Entity({ schema: 'entries_v1', name: 'entry' })
@Index('entry_list', ['conflict', 'reach', 'sortFrom', 'position', 'since', 'until'])
@Index('entry_of_source', ['conflict', 'source', 'reach', 'sortFrom', 'position', 'stream', 'since', 'until'])
@Index('entry_refs', ['refs'], { type: 'gin' })
export class EntryRow extends ListedRow {
  /** One sentence; stream ids stand in braces. Null: a registration, which says what a word means and is not on the timeline. */
  @Column('text', { nullable: true }) readonly line!: string | null;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: Modality;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
  /**
   * What it is found by besides its source, see `refTo`, each once: the places it tells of, in the order in which it names them,
   * then the report it cites, then the sources through which the word came, its own left out.
   */
  @Column('text', { array: true }) readonly refs!: readonly string[];
  @Column('text', { name: 'recorded_at' }) readonly recordedAt!: string;
}

/** Name and version of the model, for those who read at its position. */
export const ENTRIES_MODEL = { name: 'entries', version: 1 } as const;

/** How `refs` names a stream. The conflict goes first, so that its index finds nothing of another conflict. */
export function refTo(conflict: string, stream: string): string {
  return `${conflict}/${stream}`;
}

/** The same for written SQL, whose first parameter MUST be the conflict ($1): entries that refer to the stream hold this array. */
export function refsSql(stream: string): string {
  return `array[$1::text || '/' || ${stream}]`;
}

const PLACE = 'place-';

/** The places that an entry tells of, in the order in which it names them. */
export function placesOf({ conflict, refs }: Pick<EntryRow, 'conflict' | 'refs'>): readonly string[] {
  const places = refTo(conflict, PLACE);
  return refs.filter((ref) => ref.startsWith(places)).map((ref) => ref.slice(conflict.length + 1));
}

/** The same for written SQL: a table function with a row (place) for each. */
export function placesSql(alias: string): string {
  return `(select substr(r.ref, length($1::text) + 2) as place from unnest(${alias}.refs) r(ref) where starts_with(r.ref, $1::text || '/${PLACE}'))`;
}
