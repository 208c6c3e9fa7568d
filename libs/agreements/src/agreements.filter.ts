import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { AGREEMENT_FORMS, type AgreementForm } from './agreement.events';
import { AGREEMENT_STATUSES, type AgreementStatus } from './agreement.tables';

/** Which agreements to list: those of a period by when they were reached, or else signed. */
export class AgreementFilter extends PeriodQuery {
  @CodeParameter(AGREEMENT_STATUSES, 'Only agreements that have come so far.')
  readonly status?: AgreementStatus;

  @CodeParameter(AGREEMENT_FORMS, 'Only agreements of this form.')
  readonly form?: AgreementForm;

  @StreamParameter('Only agreements that bind this party.', 'actor-russia', 'actor')
  readonly party?: string;

  @StreamParameter('Only agreements reached or signed at this meeting.', 'meeting-riyadh-2025-02-18', 'meeting')
  readonly meeting?: string;
}
