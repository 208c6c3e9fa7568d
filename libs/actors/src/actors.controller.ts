import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  AtMoment,
  CodeParameter,
  InPages,
  ListQuery,
  TextParameter,
  View,
  ViewQuery,
  type Moment,
  type Page,
  type Paging,
} from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';
import { ACTOR_KINDS } from './actor.events';
import { actorsModel } from './actor.tables';
import { ListActors, ShowActor, type ActorAnswer, type ActorItem } from './actors.queries';
import { officesModel } from './office.tables';

class ActorsQuery extends ListQuery {
  @CodeParameter(ACTOR_KINDS, 'Actors of this kind only.')
  readonly kind?: string;

  @ApiPropertyOptional({ description: 'Actors of this state only (ISO 3166-1 alpha-3).', example: 'UKR' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'iso3 must be a code of ISO 3166-1 alpha-3, such as UKR' })
  readonly iso3?: string;

  @TextParameter('Text that stands in one of the names, in any language, whatever the case.', 'rubio')
  readonly name?: string;
}

/** Who acts, speaks or is spoken of. */
@Controller('v1/conflicts/:conflict/actors')
export class ActorsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'actors',
    version: 1,
    models: [actorsModel],
    rows: ['actor'],
    summary: 'Who is known: persons, states, agencies, groups.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { kind, iso3, name }: ActorsQuery,
  ): Promise<Page<ActorItem>> {
    return this.queries.execute(new ListActors(moment, paging, { kind, iso3, name }));
  }

  @Get(':actor')
  @View({
    name: 'actor',
    version: 2,
    models: [actorsModel, officesModel],
    rows: ['actor', 'office'],
    summary: 'Who somebody is, which offices it holds on the day asked for and which it held before.',
  })
  show(@AtMoment() moment: Moment, @Param('actor') actor: string, @Query() _query: ViewQuery): Promise<ActorAnswer> {
    return this.queries.execute(new ShowActor(moment, actor));
  }
}
