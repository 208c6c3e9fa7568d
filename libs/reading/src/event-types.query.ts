import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';

/** Which schema version of an event type is asked for. */
export class EventTypeQuery {
  @ApiPropertyOptional({
    description:
      'A schema version of the type, former ones as well. Left out: the one that an event is taken for which states none.',
    example: '1',
  })
  @IsOptional()
  @IsString()
  @MaxLength(5)
  readonly schemaVersion?: string;
}
