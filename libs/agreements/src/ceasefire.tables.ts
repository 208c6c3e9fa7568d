import { TemporalRow } from '@tracker/projections';
import type { Modality } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { ToldRow } from './told.tables';

/** What is shown first of a ceasefire, one row each (key ''). How it stands on a day follows from its days. */
@Entity({ schema: 'ceasefires_v1', name: 'ceasefire' })
@Index('ceasefire_list', ['conflict', 'sortFrom', 'stream', 'key', 'since', 'until'])
export class CeasefireRow extends TemporalRow {
  /** Ids of the events that it rests on: rows of CeasefireClaimRow. Null: nobody says that it came so far. */
  @Column('text', { name: 'proposed_event', nullable: true }) readonly proposedEvent!: string | null;
  @Column('text', { name: 'declared_event', nullable: true }) readonly declaredEvent!: string | null;
  @Column('text', { name: 'ended_event', nullable: true }) readonly endedEvent!: string | null;
  /** Id of the event that the terms are taken from; null: only violations or ends are in force. */
  @Column('text', { name: 'terms_event', nullable: true }) readonly termsEvent!: string | null;
  @Column('text', { nullable: true }) readonly modality!: Modality | null;
  @Column('text', { array: true }) readonly parties!: readonly string[];
  /** Who proposed it, as told by anybody. */
  @Column('text', { name: 'proposed_by', array: true }) readonly proposedBy!: readonly string[];
  @Column('text', { nullable: true }) readonly scope!: string | null;
  /** From when to when, as stated; null: not said. */
  @Column('text', { name: 'from_time', nullable: true }) readonly from!: string | null;
  @Column('text', { name: 'to_time', nullable: true }) readonly to!: string | null;
  /** When it ended, as stated; null: it did not, or the source does not say. */
  @Column('text', { name: 'ended_time', nullable: true }) readonly ended!: string | null;
  @Column('text', { nullable: true }) readonly agreement!: string | null;
  /** First day of `from`, last day of `to`, last day of the end; null: not known or open. */
  @Column('date', { name: 'first_day', nullable: true }) readonly firstDay!: string | null;
  @Column('date', { name: 'last_day', nullable: true }) readonly lastDay!: string | null;
  @Column('date', { name: 'ended_day', nullable: true }) readonly endedDay!: string | null;
  /** First second, of a proposal without a time that of its making; '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
}

/** What one event tells of a ceasefire. */
@Entity({ schema: 'ceasefires_v1', name: 'claim' })
@Index('claim_fact', ['conflict', 'stream', 'type', 'fact', 'since', 'until'])
export class CeasefireClaimRow extends ToldRow {
  /** First day on which it may have been; null: not known. */
  @Column('date', { nullable: true }) readonly day!: string | null;
}
