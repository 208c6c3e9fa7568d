import { Column, Entity } from 'typeorm';
import { ClaimedRow } from './claimed-row';
import { createTableSql, tableShape } from './table-shape';
import { TemporalRow } from './temporal-row';

abstract class SpokenRow extends ClaimedRow {
  @Column('text') readonly speaker!: string;
}

@Entity({ schema: 'remarks_v1', name: 'remark' })
class RemarkRow extends SpokenRow {
  @Column('text', { array: true, name: 'spoken_words' }) readonly words!: readonly string[];
}

@Entity({ schema: 'remarks_v1', name: 'silence' })
class SilenceRow extends TemporalRow {
  @Column('integer') readonly seconds!: number;
}

class UnnamedRow extends TemporalRow {
  @Column('integer') readonly seconds!: number;
}

@Entity({ schema: 'remarks_v1', name: 'pause' })
class PauseRow extends TemporalRow {
  @Column('interval') readonly length!: string;
}

describe('the table of an entity', () => {
  it('has the columns of every class between it and TemporalRow, those of the base first', () => {
    expect(tableShape(RemarkRow).columns.map(({ name, sqlType }) => `${name} ${sqlType}`)).toEqual([
      'event text',
      'position bigint',
      'modality text',
      'grade text',
      'citation jsonb',
      'speaker text',
      'spoken_words text[]',
    ]);
  });

  it('has no column of another entity, and those of the engine once', () => {
    expect(tableShape(SilenceRow).columns).toEqual([
      { property: 'seconds', name: 'seconds', sqlType: 'integer', nullable: false },
    ]);
    expect(createTableSql(tableShape(RemarkRow)).match(/\bsince bigint\b/g)).toHaveLength(1);
  });

  it('is refused where it has no name, or a column that the engine cannot write', () => {
    expect(() => tableShape(UnnamedRow)).toThrow('UnnamedRow needs @Entity({ schema, name })');
    expect(() => tableShape(PauseRow)).toThrow('PauseRow.length: column type interval is not one of');
  });
});
