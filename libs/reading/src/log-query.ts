import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { WordsParameter } from './parameters';

/** Of a route that takes no query parameters: any is refused. */
export class NoQuery {}

/** Query parameters of what is read from the log itself. */
export class LogMomentQuery {
  @ApiPropertyOptional({
    description:
      'Answer from the log as it was at this position, or at this RFC 3339 instant of record. 0 is the empty log.',
    example: '130',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly asOf?: string;
}

/** Query parameters of the log. */
export class LogQuery extends LogMomentQuery {
  @ApiPropertyOptional({ description: 'Events after this position. Left out: 0, from the beginning.', example: '100' })
  @IsOptional()
  @IsString()
  @MaxLength(16)
  readonly after?: string;

  @ApiPropertyOptional({
    description:
      'Events a page, 1 to 1,000. Left out: 100. A page of large events may have fewer; follow `next`. Not for application/x-ndjson, which is all of it.',
    example: '100',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  readonly limit?: string;

  @WordsParameter('Events of these types only: repeated, or separated by commas.', 'DroneBarrageReported')
  readonly type?: string | readonly string[];

  @WordsParameter('Events of these streams only: repeated, or separated by commas.', 'attack-2025-02-18-overnight')
  readonly stream?: string | readonly string[];

  @ApiPropertyOptional({
    description: 'Events recorded at this RFC 3339 instant or later.',
    example: '2025-02-18T00:00:00Z',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly recordedFrom?: string;

  @ApiPropertyOptional({
    description: 'Events recorded at this RFC 3339 instant or earlier.',
    example: '2025-02-19T00:00:00Z',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly recordedTo?: string;
}
