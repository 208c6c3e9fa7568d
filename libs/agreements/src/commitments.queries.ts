import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { heldOne, heldRows, mapPage, OneAtMoment, pageOf, type Moment, type Page, type Paging } from '@tracker/reading';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import {
  commitmentAnswer,
  commitmentItem,
  type CommitmentAnswer,
  type CommitmentCounts,
  type CommitmentItem,
} from './commitment.answer';
import { CommitmentClaimRow, CommitmentRow } from './commitment.tables';
import { countsIn, IS_OPEN, IS_OVERDUE } from './commitment-counts';
import { refuseReversedDue, type CommitmentFilter } from './commitments.filter';
import { inSpannedPeriod } from './spanned-period';
import { claimsNamed, claimsOf } from './told.queries';

/** A page of the board, and how many commitments of the selection stand how, whatever status was asked for. */
export interface CommitmentBoard extends Page<CommitmentItem> {
  readonly counts: CommitmentCounts;
}

/** Commitments, those made last first. */
export class ListCommitments extends Query<CommitmentBoard> {
  constructor(
    readonly moment: Moment,
    readonly paging: Paging,
    readonly selection: CommitmentFilter,
  ) {
    super();
  }
}

/** One commitment with every claim. Throws NotFoundAtPositionError. */
export class ShowCommitment extends OneAtMoment<CommitmentAnswer> {}

@QueryHandler(ListCommitments)
export class ListCommitmentsHandler implements IQueryHandler<ListCommitments> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListCommitments): Promise<CommitmentBoard> {
    const selection = narrowed(heldRows(this.source, CommitmentRow, 'commitment', moment), filter);
    const [counts, page] = await Promise.all([
      countsIn(selection.clone(), moment.on, filter.why === '1'),
      pageOf(withStatus(selection.clone(), filter, moment), ['sortTo'], 'desc', paging),
    ]);
    const items = await commitmentItems(this.source, moment, page.items);
    return { counts, ...mapPage(page, ({ stream }) => items.get(stream)!) };
  }
}

@QueryHandler(ShowCommitment)
export class ShowCommitmentHandler implements IQueryHandler<ShowCommitment> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: commitment }: ShowCommitment): Promise<CommitmentAnswer> {
    const row = await heldOne(this.source, CommitmentRow, moment, commitment);
    return commitmentAnswer(row, await claimsOf(this.source, CommitmentClaimRow, moment, commitment), moment.on);
  }
}

/** Items of commitments by stream id, with the claims they rest on. */
export async function commitmentItems(
  source: DataSource,
  moment: Moment,
  rows: readonly CommitmentRow[],
): Promise<ReadonlyMap<string, CommitmentItem>> {
  const streams = rows.map(({ stream }) => stream);
  const events = rows.flatMap(({ madeEvent, statusEvent }) => [madeEvent, statusEvent]);
  const claims = await claimsNamed(source, CommitmentClaimRow, moment, streams, events);
  return new Map(rows.map((row) => [row.stream, commitmentItem(row, claims, moment.on)]));
}

function narrowed(
  query: SelectQueryBuilder<CommitmentRow>,
  filter: CommitmentFilter,
): SelectQueryBuilder<CommitmentRow> {
  const { owedBy, owedTo, party, agreement, oneSided, dueFrom, dueTo } = filter;
  refuseReversedDue(filter);
  if (owedBy !== undefined) query.andWhere(':owedBy = any(commitment.owedBy)', { owedBy });
  if (owedTo !== undefined) query.andWhere(':owedTo = any(commitment.owedTo)', { owedTo });
  if (party !== undefined)
    query.andWhere('(:party = any(commitment.owedBy) or :party = any(commitment.owedTo))', { party });
  if (agreement !== undefined) query.andWhere('commitment.agreement = :agreement', { agreement });
  if (oneSided !== undefined) query.andWhere('commitment.oneSided = :oneSided', { oneSided: oneSided === 'true' });
  if (dueFrom !== undefined) query.andWhere('coalesce(commitment.dueTo, commitment.dueFrom) >= :dueFrom', { dueFrom });
  if (dueTo !== undefined) query.andWhere('coalesce(commitment.dueFrom, commitment.dueTo) <= :dueTo', { dueTo });
  inSpannedPeriod(query, filter);
  return query;
}

function withStatus(
  query: SelectQueryBuilder<CommitmentRow>,
  { status }: CommitmentFilter,
  { on }: Moment,
): SelectQueryBuilder<CommitmentRow> {
  if (status === 'open') return query.andWhere(IS_OPEN);
  if (status === 'overdue') return query.andWhere(IS_OVERDUE, { on });
  return status === undefined ? query : query.andWhere('commitment.status = :status', { status });
}
