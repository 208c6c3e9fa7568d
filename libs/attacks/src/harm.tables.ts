import { TemporalRow } from '@tracker/projections';
import type { Day } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';
import type { ObjectKind } from './attack.codes';

/** Numbers that a row has room for. */
export const NUMBERS = 10;

/**
 * What is adopted for one attack by either rule, made ready to be added: one row for each time, place, side and kind of object that its numbers
 * count for (key: these; '' where there is only one row). Attacks whose numbers are not to be added row by row have none: see
 * ApartRow.
 */
export abstract class HarmRow extends TemporalRow {
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: Day | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: Day | null;
  @Column('date', { name: 'counted_day', nullable: true }) readonly countedDay!: Day | null;
  /** That of the attack. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  /** Where the numbers count: the place they name, or else the attack's, if that has just one. */
  @Column('text', { nullable: true }) readonly place!: string | null;
  @Column('text', { nullable: true }) readonly side!: string | null;
  @Column('text', { name: 'object_kind', nullable: true }) readonly objectKind!: ObjectKind | null;
  /** Kinds of the attack, with '+' between; null: none is told. */
  @Column('text', { nullable: true }) readonly kinds!: string | null;
  /**
   * What the numbers are by `graded-latest@1`, with commas between: what, part, qualifier, and which of them is the least, the
   * greatest and the best, with colons between; '-' where it is not told, and one alone is all three:
   * `wounded::exact:1,wounded:children:atLeast:2:-:-`.
   */
  @Column('text') readonly numbers!: string;
  /** The same by `hull@1`, where that differs. A qualifier that ends in '?' is of several claims of which one says that it is not known. */
  @Column('text', { nullable: true }) readonly hull!: string | null;
  @Column('integer', { nullable: true }) readonly n1!: number | null;
  @Column('integer', { nullable: true }) readonly n2!: number | null;
  @Column('integer', { nullable: true }) readonly n3!: number | null;
  @Column('integer', { nullable: true }) readonly n4!: number | null;
  @Column('integer', { nullable: true }) readonly n5!: number | null;
  @Column('integer', { nullable: true }) readonly n6!: number | null;
  @Column('integer', { nullable: true }) readonly n7!: number | null;
  @Column('integer', { nullable: true }) readonly n8!: number | null;
  @Column('integer', { nullable: true }) readonly n9!: number | null;
  @Column('integer', { nullable: true }) readonly n10!: number | null;
}

@Entity({ schema: 'attacks_v3', name: 'casualties' })
export class CasualtiesRow extends HarmRow {}

@Entity({ schema: 'attacks_v3', name: 'damage' })
export class DamageRow extends HarmRow {}

@Entity({ schema: 'attacks_v3', name: 'evacuations' })
export class EvacuationsRow extends HarmRow {}

/** An attack whose numbers are to be judged claim by claim (key: the table in which it has no row). */
@Entity({ schema: 'attacks_v3', name: 'apart' })
export class ApartRow extends TemporalRow {
  /** Why: a number of all sides beside one of a side, of which only the first counts; too many numbers, or too great ones. */
  @Column('text') readonly reason!: ApartReason;
}

export type ApartReason = 'sides' | 'many' | 'great';
