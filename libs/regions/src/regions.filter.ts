import { ApiPropertyOptional } from '@nestjs/swagger';
import { DayParameter, RuleParameter, ViewQuery, type AdoptionRule } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import { IsOptional, Matches } from 'class-validator';

/** Query parameters of harm by region. */
export class RegionsQuery extends ViewQuery {
  @DayParameter('First day, included. Left out: 29 days before the last.')
  readonly from?: Day;

  @DayParameter('Last day, included. Left out: `on`.')
  readonly to?: Day;

  @ApiPropertyOptional({ description: 'Only regions of this country, ISO 3166-1 alpha-3.', example: 'UKR' })
  @IsOptional()
  @Matches(/^[A-Z]{3}$/, { message: 'country must be a country code of ISO 3166-1 alpha-3, such as UKR' })
  readonly country?: string;

  @RuleParameter()
  readonly rule?: AdoptionRule;
}
