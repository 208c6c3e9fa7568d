import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  type Moment,
  type Page,
} from '@tracker/reading';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import {
  agreementAnswer,
  agreementItem,
  type AgreementAnswer,
  type AgreementItem,
  type CommitmentUnder,
} from './agreement.answer';
import { AgreementClaimRow, AgreementRow } from './agreement.tables';
import type { AgreementFilter } from './agreements.filter';
import { CommitmentRow } from './commitment.tables';
import { inSpannedPeriod } from './spanned-period';
import { claimsNamed, claimsOf } from './told.queries';

/** Agreements, the latest first. */
export class ListAgreements extends ListAtMoment<AgreementItem, AgreementFilter> {}

/** One agreement with every claim, and what is owed under it. Throws NotFoundAtPositionError. */
export class ShowAgreement extends OneAtMoment<AgreementAnswer> {}

/** Commitments shown with one agreement. */
const COMMITMENTS_MAX = 100;

@QueryHandler(ListAgreements)
export class ListAgreementsHandler implements IQueryHandler<ListAgreements> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListAgreements): Promise<Page<AgreementItem>> {
    const query = narrowed(heldRows(this.source, AgreementRow, 'agreement', moment), filter);
    const page = await pageOf(query, ['sortTo'], 'desc', paging);
    const claims = await claimsNamed(
      this.source,
      AgreementClaimRow,
      moment,
      page.items.map(({ stream }) => stream),
      page.items.flatMap(({ statusEvent, reachedEvent, signedEvent }) => [statusEvent, reachedEvent, signedEvent]),
    );
    return mapPage(page, (row) => agreementItem(row, claims));
  }
}

@QueryHandler(ShowAgreement)
export class ShowAgreementHandler implements IQueryHandler<ShowAgreement> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: agreement }: ShowAgreement): Promise<AgreementAnswer> {
    const row = await heldOne(this.source, AgreementRow, moment, agreement);
    const [claims, commitments] = await Promise.all([
      claimsOf(this.source, AgreementClaimRow, moment, agreement),
      this.commitmentsUnder(moment, agreement),
    ]);
    return agreementAnswer(row, claims, commitments);
  }

  private async commitmentsUnder(moment: Moment, agreement: string): Promise<readonly CommitmentUnder[]> {
    const rows = await heldRows(this.source, CommitmentRow, 'commitment', moment)
      .andWhere('commitment.agreement = :agreement', { agreement })
      .orderBy('commitment.stream')
      .limit(COMMITMENTS_MAX)
      .getMany();
    return rows.map(({ stream, object, status, oneSided }) => ({ commitment: stream, object, status, oneSided }));
  }
}

function narrowed(query: SelectQueryBuilder<AgreementRow>, filter: AgreementFilter): SelectQueryBuilder<AgreementRow> {
  const { status, form, party, meeting } = filter;
  if (status !== undefined) query.andWhere('agreement.status = :status', { status });
  if (form !== undefined) query.andWhere('agreement.form = :form', { form });
  if (party !== undefined) query.andWhere(':party = any(agreement.parties)', { party });
  if (meeting !== undefined) query.andWhere(':meeting = any(agreement.meetings)', { meeting });
  inSpannedPeriod(query, filter);
  return query;
}
