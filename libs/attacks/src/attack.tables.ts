import { DatedRow, TemporalRow } from '@tracker/projections';
import type { Citation, Modality, Qualifier, Quantity } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { Counted } from './attack.claims';
import type { AttackKind, LinkRelation, ObjectKind, WeaponKind } from './attack.codes';

/** What is shown first of an attack, one row each (key ''). Lists are unions of what all sources tell; empty: nobody tells. */
@Entity({ schema: 'attacks_v3', name: 'attack' })
@Index('attack_list', ['conflict', 'sortFrom', 'stream', 'key', 'since', 'until'])
export class AttackRow extends DatedRow {
  @Column('text', { array: true }) readonly kinds!: readonly AttackKind[];
  @Column('text', { array: true }) readonly weapons!: readonly WeaponKind[];
  @Column('text', { array: true }) readonly attackers!: readonly string[];
  /** Those who fought in a clash. */
  @Column('text', { array: true }) readonly sides!: readonly string[];
  /** Actors that were attacked. */
  @Column('text', { array: true }) readonly targets!: readonly string[];
  @Column('text', { name: 'target_kinds', array: true }) readonly targetKinds!: readonly ObjectKind[];
  /** Where it struck or did harm. */
  @Column('text', { array: true }) readonly places!: readonly string[];
  /** Where weapons were launched, and where they were headed. */
  @Column('text', { array: true }) readonly origins!: readonly string[];
  @Column('text', { array: true }) readonly toward!: readonly string[];
  /** Attacks it is part of. */
  @Column('text', { name: 'part_of', array: true }) readonly partOf!: readonly string[];
  /** Areas whose alarm some source has raised and not cleared. */
  @Column('text', { array: true }) readonly alarmed!: readonly string[];
  /** On whose word: sources of what stands. */
  @Column('text', { array: true }) readonly sources!: readonly string[];
  /** realised as soon as one source says that it happened. */
  @Column('text') readonly modality!: Modality;
  /** Its window as stated, of the best graded source that says what kind of attack it was, then the latest; null: not said. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
}

/**
 * One number of one event (key: event id, what and part). Ends when the same source gives another among its rivals. Its citation
 * and its time as stated are those of the event's account: here they would stand once more for every number.
 */
@Entity({ schema: 'attacks_v3', name: 'claim' })
@Index('claim_day', ['conflict', 'what', 'countedDay', 'stream', 'since', 'until'])
export class ClaimRow extends TemporalRow {
  @Column('text') readonly what!: Counted;
  /** '': the whole; else which part of it: `children`, `model:<model>`. */
  @Column('text') readonly part!: string;
  /** Rival claims share it: of several sources one is adopted. */
  @Column('text') readonly rivals!: string;
  @Column('text', { nullable: true }) readonly weapon!: WeaponKind | null;
  @Column('text', { nullable: true }) readonly model!: string | null;
  @Column('text', { name: 'object_kind', nullable: true }) readonly objectKind!: ObjectKind | null;
  @Column('text', { nullable: true }) readonly side!: string | null;
  @Column('text', { nullable: true }) readonly place!: string | null;
  /** As stated. */
  @Column('jsonb') readonly quantity!: Quantity;
  @Column('text') readonly qualifier!: Qualifier;
  @Column('bigint', { nullable: true }) readonly min!: number | null;
  @Column('bigint', { nullable: true }) readonly max!: number | null;
  @Column('bigint', { nullable: true }) readonly best!: number | null;
  @Column('bigint') readonly position!: number;
  @Column('text') readonly modality!: Modality;
  /** What it is sorted by among its rivals, see `rankOf`; null: no grade. */
  @Column('text', { nullable: true }) readonly grade!: string | null;
  /** Of its event's time, or where that states none, of the attack's as known then. */
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  @Column('date', { name: 'counted_day', nullable: true }) readonly countedDay!: string | null;
  @Column('text', { name: 'counted_period', nullable: true }) readonly countedPeriod!: string | null;
}

/** What one event tells of the attack, numbers and all, as recorded (key: event id). */
@Entity({ schema: 'attacks_v3', name: 'account' })
export class AccountRow extends TemporalRow {
  @Column('text') readonly type!: string;
  @Column('bigint') readonly position!: number;
  @Column('text') readonly modality!: Modality;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
  @Column('jsonb') readonly data!: object;
}

/** A link from this attack to another as one event tells it (key: event id). Ends when the same source tells it again. */
@Entity({ schema: 'attacks_v3', name: 'link' })
@Index('link_other', ['conflict', 'other', 'stream', 'since', 'until'])
export class LinkRow extends TemporalRow {
  @Column('text') readonly other!: string;
  @Column('text') readonly relation!: LinkRelation;
  @Column('bigint') readonly position!: number;
  @Column('text') readonly modality!: Modality;
  @Column('jsonb', { nullable: true }) readonly citation!: Citation | null;
}
