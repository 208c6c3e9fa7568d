import { CodeParameter, PeriodQuery } from '@tracker/reading';

/** Which plans to list. The period is that of the date planned for. */
export class AgendaFilter extends PeriodQuery {
  @CodeParameter(['true', 'false'], 'true: only plans with a date; false: only those without.')
  readonly dated?: 'true' | 'false';

  @CodeParameter(
    ['true', 'false'],
    'true: only plans whose date has passed by `on`, and of which nobody tells what became; false: only the others.',
  )
  readonly overdue?: 'true' | 'false';
}
