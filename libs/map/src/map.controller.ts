import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { placesModel } from '@tracker/places';
import { AtMoment, ENTRIES_MODEL, InPages, View, type Moment, type Page, type Paging } from '@tracker/reading';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readBox } from './box';
import type { EventAtPlace, MapAnswer } from './map.answer';
import { MapFilter, UnplacedFilter } from './map.filter';
import { ListUnplaced, ShowMap } from './map.queries';

const MODELS = [ENTRIES_MODEL, placesModel];
const GEO_JSON = 'application/geo+json';

@ApiTags('views')
@Controller('v1/conflicts/:conflict/map')
export class MapController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'map',
    version: 1,
    models: MODELS,
    rows: ['place'],
    summary:
      'Where what happened: a GeoJSON feature for each event and place it tells of, latest first. Without a point of the place its geometry is null.',
  })
  show(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { from, to, kind, type, place, bbox, precision }: MapFilter,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<MapAnswer> {
    const box = bbox === undefined ? undefined : readBox(bbox);
    // RFC 7946 gives the same bytes a type of their own; who names it gets it.
    if (request.headers.accept?.includes(GEO_JSON)) void reply.type(GEO_JSON);
    return this.queries.execute(new ShowMap(moment, paging, { from, to, kind, type, place, box, precision }));
  }

  @Get('unplaced')
  @View({
    name: 'unplaced',
    version: 1,
    models: MODELS,
    summary: 'What the map has no point for, latest first: events that tell of no place, or of one without a point.',
  })
  unplaced(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() { from, to, kind, type, place }: UnplacedFilter,
  ): Promise<Page<EventAtPlace>> {
    return this.queries.execute(new ListUnplaced(moment, paging, { from, to, kind, type, place }));
  }
}
