import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  AtMoment,
  InPages,
  ListQuery,
  StreamParameter,
  View,
  ViewQuery,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { officesModel } from './office.tables';
import { ListOffices, ShowOffice, type OfficeAnswer, type OfficeItem } from './offices.queries';

class OfficesQuery extends ListQuery {
  @StreamParameter('Offices of this actor only.', 'actor-united-states', 'actor')
  readonly of?: string;
}

/** Who held which office on the day `on`. */
@Controller('v1/conflicts/:conflict/offices')
export class OfficesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'offices',
    version: 1,
    models: [officesModel],
    rows: ['office'],
    summary: 'Who held each office on the day asked for, and before.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { of }: OfficesQuery,
  ): Promise<Page<OfficeItem>> {
    return this.queries.execute(new ListOffices(moment, paging, of));
  }

  @Get(':office')
  @View({
    name: 'office',
    version: 2,
    models: [officesModel],
    rows: ['office'],
    summary: 'Who held the office on the day asked for, who before, and everything told of it.',
  })
  show(@AtMoment() moment: Moment, @Param('office') office: string, @Query() _query: ViewQuery): Promise<OfficeAnswer> {
    return this.queries.execute(new ShowOffice(moment, office));
  }
}
