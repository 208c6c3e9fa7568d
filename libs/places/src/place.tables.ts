import { modelOfStream, RegisteredRow, row } from '@tracker/projections';
import { Column, Entity, Index } from 'typeorm';
import { placeStream } from './place.stream';

/** A place as registered. */
@Entity({ schema: 'places_v1', name: 'place' })
@Index('place_list', ['conflict', 'name', 'stream', 'key', 'since', 'until'])
export class PlaceRow extends RegisteredRow {
  @Column('text') readonly name!: string;
  @Column('jsonb') readonly names!: Readonly<Record<string, string>>;
  @Column('text', { nullable: true }) readonly country!: string | null;
  /** Null: not told. */
  @Column('text', { name: 'admin_path', array: true, nullable: true }) readonly adminPath!: readonly string[] | null;
  @Column('text') readonly precision!: string;
  /** WGS84 degrees; both null where no source has a point. */
  @Column('double precision', { nullable: true }) readonly lon!: number | null;
  @Column('double precision', { nullable: true }) readonly lat!: number | null;
  /** Every name in lower case, one a line: what a search looks through. */
  @Column('text', { name: 'searched_names' }) readonly searchedNames!: string;
}

export const placesModel = modelOfStream(placeStream, {
  name: 'places',
  version: 1,
  held: {
    tables: [PlaceRow],
    rows: (_stream, { registered }) => {
      if (!registered) return [];
      const { id, citation = null, data } = registered;
      const { name, names = {}, country = null, adminPath = null, precision, point } = data;
      const searchedNames = [name, ...Object.values(names)].join('\n').toLowerCase();
      const [lon, lat] = [point?.lon ?? null, point?.lat ?? null];
      return [
        row(PlaceRow, '', { name, names, country, adminPath, precision, lon, lat, searchedNames, event: id, citation }),
      ];
    },
  },
});
