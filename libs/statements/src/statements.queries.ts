import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  goesBeforeSql,
  heldRows,
  inGradedLatestOrder,
  ListAtMoment,
  mapPage,
  type Moment,
  NotFoundAtPositionError,
  OneAtMoment,
  type Page,
  pageInPeriodByEnd,
} from '@tracker/reading';
import { isStreamId } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { statementAnswer, statementItem, type StatementAnswer, type StatementItem } from './statement.answer';
import { ReplyRow, StatementRow } from './statement.tables';
import type { StatementFilter } from './statements.filter';

/** What of StatementFilter is asked, without what the kernel reads of it. */
export type AskedStatements = Omit<StatementFilter, 'asOf' | 'on' | 'minPosition' | 'limit' | 'cursor' | 'order'>;

/** Statements, the latest first, each as adopted among its tellings. */
export class ListStatements extends ListAtMoment<StatementItem, AskedStatements> {}

/** One statement with everything told of it. Throws NotFoundAtPositionError. */
export class ShowStatement extends OneAtMoment<StatementAnswer> {}

@QueryHandler(ListStatements)
export class ListStatementsHandler implements IQueryHandler<ListStatements> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection: filter }: ListStatements): Promise<Page<StatementItem>> {
    const list = () => narrowed(adoptedRows(this.source, moment), filter);
    const page = await pageInPeriodByEnd(list, filter, paging);
    const replies = await repliesTo(this.source, moment, page.items);
    return mapPage(page, (row) => statementItem(row, replies));
  }
}

@QueryHandler(ShowStatement)
export class ShowStatementHandler implements IQueryHandler<ShowStatement> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: statement }: ShowStatement): Promise<StatementAnswer> {
    const [adopted, ...rivals] = isStreamId(statement) ? await this.tellings(moment, statement) : [];
    if (!adopted) throw new NotFoundAtPositionError(statement, moment.position);
    return statementAnswer([adopted, ...rivals], await repliesTo(this.source, moment, [adopted]));
  }

  private tellings(moment: Moment, statement: string): Promise<StatementRow[]> {
    const rows = heldRows(this.source, StatementRow, 'statement', moment);
    return inGradedLatestOrder(rows.andWhere('statement.stream = :statement', { statement })).getMany();
  }
}

/** Forecasts about any of these subjects, in the order in which they were said, each as adopted among its tellings. */
export async function forecastsAbout(
  source: DataSource,
  moment: Moment,
  subjects: readonly string[],
): Promise<readonly StatementItem[]> {
  if (subjects.length === 0) return [];
  const rows = await adoptedRows(source, moment)
    .andWhere(`statement.kind = 'forecast' and statement.about && cast(:subjects as text[])`, { subjects })
    .orderBy('statement.sortTo', 'ASC')
    .addOrderBy('statement.stream', 'ASC')
    .getMany();
  const replies = await repliesTo(source, moment, rows);
  return rows.map((row) => statementItem(row, replies));
}

function adoptedRows(source: DataSource, moment: Moment): SelectQueryBuilder<StatementRow> {
  return heldRows(source, StatementRow, 'statement', moment).andWhere(ADOPTED);
}

const ADOPTED = `not exists (select 1 from statements_v3.statement rival
  where rival.conflict = statement.conflict and rival.stream = statement.stream
    and rival.since <= :position and rival.until > :position and ${goesBeforeSql('rival', 'statement')})`;

function repliesTo(source: DataSource, moment: Moment, statements: readonly StatementRow[]): Promise<ReplyRow[]> {
  return heldRows(source, ReplyRow, 'reply', moment)
    .andWhere('reply.stream = any(:streams)', { streams: statements.map(({ stream }) => stream) })
    .orderBy('reply.position', 'ASC')
    .getMany();
}

function narrowed(query: SelectQueryBuilder<StatementRow>, filter: AskedStatements): SelectQueryBuilder<StatementRow> {
  const { speaker, addressee, about, issue, stance, kind, wording, safeToPrint, text } = filter;
  if (speaker !== undefined) query.andWhere('statement.speaker = :speaker', { speaker });
  if (addressee !== undefined) query.andWhere(':addressee = any(statement.addressees)', { addressee });
  if (about !== undefined) query.andWhere(':about = any(statement.about)', { about });
  if (issue !== undefined || stance !== undefined) {
    // Both in one element: a stance on this issue, not on another one of the same statement.
    query.andWhere('statement.stances @> cast(:stances as jsonb)', { stances: JSON.stringify([{ issue, stance }]) });
  }
  if (kind !== undefined) query.andWhere('statement.kind = :kind', { kind });
  if (wording !== undefined) query.andWhere('statement.wording = :wording', { wording });
  if (safeToPrint !== undefined) query.andWhere(`statement.wording ${safeToPrint === 'true' ? '=' : '<>'} 'verbatim'`);
  if (text !== undefined) query.andWhere('strpos(lower(statement.text), lower(:text)) > 0', { text });
  return query;
}
