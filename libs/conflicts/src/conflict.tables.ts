import {
  claimColumns,
  ClaimedRow,
  modelOfStream,
  RegisteredRow,
  row,
  type Columns,
  type RowState,
} from '@tracker/projections';
import { firstDayOf } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';
import { conflictStream, type ConflictState, type Joining, type PhaseChange } from './conflict.stream';

/** The conflict of the log. */
@Entity({ schema: 'conflicts_v2', name: 'conflict' })
export class ConflictRow extends RegisteredRow {
  @Column('text') readonly name!: string;
  /** When it began, as told. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have begun. */
  @Column('date', { nullable: true }) readonly began!: string | null;
}

/** One source's word that somebody takes part; the key is the event's id. */
@Entity({ schema: 'conflicts_v2', name: 'party_claim' })
export class PartyClaimRow extends ClaimedRow {
  @Column('text') readonly party!: string;
  @Column('text', { nullable: true }) readonly side!: string | null;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

/** One source's word that a phase began; the key is the event's id. */
@Entity({ schema: 'conflicts_v2', name: 'phase_claim' })
export class PhaseClaimRow extends ClaimedRow {
  @Column('text') readonly phase!: string;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First day on which it may have begun; its last where the first is not known. */
  @Column('date', { nullable: true }) readonly began!: string | null;
}

export const conflictsModel = modelOfStream(conflictStream, {
  name: 'conflicts',
  version: 2,
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

function partyRow(joining: Joining): RowState {
  const { id, data, occurred = null } = joining;
  return row(PartyClaimRow, id, { ...claimed(joining), party: data.party, side: data.side ?? null, occurred });
}

function phaseRow(change: PhaseChange): RowState {
  const { id, data, occurred = null } = change;
  return row(PhaseClaimRow, id, { ...claimed(change), phase: data.phase, occurred, began: firstDayOf(occurred) });
}

function claimed(event: Joining | PhaseChange): Columns<ClaimedRow> {
  return claimColumns({ ...event, position: event.position ?? 0 });
}
