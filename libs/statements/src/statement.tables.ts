import { ClaimedRow, type Reach } from '@tracker/projections';
import type { Reason } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { Denial, Likelihood, Stance, StatementKind, Wording } from './statement.codes';

/** A stance on an issue; the holder is the speaker where the statement names no other. */
export interface HeldStance {
  readonly issue: string;
  readonly stance: Stance;
  readonly holder: string;
  readonly reason: Reason | null;
}

/** A statement as one source tells it (key: event id). Of several, one is adopted when read. Lists are null where the source is silent. */
@Entity({ schema: 'statements_v3', name: 'statement' })
@Index('statement_list', ['conflict', 'reach', 'sortTo', 'stream', 'key', 'sortFrom', 'since', 'until'])
@Index('statement_speaker', ['conflict', 'speaker', 'reach', 'sortTo', 'stream', 'key', 'sortFrom', 'since', 'until'])
export class StatementRow extends ClaimedRow {
  @Column('text') readonly speaker!: string;
  @Column('text') readonly kind!: StatementKind;
  @Column('text') readonly text!: string;
  @Column('text') readonly wording!: Wording;
  @Column('text', { nullable: true }) readonly channel!: string | null;
  @Column('text', { array: true, nullable: true }) readonly addressees!: readonly string[] | null;
  @Column('text', { array: true, nullable: true }) readonly about!: readonly string[] | null;
  @Column('jsonb', { nullable: true }) readonly stances!: readonly HeldStance[] | null;
  @Column('text', { nullable: true }) readonly condition!: string | null;
  @Column('text', { nullable: true }) readonly likelihood!: Likelihood | null;
  /** The time a forecast speaks of, as stated. */
  @Column('text', { name: 'forecast_when', nullable: true }) readonly forecastWhen!: string | null;
  /** When it was said, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  @Column('date', { name: 'counted_day', nullable: true }) readonly countedDay!: string | null;
  @Column('text', { name: 'counted_period', nullable: true }) readonly countedPeriod!: string | null;
  /** Its class by how long the time stated is, see `reachOf`. */
  @Column('integer') readonly reach!: Reach;
  /** First and last second in UTC, '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
}

/** A stance as one source tells of it (key: event id, holder and issue). Of one statement and several sources one is adopted when read. */
@Entity({ schema: 'statements_v3', name: 'stance' })
@Index('stance_list', ['conflict', 'reach', 'sortTo', 'stream', 'key', 'sortFrom', 'since', 'until'])
@Index('stance_holder', ['conflict', 'holder', 'issue', 'since', 'until'])
@Index('stance_issue', ['conflict', 'issue', 'holder', 'since', 'until'])
export class StanceRow extends ClaimedRow {
  @Column('text') readonly holder!: string;
  @Column('text') readonly issue!: string;
  @Column('text') readonly stance!: Stance;
  @Column('jsonb', { nullable: true }) readonly reason!: Reason | null;
  @Column('text') readonly speaker!: string;
  /** When it was said, as stated. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  /** Its class by how long the time stated is, see `reachOf`. */
  @Column('integer') readonly reach!: Reach;
  /** First and last second in UTC, '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
}

export type ReplyKind = 'clarified' | 'denied' | 'withdrawn';

/** What became of a statement, as one event tells it (key: event id). */
@Entity({ schema: 'statements_v3', name: 'reply' })
export class ReplyRow extends ClaimedRow {
  @Column('text') readonly reply!: ReplyKind;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  @Column('text', { nullable: true }) readonly text!: string | null;
  /** Who clarified or denied. */
  @Column('text', { nullable: true }) readonly by!: string | null;
  @Column('text', { nullable: true }) readonly denies!: Denial | null;
  /** Why it was withdrawn. */
  @Column('jsonb', { nullable: true }) readonly reason!: Reason | null;
}
