import { ApiPropertyOptional } from '@nestjs/swagger';
import { PeriodQuery, StreamParameter, TextParameter } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';

/** Query parameters of the timeline. */
export class TimelineFilter extends PeriodQuery {
  @TextParameter(
    'Words that an event says or that name what it refers to, in any language, whatever case, accents and endings; all of them, in any place. "Words in quotation marks" follow each other, -word leaves out, or stands between alternatives.',
    'zelensky -drone',
  )
  readonly q?: string;

  @ApiPropertyOptional({ description: 'Events of this type only.', example: 'MeetingHeld' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,100}$/, { message: 'type must be an event type, such as MeetingHeld' })
  readonly type?: string;

  @StreamParameter('Events of this meeting, attack or other thing only.', 'meeting-riyadh-2025-02-18')
  readonly stream?: string;

  @StreamParameter('Events on the word of this source only.', 'source-ukrainian-air-force', 'source')
  readonly source?: string;
}
