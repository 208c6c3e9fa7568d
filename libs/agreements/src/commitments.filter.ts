import { CodeParameter, DayParameter, InvalidParameterError, PeriodQuery, StreamParameter } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import { PROGRESS_STATES } from './commitment.events';

/** What commitments are asked for by: their status, or that they are not final (open), or not final and past their due day. */
export const ASKED_STATUSES = ['open', 'overdue', ...PROGRESS_STATES] as const;
export type AskedStatus = (typeof ASKED_STATUSES)[number];

/** Which commitments to list: those of a period by when they were made. */
export class CommitmentFilter extends PeriodQuery {
  @CodeParameter(
    ASKED_STATUSES,
    'open: nobody says that it is kept, broken, lapsed or superseded, so started and partly are open too. overdue: open, and due before the day of the question. The others: only commitments that have come so far.',
  )
  readonly status?: AskedStatus;

  @StreamParameter('Only what this party owes.', 'actor-russia', 'actor')
  readonly owedBy?: string;

  @StreamParameter('Only what is owed to this party.', 'actor-ukraine', 'actor')
  readonly owedTo?: string;

  @StreamParameter('Only what this party owes or is owed.', 'actor-united-states', 'actor')
  readonly party?: string;

  @StreamParameter('Only what is owed under this agreement.', 'agreement-riyadh-2025-02-18', 'agreement')
  readonly agreement?: string;

  @CodeParameter(
    ['true', 'false'],
    'true: some party that owes has neither announced nor confirmed it. false: all of them have.',
  )
  readonly oneSided?: 'true' | 'false';

  @DayParameter('Only what is due on this day (YYYY-MM-DD) or later.')
  readonly dueFrom?: Day;

  @DayParameter('Only what is due on this day (YYYY-MM-DD) or earlier.')
  readonly dueTo?: Day;
}

/** Throws InvalidParameterError when the days of `due` are the wrong way round. */
export function refuseReversedDue({ dueFrom, dueTo }: Pick<CommitmentFilter, 'dueFrom' | 'dueTo'>): void {
  if (dueFrom !== undefined && dueTo !== undefined && dueFrom > dueTo)
    throw new InvalidParameterError('dueTo', dueTo, `a day on or after dueFrom (${dueFrom})`);
}
