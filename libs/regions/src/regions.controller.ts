import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { attacksModel } from '@tracker/attacks';
import { placesModel } from '@tracker/places';
import { AtMoment, View, type Moment } from '@tracker/reading';
import { RegionsQuery } from './regions.filter';
import { SumRegions, type RegionsAnswer } from './regions.queries';

@ApiTags('views')
@Controller('v1/conflicts/:conflict/regions')
export class RegionsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'regions',
    version: 1,
    models: [attacksModel, placesModel],
    summary: 'Casualties, damage and evacuations of a period by region, as interval sums.',
  })
  show(@AtMoment() moment: Moment, @Query() question: RegionsQuery): Promise<RegionsAnswer> {
    return this.queries.execute(new SumRegions(moment, question));
  }
}
