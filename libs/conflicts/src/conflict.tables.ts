import { modelOfStream, RegisteredRow, row, TemporalRow, type RowState } from '@tracker/projections';
import { firstDayOf, type Citation } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';
import { conflictStream, type ConflictState, type Joining, type PhaseChange } from './conflict.stream';

/** The conflict of the log. */
@Entity({ schema: 'conflicts_v1', name: 'conflict' })
export class ConflictRow extends RegisteredRow {
  @Column('text') readonly name!: string;
  /** When it began, as told. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have begun. */
  @Column('date', { nullable: true }) readonly began!: string | null;
}

/** One source's word that somebody takes part; the key is the event's id. */
@Entity({ schema: 'conflicts_v1', name: 'party_claim' })
export class PartyClaimRow extends TemporalRow {
  @Column('text') readonly party!: string;
  @Column('text', { nullable: true }) readonly side!: string | null;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('text') readonly modality!: string;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

/** One source's word that a phase began; the key is the event's id. */
@Entity({ schema: 'conflicts_v1', name: 'phase_claim' })
export class PhaseClaimRow extends TemporalRow {
  @Column('text') readonly phase!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have begun; its last where the first is not known. */
  @Column('date', { nullable: true }) readonly began!: string | null;
  @Column('text') readonly modality!: string;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}

export const conflictsModel = modelOfStream(conflictStream, {
  name: 'conflicts',
  version: 1,
  held: { tables: [ConflictRow, PartyClaimRow, PhaseClaimRow], rows: (_stream, state) => rowsOf(state) },
});

function rowsOf({ opened, parties, phases }: ConflictState): readonly RowState[] {
  const claims = [...parties.map(partyRow), ...phases.map(phaseRow)];
  if (!opened) return claims;
  const { data, occurred = null, citation = null, id } = opened;
  return [
    row(ConflictRow, '', { name: data.name, occurred, began: firstDayOf(occurred), event: id, citation }),
    ...claims,
  ];
}

function partyRow({ id, data, ...told }: Joining): RowState {
  const { occurred = null, modality = 'realised', citation = null } = told;
  return row(PartyClaimRow, id, { party: data.party, side: data.side ?? null, occurred, modality, citation });
}

function phaseRow({ id, data, ...told }: PhaseChange): RowState {
  const { occurred = null, modality = 'realised', citation = null } = told;
  return row(PhaseClaimRow, id, { phase: data.phase, occurred, began: firstDayOf(occurred), modality, citation });
}
