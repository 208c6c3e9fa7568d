import { Controller, Get, Header, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOkResponse, ApiOperation, ApiPropertyOptional } from '@nestjs/swagger';
import {
  AtMoment,
  CodeParameter,
  InvalidParameterError,
  PAGE_LIMIT,
  PAGE_LIMIT_MAX,
  View,
  ViewQuery,
  type Moment,
  type Order,
} from '@tracker/reading';
import { isConflictId } from '@tracker/vocabulary';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import { conflictsModel } from './conflict.tables';
import { ListConflicts, ShowConflict, type ConflictAnswer, type ConflictsPage } from './conflicts.queries';

const ORDERS: readonly Order[] = ['asc', 'desc'];

/** Query parameters of the list of conflicts. It has no asOf: each conflict has positions of its own. */
class ConflictsQuery {
  @ApiPropertyOptional({ description: 'Entries a page, 1 to 1,000. Left out: 100.', example: '100' })
  @IsOptional()
  @IsString()
  @MaxLength(4)
  readonly limit?: string;

  @ApiPropertyOptional({ description: '`next` of the page before: the conflicts after that one, in order of id.' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  readonly cursor?: string;

  @CodeParameter(ORDERS, 'By id, from the first or from the last. Left out: asc.')
  readonly order?: Order;
}

/** The conflicts of the service, and what each one is. */
@Controller('v1/conflicts')
export class ConflictsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @Header('cache-control', 'no-cache')
  @ApiOperation({ summary: 'Which conflicts are recorded here, and how far each one is known.' })
  @ApiOkResponse({
    description: 'A page of conflicts in order of id, each with the position up to which the answer goes.',
  })
  list(@Query() { limit, cursor, order = 'asc' }: ConflictsQuery): Promise<ConflictsPage> {
    return this.queries.execute(new ListConflicts(limitOf(limit), afterOf(cursor), order));
  }

  @Get(':conflict')
  @View({
    name: 'conflict',
    version: 2,
    models: [conflictsModel],
    rows: ['conflict'],
    summary:
      'What the conflict is called, when it began, who takes part on which side, which phase it is in, and who says so.',
  })
  show(@AtMoment() moment: Moment, @Query() _query: ViewQuery): Promise<ConflictAnswer> {
    return this.queries.execute(new ShowConflict(moment));
  }
}

function limitOf(limit: string | undefined): number {
  if (limit === undefined) return PAGE_LIMIT;
  const entries = Number(limit);
  if (/^\d+$/.test(limit) && entries >= 1 && entries <= PAGE_LIMIT_MAX) return entries;
  throw new InvalidParameterError('limit', limit, `a whole number from 1 to ${PAGE_LIMIT_MAX}`);
}

function afterOf(cursor: string | undefined): string | null {
  if (cursor === undefined || isConflictId(cursor)) return cursor ?? null;
  throw new InvalidParameterError('cursor', cursor, '`next` of the page before, which is the id of a conflict');
}
