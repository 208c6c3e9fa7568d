import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, DayParameter, ListQuery, StreamParameter } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';

/** Query parameters of the timeline. What is undated is in no period. */
export class TimelineFilter extends ListQuery {
  @DayParameter('First day: what ended before it is left out.')
  readonly from?: string;

  @DayParameter('Last day: what began after it is left out.')
  readonly to?: string;

  @ApiPropertyOptional({ description: 'Events of this type only.', example: 'MeetingHeld' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,100}$/, { message: 'type must be an event type, such as MeetingHeld' })
  readonly type?: string;

  @StreamParameter('Events of this meeting, attack or other thing only.', 'meeting-riyadh-2025-02-18')
  readonly stream?: string;

  @StreamParameter('Events on the word of this source only.', 'source-ukrainian-air-force', 'source')
  readonly source?: string;

  @CodeParameter(['asc', 'desc'], 'asc: what happened first comes first. Left out: desc.')
  readonly order?: 'asc' | 'desc';
}
