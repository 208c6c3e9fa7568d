import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, ListQuery, StreamParameter } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';

/** Which findings to list. */
export class FindingsFilter extends ListQuery {
  @StreamParameter('Only of events of this meeting, attack or other thing.', 'attack-2025-02-18-overnight')
  readonly stream?: string;

  @ApiPropertyOptional({
    description: 'Only this warning, or this broken rule, by its code.',
    example: 'meeting.already_held',
  })
  @IsOptional()
  @Matches(/^[a-z_]{1,60}\.[a-z_]{1,60}$/, { message: 'code must be a code, such as meeting.already_held' })
  readonly code?: string;

  @CodeParameter(['true', 'false'], 'true: only events that a rule would refuse now; false: only warnings.')
  readonly inconsistent?: 'true' | 'false';
}
