import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, PeriodQuery, StreamParameter, TextParameter } from '@tracker/reading';
import { PLACE_PRECISIONS, type PlacePrecision } from '@tracker/vocabulary';
import { IsOptional, Matches } from 'class-validator';

/** Query parameters of the list of what stands at no point. */
export class UnplacedFilter extends PeriodQuery {
  @ApiPropertyOptional({ description: 'Events of streams of this kind only.', example: 'attack' })
  @IsOptional()
  @Matches(/^[a-z]{1,40}$/, { message: 'kind must be a kind of stream, such as attack' })
  readonly kind?: string;

  @ApiPropertyOptional({ description: 'Events of this type only.', example: 'StrikeReported' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,100}$/, { message: 'type must be an event type, such as StrikeReported' })
  readonly type?: string;

  @StreamParameter('Events at this place only.', 'place-dolynska', 'place')
  readonly place?: string;
}

/** Query parameters of the map. */
export class MapFilter extends UnplacedFilter {
  @TextParameter(
    'west,south,east,north in WGS84 degrees: events at points in this box only. West greater than east crosses the antimeridian.',
    '22.1,44.3,40.3,52.4',
  )
  readonly bbox?: string;

  @CodeParameter(PLACE_PRECISIONS, 'Events at places that are known this far, or further: the first is a single site.')
  readonly precision?: PlacePrecision;
}
