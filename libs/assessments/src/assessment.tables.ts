import { claimColumns, ClaimedRow, datedColumns, row, type ReadModel, type RowState } from '@tracker/projections';
import { sourceOf } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import type { AssessmentKind, Direction } from './assessment.codes';
import type { AssessmentEvent } from './assessment.events';
import { assessmentStream } from './assessment.stream';

/** One assessment (key: event id). */
@Entity({ schema: 'assessments_v1', name: 'assessment' })
@Index('assessment_list', ['conflict', 'sortTo', 'stream', 'key', 'since', 'until'])
@Index('assessment_source', ['conflict', 'source', 'sortTo', 'stream', 'key', 'since', 'until'])
export class AssessmentRow extends ClaimedRow {
  @Column('text') readonly topic!: string;
  @Column('text') readonly kind!: AssessmentKind;
  @Column('text') readonly text!: string;
  @Column('text', { array: true, nullable: true }) readonly about!: readonly string[] | null;
  @Column('text', { nullable: true }) readonly direction!: Direction | null;
  @Column('text', { nullable: true }) readonly horizon!: string | null;
  /** Who assesses. */
  @Column('text') readonly source!: string;
  /** Whether its source has said nothing later on the topic. */
  @Column('boolean') readonly latest!: boolean;
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  @Column('date', { name: 'counted_day', nullable: true }) readonly countedDay!: string | null;
  @Column('text', { name: 'counted_period', nullable: true }) readonly countedPeriod!: string | null;
  /** First and last second in UTC, '' when not known. */
  @Column('text', { name: 'sort_from' }) readonly sortFrom!: string;
  @Column('text', { name: 'sort_to' }) readonly sortTo!: string;
}

/** Source -> its latest assessment of the topic. */
type LatestOf = Readonly<Record<string, AssessmentEvent>>;

/** Read model of assessments: each one, and which of them is the latest of its source. */
export const assessmentsModel: ReadModel<LatestOf> = {
  name: 'assessments',
  version: 1,
  kinds: [assessmentStream.kind],
  tables: [AssessmentRow],
  initial: {},
  evolve: (latest, event) => ({ ...latest, [sourceOf(event)]: event as AssessmentEvent }),
  touched: { tables: [AssessmentRow], rows: (before, event) => rowsOf(before, event as AssessmentEvent) },
};

function rowsOf(before: LatestOf, event: AssessmentEvent): readonly RowState[] {
  const earlier = before[sourceOf(event)];
  return [...(earlier ? [rowOf(earlier, false)] : []), rowOf(event, true)];
}

function rowOf(event: AssessmentEvent, latest: boolean): RowState {
  const { topic, kind, text, about, direction, horizon } = event.data;
  return row(AssessmentRow, event.id, {
    ...claimColumns(event),
    topic,
    kind,
    text,
    about: about ?? null,
    direction: direction ?? null,
    horizon: horizon ?? null,
    source: sourceOf(event),
    latest,
    occurred: event.occurred ?? null,
    ...datedColumns(event.occurred ?? null),
  });
}
