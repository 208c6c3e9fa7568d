import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { AtMoment, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import type { AttackItem, AttackStory } from './attack.answer';
import { attacksModel } from './attack.rows';
import { askingOf, AttackFilter, AttackQuestion, countedPeriodOf, NightsFilter } from './attacks.filters';
import { ListAttacks, ShowAttack } from './attacks.queries';
import { ListNights, type NightsPage } from './nights.queries';

const models = [attacksModel];

@ApiTags('attacks')
@Controller('v1/conflicts/:conflict')
export class AttacksController {
  constructor(private readonly queries: QueryBus) {}

  @Get('attacks')
  @View({
    name: 'attacks',
    version: 2,
    models,
    rows: ['attack'],
    summary: 'Attacks, newest first: what was launched, destroyed and hit, on whose word.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: AttackFilter,
  ): Promise<Page<AttackItem>> {
    return this.queries.execute(new ListAttacks(moment, filter, paging, askingOf(filter)));
  }

  @Get('attacks/:attack')
  @ApiParam({ name: 'attack', description: 'Id of the attack', example: 'attack-2025-02-18-overnight' })
  @View({
    name: 'attack',
    version: 2,
    models,
    rows: ['attack'],
    summary: 'One attack: every claim beside the adopted value, and the incidents that are part of it.',
  })
  show(
    @AtMoment() moment: Moment,
    @Param('attack') attack: string,
    @Query() question: AttackQuestion,
  ): Promise<AttackStory> {
    return this.queries.execute(new ShowAttack(moment, attack, askingOf(question)));
  }

  @Get('nights')
  @View({
    name: 'nights',
    version: 1,
    models,
    rows: ['attack'],
    summary:
      'Nights and days of attack, latest first: what was launched, destroyed, jammed and hit, what is unaccounted for, by weapon and by model.',
  })
  nights(@AtMoment() moment: Moment, @InPages() paging: Paging, @Query() filter: NightsFilter): Promise<NightsPage> {
    const { weapon, model, attacker, toward } = filter;
    const selection = { period: countedPeriodOf(filter, moment.on), weapon, model, attacker, toward };
    return this.queries.execute(new ListNights(moment, selection, paging, askingOf(filter)));
  }
}
