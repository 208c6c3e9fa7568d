import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  CodeParameter,
  DayParameter,
  ListQuery,
  REVIEW_KINDS,
  StreamParameter,
  type ReviewKind,
} from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import { IsOptional, Matches, MaxLength } from 'class-validator';

/** Which reviews to list. The days are those of record, in UTC. */
export class CorrectionsFilter extends ListQuery {
  @CodeParameter(REVIEW_KINDS, 'Only reviews of this kind.')
  readonly kind?: ReviewKind;

  @StreamParameter('Only of events of this meeting, attack or other thing.', 'attack-2025-02-18-overnight')
  readonly stream?: string;

  @ApiPropertyOptional({ description: 'Only of this event, by its id.' })
  @IsOptional()
  @Matches(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, { message: 'event must be the id of an event' })
  readonly event?: string;

  @ApiPropertyOptional({ description: 'Only what this person or program recorded.', example: 'local' })
  @IsOptional()
  @MaxLength(255)
  readonly recordedBy?: string;

  @CodeParameter(['true', 'false'], 'true: only reviews in force; false: only those that were taken back.')
  readonly inForce?: 'true' | 'false';

  @CodeParameter(['true', 'false'], 'true: only reviews that made later events inconsistent with the rules.')
  readonly inconsistent?: 'true' | 'false';

  @DayParameter('Recorded on this day or later.')
  readonly from?: Day;

  @DayParameter('Recorded on this day or earlier.')
  readonly to?: Day;
}
