import { Column, Entity, Index } from 'typeorm';
import { ClaimedRow } from './claimed-row';
import { createIndexSql, createTableSql, tableShape } from './table-shape';
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

@Entity({ schema: 'remarks_v1', name: 'quotation' })
@Index('quotation_stems', ['stems'], { type: 'gin' })
class QuotationRow extends TemporalRow {
  @Column('text') readonly words!: string;
  @Column({ type: 'tsvector', asExpression: `to_tsvector('english', words)`, generatedType: 'STORED', insert: false })
  readonly stems?: string;
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
      { property: 'seconds', name: 'seconds', sqlType: 'integer', nullable: false, write: expect.any(Function) },
    ]);
    expect(createTableSql(tableShape(RemarkRow)).match(/\bsince bigint\b/g)).toHaveLength(1);
  });

  it('may have columns that PostgreSQL makes of others, which are not written, and an index of another kind on them', () => {
    const shape = tableShape(QuotationRow);
    expect(shape.columns.map(({ name }) => name)).toEqual(['words']);
    expect(createTableSql(shape)).toContain(
      `"stems" tsvector generated always as (to_tsvector('english', words)) stored`,
    );
    expect(createIndexSql(shape)).toContain(
      'create index "quotation_stems" on "remarks_v1"."quotation" using gin ("stems")',
    );
  });

  it('is refused where it has no name, or a column that the engine cannot write', () => {
    expect(() => tableShape(UnnamedRow)).toThrow('UnnamedRow needs @Entity({ schema, name })');
    expect(() => tableShape(PauseRow)).toThrow('PauseRow.length: column type interval is not one of');
  });
});
