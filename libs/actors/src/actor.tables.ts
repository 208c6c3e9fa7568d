import { modelOfStream, RegisteredRow, row } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';
import { actorStream } from './actor.stream';

/** An actor as registered. */
@Entity({ schema: 'actors_v1', name: 'actor' })
@Index('actor_list', ['conflict', 'name', 'stream', 'key', 'since', 'until'])
export class ActorRow extends RegisteredRow {
  @Column('text') readonly name!: string;
  @Column('jsonb') readonly names!: Readonly<Record<string, string>>;
  @Column('text') readonly kind!: string;
  @Column('text', { nullable: true }) readonly iso3!: string | null;
  /** Null: not told. */
  @Column('text', { array: true, nullable: true }) readonly members!: readonly string[] | null;
  /** Every name in lower case, one a line: what a search looks through. */
  @Column('text', { name: 'searched_names' }) readonly searchedNames!: string;
}

export const actorsModel = modelOfStream(actorStream, {
  name: 'actors',
  version: 1,
  held: {
    tables: [ActorRow],
    rows: (_stream, { registered }) => {
      if (!registered) return [];
      const { id, citation = null, data } = registered;
      const { name, names = {}, kind, iso3 = null, members = null } = data;
      const searchedNames = [name, ...Object.values(names)].join('\n').toLowerCase();
      return [row(ActorRow, '', { name, names, kind, iso3, members, searchedNames, event: id, citation })];
    },
  },
});
