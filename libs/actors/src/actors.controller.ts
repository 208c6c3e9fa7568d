import { Controller, Get, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
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
import { ACTOR_KINDS } from './actor.events';
import { actorsModel } from './actor.tables';
import { ListActors, ShowActor, type ActorAnswer, type ActorItem } from './actors.queries';
import { officesModel } from './office.tables';

class ActorsQuery extends ListQuery {
  @CodeParameter(ACTOR_KINDS, 'Actors of this kind only.')
  readonly kind?: string;

  @TextParameter('Text that stands in one of the names, whatever the case.', 'rubio')
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
    summary: 'Who is known: persons, states, agencies, groups.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { kind, name }: ActorsQuery,
  ): Promise<Page<ActorItem>> {
    return this.queries.execute(new ListActors(moment, paging, { kind, name }));
  }

  @Get(':actor')
  @View({
    name: 'actor',
    version: 1,
    models: [actorsModel, officesModel],
    summary: 'Who somebody is, and which offices are told.',
  })
  show(@AtMoment() moment: Moment, @Param('actor') actor: string, @Query() _query: ViewQuery): Promise<ActorAnswer> {
    return this.queries.execute(new ShowActor(moment, actor));
  }
}
