import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldRows,
  inGradedLatestOrder,
  inPeriod,
  ListAtMoment,
  mapPage,
  NotFoundAtPositionError,
  OneAtMoment,
  pageOf,
  type Page,
} from '@tracker/reading';
import { isStreamId, type Citation, type Modality } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { AssessmentKind, Direction } from './assessment.codes';
import { AssessmentRow } from './assessment.tables';
import type { AssessmentFilter } from './assessments.filter';

/** What one source makes of a topic. */
export interface AssessmentItem {
  readonly assessment: string;
  readonly topic: string;
  readonly kind: AssessmentKind;
  readonly text: string;
  /** Null: the source does not say. */
  readonly about: readonly string[] | null;
  readonly direction: Direction | null;
  /** The time that an outlook speaks of, as stated. */
  readonly horizon: string | null;
  readonly modality: Modality;
  readonly occurred: string | null;
  /** Whether its source has said nothing later on the topic. */
  readonly latest: boolean;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** One topic, the sources side by side. */
export interface AssessmentAnswer {
  readonly assessment: string;
  readonly topic: string;
  /** The latest of each source, the best graded first. */
  readonly latest: readonly AssessmentItem[];
  /** What each source said before. */
  readonly earlier: readonly AssessmentItem[];
}

/** Assessments, the latest first. */
export class ListAssessments extends ListAtMoment<
  AssessmentItem,
  Omit<AssessmentFilter, 'limit' | 'cursor' | 'order'>
> {}

/** One topic. Fails with NotFoundAtPositionError. */
export class ShowAssessment extends OneAtMoment<AssessmentAnswer> {}

@QueryHandler(ListAssessments)
export class ListAssessmentsHandler implements IQueryHandler<ListAssessments> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListAssessments): Promise<Page<AssessmentItem>> {
    const query = narrowed(heldRows(this.source, AssessmentRow, 'assessment', moment), selection);
    return mapPage(await pageOf(query, ['sortTo'], 'desc', paging), itemOf);
  }
}

@QueryHandler(ShowAssessment)
export class ShowAssessmentHandler implements IQueryHandler<ShowAssessment> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: assessment }: ShowAssessment): Promise<AssessmentAnswer> {
    const rows = heldRows(this.source, AssessmentRow, 'assessment', moment).andWhere(
      'assessment.stream = :assessment',
      {
        assessment,
      },
    );
    const items = isStreamId(assessment) ? (await inGradedLatestOrder(rows).getMany()).map(itemOf) : [];
    const [first] = items;
    if (!first) throw new NotFoundAtPositionError(assessment, moment.position);
    return {
      assessment,
      topic: first.topic,
      latest: items.filter(({ latest }) => latest),
      earlier: items.filter(({ latest }) => !latest),
    };
  }
}

function narrowed(
  query: SelectQueryBuilder<AssessmentRow>,
  filter: ListAssessments['selection'],
): SelectQueryBuilder<AssessmentRow> {
  const { kind, direction, topic, about, source, latest } = filter;
  if (kind !== undefined) query.andWhere('assessment.kind = :kind', { kind });
  if (direction !== undefined) query.andWhere('assessment.direction = :direction', { direction });
  if (topic !== undefined)
    query.andWhere('strpos(lower(assessment.topic), :topic) > 0', { topic: topic.toLowerCase() });
  if (about !== undefined) query.andWhere(':about = any(assessment.about)', { about });
  if (source !== undefined) query.andWhere('assessment.source = :source', { source });
  if (latest !== undefined) query.andWhere(`assessment.latest = ${latest}`);
  inPeriod(query, filter);
  return query;
}

function itemOf(row: AssessmentRow): AssessmentItem {
  const { stream, topic, kind, text, about, direction, horizon, modality, occurred, latest } = row;
  const { event, position, citation } = row;
  return {
    assessment: stream,
    topic,
    kind,
    text,
    about,
    direction,
    horizon,
    modality,
    occurred,
    latest,
    event,
    position,
    citation,
  };
}
