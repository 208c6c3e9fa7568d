import type { Day } from '@tracker/vocabulary';
import { behindSql, type Behind } from '@tracker/reading';
import type { SelectQueryBuilder } from 'typeorm';
import type { CommitmentCounts } from './commitment.answer';
import type { CommitmentRow } from './commitment.tables';

/** Conditions on rows under the alias `commitment`; :on is the day of the question. As `commitmentItem` has it. */
export const IS_OPEN = `commitment.status in ('open', 'started', 'partly')`;
export const IS_OVERDUE = `(${IS_OPEN} and commitment.due_to < cast(:on as date))`;

const COUNTED: Readonly<Record<Exclude<keyof CommitmentCounts, 'behind'>, string>> = {
  all: 'commitment.status is not null',
  open: IS_OPEN,
  started: `commitment.status = 'started'`,
  partly: `commitment.status = 'partly'`,
  overdue: IS_OVERDUE,
  kept: `commitment.status = 'kept'`,
  broken: `commitment.status = 'broken'`,
  lapsed: `commitment.status = 'lapsed'`,
  superseded: `commitment.status = 'superseded'`,
  oneSided: 'commitment.status is not null and commitment.one_sided',
};

/** How many commitments of a selection stand how on a day, and with `why` which. What nobody says was made counts nowhere. */
export async function countsIn(
  query: SelectQueryBuilder<CommitmentRow>,
  on: Day,
  why: boolean,
): Promise<CommitmentCounts> {
  const counts = await counted(query.clone(), on);
  return why ? { ...counts, behind: await behind(query, on) } : counts;
}

type CountName = keyof typeof COUNTED;

async function counted(query: SelectQueryBuilder<CommitmentRow>, on: Day) {
  query.select([]).setParameters({ on });
  for (const [name, condition] of Object.entries(COUNTED))
    query.addSelect(`(count(*) filter (where ${condition}))::integer`, name);
  const counts = await query.getRawOne<Record<CountName, number>>();
  return counts!;
}

async function behind(query: SelectQueryBuilder<CommitmentRow>, on: Day): Promise<Behind<CountName>> {
  query.select([]).setParameters({ on });
  for (const [name, condition] of Object.entries(COUNTED))
    query.addSelect(behindSql('commitment.stream', condition), name);
  const streams = await query.getRawOne<Behind<CountName>>();
  return streams!;
}
