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
import { PLACE_PRECISIONS } from '@tracker/vocabulary';
import { IsOptional, Matches } from 'class-validator';
import { placesModel } from './place.tables';
import { ListPlaces, ShowPlace, type PlaceAnswer } from './places.queries';

class PlacesQuery extends ListQuery {
  @ApiPropertyOptional({ description: 'Places in this country only (ISO 3166-1 alpha-3).', example: 'UKR' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'country must be a code of ISO 3166-1 alpha-3, such as UKR' })
  readonly country?: string;

  @CodeParameter(PLACE_PRECISIONS, 'Places known this far only.')
  readonly precision?: string;

  @TextParameter(
    'Places in this administrative unit only, at whatever level: one of their `adminPath`, spelt as there.',
    'Kirovohrad region',
  )
  readonly adminPath?: string;

  @TextParameter('Text that stands in one of the names, in any language, whatever the case.', 'cherkasy')
  readonly name?: string;
}

/** Where things happen. */
@Controller('v1/conflicts/:conflict/places')
export class PlacesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @View({
    name: 'places',
    version: 1,
    models: [placesModel],
    rows: ['place'],
    summary: 'Which places are known, and how far.',
  })
  list(
    @AtMoment() moment: Moment,
    @InPages() paging: Paging,
    @Query() filter: PlacesQuery,
  ): Promise<Page<PlaceAnswer>> {
    const { country, precision, adminPath, name } = filter;
    return this.queries.execute(new ListPlaces(moment, paging, { country, precision, adminPath, name }));
  }

  @Get(':place')
  @View({
    name: 'place',
    version: 1,
    models: [placesModel],
    rows: ['place'],
    summary: 'Where a place is, and how far it is known.',
  })
  show(@AtMoment() moment: Moment, @Param('place') place: string, @Query() _query: ViewQuery): Promise<PlaceAnswer> {
    return this.queries.execute(new ShowPlace(moment, place));
  }
}
