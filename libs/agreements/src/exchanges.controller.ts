import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Paging } from '@tracker/reading';
import type { ExchangeAnswer } from './exchange.answer';
import { exchangesModel } from './exchange.model';
import { ExchangeFilter, ExchangeQuestion } from './exchanges.filter';
import { ListExchanges, ShowExchange, type ExchangePage } from './exchanges.queries';

@ApiTags('exchanges')
@Controller('v1/conflicts/:conflict/exchanges')
export class ExchangesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'exchanges',
    version: 1,
    models: [exchangesModel],
    rows: ['exchange'],
    summary:
      'Exchanges of prisoners, the latest first: who let how many go, through whom, and what each party comes to in all.',
  })
  list(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: ExchangeFilter): Promise<ExchangePage> {
    return this.queries.execute(new ListExchanges(moment, paging, filter));
  }

  @Get(':exchange')
  @ApiParam({ name: 'exchange', description: 'Id of the exchange', example: 'exchange-2025-03-19' })
  @View({
    name: 'exchange',
    version: 1,
    models: [exchangesModel],
    rows: ['exchange'],
    summary: 'One exchange of prisoners: the number of each party with every claim beside it.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('exchange') exchange: string,
    @Query() question: ExchangeQuestion,
  ): Promise<ExchangeAnswer> {
    return this.queries.execute(new ShowExchange(moment, exchange, question.rule));
  }
}
