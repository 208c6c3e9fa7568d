import { ClaimedRow, TemporalRow } from '@tracker/projections';
import type { Quantity } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { Definition } from './series.definitions';
import type { SeriesEvent } from './series.events';

/** What a series is, one row each (key ''). Null: nobody tells what it is any more. */
@Entity({ schema: 'series_v1', name: 'series' })
@Index('series_list', ['conflict', 'sortMetric', 'stream', 'key', 'since', 'until'])
export class SeriesRow extends TemporalRow {
  @Column('text', { nullable: true }) readonly metric!: string | null;
  /** What it sorts by: '' where the metric is not told. */
  @Column('text', { name: 'sort_metric' }) readonly sortMetric!: string;
  /** What it is from when on, in order of time: one at least. */
  @Column('jsonb') readonly definitions!: readonly [Definition, ...Definition[]];
  /** Times for which somebody gives a value as real. */
  @Column('integer') readonly times!: number;
  /** Id of the point adopted of the last of them: a row of PointRow. */
  @Column('text', { name: 'last_event', nullable: true }) readonly lastEvent!: string | null;
}

/** A value at a time as one source gives it (key: event id). Ends when the same source gives another for that time. */
@Entity({ schema: 'series_v1', name: 'point' })
@Index('point_time', ['conflict', 'stream', 'sortTo', 'sortFrom', 'key', 'since', 'until'])
export class PointRow extends ClaimedRow {
  /** As stated. */
  @Column('jsonb') readonly value!: Quantity;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  /** First and last second in UTC, '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
}

/** What a series is, or is from some time on, as one event tells it (key: event id). */
@Entity({ schema: 'series_v1', name: 'claim' })
export class SeriesClaimRow extends ClaimedRow {
  @Column('text') readonly type!: SeriesEvent['type'];
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** The payload. */
  @Column('jsonb') readonly data!: SeriesEvent['data'];
}
