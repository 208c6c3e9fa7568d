import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, ViewQuery, type Moment, type Page, type Paging } from '@tracker/reading';
import type { AttackItem, AttackStory } from './attack.answer';
import { CASUALTIES, DAMAGE, EVACUATIONS } from './attack.claims';
import { attacksModel } from './attack.rows';
import { AttackFilter, CasualtiesFilter, DamageFilter, periodOf, TotalsFilter } from './attacks.filters';
import { ListAttacks, ShowAttack } from './attacks.queries';
import { ListCounted, type CountedPage } from './claims.queries';

const models = [attacksModel];

@ApiTags('attacks')
@Controller('v1/conflicts/:conflict')
export class AttacksController {
  constructor(private readonly queries: QueryBus) {}

  @Get('attacks')
  @View({
    name: 'attacks',
    version: 1,
    models,
    summary: 'Attacks, newest first: what was launched, destroyed and hit, on whose word.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: AttackFilter,
  ): Promise<Page<AttackItem>> {
    return this.queries.execute(new ListAttacks(moment, filter, paging));
  }

  @Get('attacks/:attack')
  @ApiParam({ name: 'attack', description: 'Id of the attack', example: 'attack-2025-02-18-overnight' })
  @View({
    name: 'attack',
    version: 1,
    models,
    summary: 'One attack: every claim beside the adopted value, and the incidents that are part of it.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('attack') attack: string,
    @Query() _question: ViewQuery,
  ): Promise<AttackStory> {
    return this.queries.execute(new ShowAttack(moment, attack));
  }

  @Get('casualties')
  @View({
    name: 'casualties',
    version: 1,
    models,
    summary: 'How many people were killed, wounded, missing and captured, in all, by place and by attack.',
  })
  casualties(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: CasualtiesFilter,
  ): Promise<CountedPage> {
    const { place, side } = filter;
    return this.queries.execute(
      new ListCounted(moment, { what: CASUALTIES, period: periodOf(filter), place, side }, paging),
    );
  }

  @Get('damage')
  @View({
    name: 'damage',
    version: 1,
    models,
    summary: 'How many objects were damaged, in all, by place, by kind and by attack.',
  })
  damage(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: DamageFilter): Promise<CountedPage> {
    const { place, objectKind } = filter;
    return this.queries.execute(
      new ListCounted(moment, { what: DAMAGE, period: periodOf(filter), place, objectKind }, paging),
    );
  }

  @Get('evacuations')
  @View({
    name: 'evacuations',
    version: 1,
    models,
    summary: 'How many people and apartments were evacuated, in all, by place and by attack.',
  })
  evacuations(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: TotalsFilter,
  ): Promise<CountedPage> {
    return this.queries.execute(
      new ListCounted(moment, { what: EVACUATIONS, period: periodOf(filter), place: filter.place }, paging),
    );
  }
}
