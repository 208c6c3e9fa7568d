import { ApiPropertyOptional } from '@nestjs/swagger';
import { CodeParameter, PeriodQuery, StreamParameter } from '@tracker/reading';
import { IsOptional, Matches } from 'class-validator';
import { HOW, type How } from './citations.queries';

const STREAM_KIND = /^[a-z][a-z0-9]{0,39}$/;

/** Which events to list by the word they rest on. */
export class CitationsFilter extends PeriodQuery {
  @StreamParameter('What rests on this source only, see `how`.', 'source-associated-press', 'source')
  readonly source?: string;

  @CodeParameter(
    HOW,
    'With `source`. direct: it says so itself; via: the word of another came through it; report: another says so in a report that it published. Left out: all three.',
  )
  readonly how?: How;

  @ApiPropertyOptional({ description: 'Events of this type only.', example: 'CommitmentMade' })
  @IsOptional()
  @Matches(/^[A-Za-z]{1,100}$/, { message: 'type must be an event type, such as CommitmentMade' })
  readonly type?: string;

  @ApiPropertyOptional({ description: 'Events of streams of this kind only.', example: 'attack' })
  @IsOptional()
  @Matches(STREAM_KIND, { message: 'kind must be a kind of stream, such as attack' })
  readonly kind?: string;

  @CodeParameter(
    ['stated', 'implied', 'inferred'],
    'stated: the source says it; implied: it follows from what the source says; inferred: it is the reading of the recorder.',
  )
  readonly basis?: 'stated' | 'implied' | 'inferred';

  @StreamParameter('Events that cite this report only.', 'report-riyadh-talks', 'report')
  readonly report?: string;

  @CodeParameter(
    ['true', 'false'],
    'true: only what no source that is independent of its own tells as well or corroborates; false: only what one does. Linked sources count once.',
  )
  readonly alone?: 'true' | 'false';
}

/** Which streams to list that rest on one independent source alone. */
export class RelianceFilter extends PeriodQuery {
  @StreamParameter(
    'What rests on this source only; sources that are linked with it count as the same.',
    'source-ukrainian-air-force',
    'source',
  )
  readonly source?: string;

  @ApiPropertyOptional({ description: 'Streams of this kind only.', example: 'attack' })
  @IsOptional()
  @Matches(STREAM_KIND, { message: 'kind must be a kind of stream, such as attack' })
  readonly kind?: string;

  @CodeParameter(
    ['true', 'false'],
    "true: only what rests on one person's word: its sources are actors registered as persons; false: only what does not.",
  )
  readonly personal?: 'true' | 'false';
}
