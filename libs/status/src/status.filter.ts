import { ApiPropertyOptional } from '@nestjs/swagger';
import { DayParameter, ViewQuery } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';

/** Query parameters of the status of a conflict. */
export class StatusQuery extends ViewQuery {
  @DayParameter('First day of the period of casualties and damage. Left out: 29 days before its last.')
  readonly from?: string;

  @DayParameter('Last day of the period. Left out: `on`.')
  readonly to?: string;

  @ApiPropertyOptional({
    description: 'Two parties, to be told of the last contact between these two only.',
    example: 'actor-russia,actor-united-states',
  })
  @IsOptional()
  @Matches(/^actor-[a-z0-9-]{1,110},actor-[a-z0-9-]{1,110}$/, {
    message: 'between must be two actors with a comma, such as actor-russia,actor-united-states',
  })
  readonly between?: string;
}
