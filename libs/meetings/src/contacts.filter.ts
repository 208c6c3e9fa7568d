import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';
import { MEETING_FORMATS, type MeetingFormat } from './attendance.parts';
import { CONTACT_SIDES, type ContactSide } from './contacts.sql';

/** Which contacts to list. */
export class ContactFilter extends PeriodQuery {
  @CodeParameter(
    CONTACT_SIDES,
    'party: between parties, whoever sat for them; actor: between persons and bodies of different parties. Left out: party.',
  )
  readonly by?: ContactSide;

  @ApiPropertyOptional({
    description: 'Two actors: only contacts between these two, or between those who sat for them.',
    example: 'actor-russia,actor-united-states',
  })
  @IsOptional()
  @Matches(/^actor-[a-z0-9-]{1,110},actor-[a-z0-9-]{1,110}$/, {
    message: 'between must be two actors with a comma, such as actor-russia,actor-united-states',
  })
  readonly between?: string;

  @StreamParameter(
    'Only contacts of this actor: its own, and those of whoever sat for it.',
    'actor-emmanuel-macron',
    'actor',
  )
  readonly actor?: string;

  @CodeParameter(MEETING_FORMATS, 'Only contacts in meetings of this kind.')
  readonly format?: MeetingFormat;
}
