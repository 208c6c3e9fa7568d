import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, DayParameter, ListQuery, StreamParameter } from '@tracker/reading';
import { IsOptional, Matches, MaxLength } from 'class-validator';
import { STANCES, STATEMENT_KINDS, WORDINGS, type Stance, type StatementKind, type Wording } from './statement.codes';

/** Which statements to list. A time of which only one end is stated counts by that end; one that is not known is in no period. */
export class StatementFilter extends ListQuery {
  @StreamParameter('Only what this actor said.', 'actor-sergey-lavrov', 'actor')
  readonly speaker?: string;

  @StreamParameter('Only demands, offers and other statements directed at this actor.', 'actor-russia', 'actor')
  readonly addressee?: string;

  @StreamParameter('Only statements about this.', 'meeting-riyadh-2025-02-18')
  readonly about?: string;

  @ApiPropertyOptional({
    description: 'Only statements that take a stance on this issue.',
    example: 'lasting-peace-in-ukraine',
  })
  @IsOptional()
  @MaxLength(120)
  @Matches(/^[a-z0-9]+(-[a-z0-9]+)*$/, {
    message: 'issue must be a key of lower-case words and hyphens, such as lasting-peace-in-ukraine',
  })
  readonly issue?: string;

  @CodeParameter(STANCES, 'Only statements that take this stance, with `issue` on that issue.')
  readonly stance?: Stance;

  @CodeParameter(STATEMENT_KINDS, 'Only statements of this kind.')
  readonly kind?: StatementKind;

  @CodeParameter(WORDINGS, 'Only statements of this wording.')
  readonly wording?: Wording;

  @CodeParameter(['true', 'false'], 'true: only what may stand in quotation marks; false: only what may not.')
  readonly safeToPrint?: 'true' | 'false';

  @DayParameter('Only what was said on this day (YYYY-MM-DD) or later.')
  readonly from?: string;

  @DayParameter('Only what was said on this day (YYYY-MM-DD) or earlier.')
  readonly to?: string;
}
