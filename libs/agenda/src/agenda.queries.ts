import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { meetingItems, MeetingRow, type MeetingItem } from '@tracker/meetings';
import { heldRows, inPeriod, ListAtMoment, mapPage, pageOf, type Moment, type Page } from '@tracker/reading';
import { forecastsAbout, type StatementItem } from '@tracker/statements';
import { daysBetween, type Citation } from '@tracker/vocabulary';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import type { AgendaFilter } from './agenda.filter';

/** What somebody expects of a meeting: a forecast about it, and on whose word it was said. */
export interface Outlook {
  readonly statement: string;
  readonly speaker: string;
  /** Null: the forecast does not say how likely. */
  readonly likelihood: string | null;
  /** The time the forecast speaks of; null: the speaker names none. */
  readonly window: string | null;
  readonly text: string;
  /** Whether `text` may stand in quotation marks. */
  readonly safeToPrint: boolean;
  readonly occurred: string | null;
  readonly withdrawn: boolean;
  readonly deniedBy: readonly string[];
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

/** A meeting that is neither held nor cancelled. */
export interface AgendaItem extends MeetingItem {
  /** Days from `on` to the first day planned for; negative: it has passed. Null: no date set, or the date has no first day. */
  readonly daysUntil: number | null;
  /** Whether the last day planned for lies before `on`, and nobody tells what became of the meeting. */
  readonly overdue: boolean;
  readonly outlooks: readonly Outlook[];
}

/** What of AgendaFilter is asked, without what the kernel reads of it. */
export type AskedAgenda = Pick<AgendaFilter, 'dated' | 'overdue' | 'from' | 'to'>;

/** Meetings planned and postponed, those without a date first, then the soonest; with what is forecast of each. */
export class ShowAgenda extends ListAtMoment<AgendaItem, AskedAgenda> {}

@QueryHandler(ShowAgenda)
export class ShowAgendaHandler implements IQueryHandler<ShowAgenda> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ShowAgenda): Promise<Page<AgendaItem>> {
    const planned = narrowed(heldRows(this.source, MeetingRow, 'meeting', moment), moment, selection);
    const page = await pageOf(planned, ['sortTo'], 'asc', paging);
    const items = await meetingItems(this.source, moment, page.items);
    const forecasts = await forecastsAbout(this.source, moment, [...items.keys()]);
    return mapPage(page, (row) => ({
      ...items.get(row.stream)!,
      daysUntil: row.dayFrom === null ? null : daysBetween(moment.on, row.dayFrom),
      overdue: row.dayTo !== null && row.dayTo < moment.on,
      outlooks: forecasts.filter(({ about }) => about?.includes(row.stream)).map(outlook),
    }));
  }
}

function narrowed(
  query: SelectQueryBuilder<MeetingRow>,
  { on }: Moment,
  { dated, overdue, from, to }: AskedAgenda,
): SelectQueryBuilder<MeetingRow> {
  query.andWhere(`meeting.status in ('planned', 'postponed')`);
  if (dated !== undefined) query.andWhere(`meeting.when is ${dated === 'true' ? 'not null' : 'null'}`);
  if (overdue !== undefined) query.andWhere(`coalesce(meeting.dayTo < cast(:on as date), false) = ${overdue}`, { on });
  inPeriod(query, { from, to });
  return query;
}

function outlook(forecast: StatementItem): Outlook {
  const { statement, speaker, text, safeToPrint, occurred, withdrawn, deniedBy, claim } = forecast;
  const { event, position, citation } = claim;
  const { likelihood = null, when: window = null } = forecast.forecast ?? {};
  return {
    statement,
    speaker,
    likelihood,
    window,
    text,
    safeToPrint,
    occurred,
    withdrawn,
    deniedBy,
    event,
    position,
    citation,
  };
}
