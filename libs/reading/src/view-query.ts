import { ApiPropertyOptional } from '@nestjs/swagger';
import type { Day } from '@tracker/vocabulary';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { CodeParameter, DayParameter } from './parameters';

/** Which end of a list comes first. */
export const ORDERS = ['asc', 'desc'] as const;
export type Order = (typeof ORDERS)[number];

/** Query parameters that every view takes; a view's own class extends it. They are read by the kernel, not by the view. */
export class ViewQuery {
  @ApiPropertyOptional({
    description: 'Answer as of this position, or this RFC 3339 instant of record. 0 is the empty log.',
    example: '130',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly asOf?: string;

  @ApiPropertyOptional({
    description:
      'The day that counts as today (YYYY-MM-DD). Left out: today in UTC, or with asOf the day of that position.',
    example: '2025-02-18',
  })
  @IsOptional()
  @IsString()
  @MaxLength(10)
  readonly on?: string;

  @ApiPropertyOptional({
    description: 'Wait, at most 5 s, until the read models have got to this position.',
    example: '130',
  })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  readonly minPosition?: string;

  @CodeParameter(
    ['1'],
    '1: with `why`, the events behind every row and number and those left out (corrected, retracted, outranked), each with its citation.',
  )
  readonly why?: '1';
}

/** The same for lists. */
export class ListQuery extends ViewQuery {
  @ApiPropertyOptional({ description: 'Entries a page, 1 to 1,000. Left out: 100.', example: '100' })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  readonly limit?: string;

  @ApiPropertyOptional({ description: '`next` of the page before: the page after it, at the same position.' })
  @IsOptional()
  @IsString()
  @MaxLength(2_000)
  readonly cursor?: string;

  @CodeParameter(
    ORDERS,
    'asc: the earliest, or the first by name, comes first. Left out: what has a time comes latest first, what has none by name.',
  )
  readonly order?: Order;
}

/** The same for lists of what has a time. What is undated is in no period. */
export class PeriodQuery extends ListQuery {
  @DayParameter('First day, included: what ended before it is left out.')
  readonly from?: Day;

  @DayParameter('Last day, included: what began after it is left out.')
  readonly to?: Day;
}
