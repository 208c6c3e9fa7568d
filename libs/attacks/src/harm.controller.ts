import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Paging } from '@tracker/reading';
import { CASUALTIES, DAMAGE, EVACUATIONS } from './attack.claims';
import { attacksModel } from './attack.rows';
import { askingOf, CasualtiesFilter, countedPeriodOf, DamageFilter, TotalsFilter } from './attacks.filters';
import { ListCounted, type CountedPage } from './counted.queries';
import type { Selection } from './selection';
import { ListSeries, type SeriesPage } from './series.queries';

const models = [attacksModel];

/** What attacks did to people and things. */
@ApiTags('attacks')
@Controller('v1/conflicts/:conflict')
export class HarmController {
  constructor(private readonly queries: QueryBus) {}

  @Get('casualties')
  @View({
    name: 'casualties',
    version: 2,
    models,
    rows: ['attack'],
    summary:
      'How many people were killed, wounded, missing and captured in a period: in all, by place and by attack, or as a series.',
  })
  casualties(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: CasualtiesFilter) {
    return this.answer(moment, paging, filter, { what: CASUALTIES, place: filter.place, side: filter.side });
  }

  @Get('damage')
  @View({
    name: 'damage',
    version: 2,
    models,
    rows: ['attack'],
    summary: 'How many objects were damaged in a period: in all, by place, by kind and by attack, or as a series.',
  })
  damage(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: DamageFilter) {
    return this.answer(moment, paging, filter, { what: DAMAGE, place: filter.place, objectKind: filter.objectKind });
  }

  @Get('evacuations')
  @View({
    name: 'evacuations',
    version: 2,
    models,
    rows: ['attack'],
    summary:
      'How many people and apartments were evacuated in a period: in all, by place and by attack, or as a series.',
  })
  evacuations(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: TotalsFilter) {
    return this.answer(moment, paging, filter, { what: EVACUATIONS, place: filter.place });
  }

  private answer(
    moment: Moment,
    paging: Paging,
    filter: TotalsFilter,
    asked: Omit<Selection, 'period'>,
  ): Promise<CountedPage | SeriesPage> {
    const selection = { ...asked, period: countedPeriodOf(filter, moment.on) };
    const asking = askingOf(filter);
    return filter.by === undefined
      ? this.queries.execute(new ListCounted(moment, selection, paging, asking))
      : this.queries.execute(new ListSeries(moment, selection, filter.by, paging, asking));
  }
}
