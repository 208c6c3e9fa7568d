import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MOMENT_EXPECTED, WordsParameter } from '@tracker/reading';
import { IsOptional, IsString, Length, MaxLength } from 'class-validator';

/** Query parameters of a difference. */
export class DifferenceQuery {
  @ApiProperty({
    description: 'The earlier moment: a position, or an RFC 3339 instant of record. 0 is the empty log.',
    example: '130',
  })
  @Length(1, 64, { message: `$property must be ${MOMENT_EXPECTED}` })
  readonly from!: string;

  @ApiPropertyOptional({
    description: 'The later moment, in the same way. Left out: the position that the read models have reached.',
    example: '147',
  })
  @IsOptional()
  @Length(1, 64, { message: `$property must be ${MOMENT_EXPECTED}` })
  readonly to?: string;

  @WordsParameter(
    'Rows of these read models only, as GET /v1/read-models names them: repeated, or separated by commas. Left out: all.',
    'attacks',
  )
  readonly view?: string | readonly string[];

  @WordsParameter('Rows of these streams only: repeated, or separated by commas.', 'attack-2025-02-18-overnight')
  readonly stream?: string | readonly string[];

  @ApiPropertyOptional({
    description:
      'Rows a page, 1 to 1,000. Left out: 100. A page of large rows may have fewer; follow `next`. Not for application/x-ndjson, which is all of it.',
    example: '100',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  readonly limit?: string;

  @ApiPropertyOptional({
    description: '`next` of the page before: the page after it, between the same positions.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(4_000)
  readonly cursor?: string;
}
