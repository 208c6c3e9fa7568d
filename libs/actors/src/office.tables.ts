import { claimColumns, ClaimedRow, modelOfStream, RegisteredRow, row, type RowState } from '@tracker/projections';
import { firstDayOf, lastDayOf } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { officeStream, type Holding } from './office.stream';

/** An office as registered. */
@Entity({ schema: 'offices_v2', name: 'office' })
@Index('office_list', ['conflict', 'title', 'stream', 'key', 'since', 'until'])
export class OfficeRow extends RegisteredRow {
  @Column('text') readonly title!: string;
  /** Whose office it is. */
  @Column('text', { nullable: true }) readonly of!: string | null;
  @Column('boolean') readonly exclusive!: boolean;
}

/** One source's word that somebody held an office; the key is the event's id. Days are the first that the words allow, the last for `periodTo`. */
@Entity({ schema: 'offices_v2', name: 'holding_claim' })
@Index('holding_of_holder', ['conflict', 'holder', 'stream', 'key', 'since', 'until'])
export class HoldingClaimRow extends ClaimedRow {
  @Column('text') readonly holder!: string;
  @Column('text', { nullable: true }) readonly predecessor!: string | null;
  /** A time at which the holder was in office, as told; `seen` its day. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text', { name: 'stated_from', nullable: true }) readonly statedFrom!: string | null;
  @Column('text', { name: 'stated_to', nullable: true }) readonly statedTo!: string | null;
  @Column('date', { nullable: true }) readonly seen!: string | null;
  @Column('date', { name: 'period_from', nullable: true }) readonly periodFrom!: string | null;
  @Column('date', { name: 'period_to', nullable: true }) readonly periodTo!: string | null;
}

export const officesModel = modelOfStream(officeStream, {
  name: 'offices',
  version: 2,
  held: {
    tables: [OfficeRow, HoldingClaimRow],
    rows: (_stream, { registered, holdings }) => {
      const claims = holdings.map(holdingRow);
      if (!registered) return claims;
      const { id, data, citation = null } = registered;
      const { title, of = null, exclusive } = data;
      return [row(OfficeRow, '', { title, of, exclusive, event: id, citation }), ...claims];
    },
  },
});

function holdingRow(holding: Holding): RowState {
  const { id, data, occurred = null } = holding;
  const { holder, predecessor = null, from = null, to = null } = data;
  return row(HoldingClaimRow, id, {
    ...claimColumns({ ...holding, position: holding.position ?? 0 }),
    holder,
    predecessor,
    occurred,
    statedFrom: from,
    statedTo: to,
    seen: firstDayOf(occurred),
    periodFrom: firstDayOf(from),
    periodTo: lastDayOf(to),
  });
}
