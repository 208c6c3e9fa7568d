import { DatedRow } from '@tracker/projections';
import { Column } from 'typeorm';

/** Base of tables that are asked for by period. Each MUST have a gist index on `span`. */
export abstract class SpannedRow extends DatedRow {
  /** The days on which it may have been; what is only known to have ended, or begun, is there on that day. Null: not known. */
  @Column({
    type: 'daterange',
    asExpression: `case when coalesce(day_from, day_to) is not null
      then daterange(coalesce(day_from, day_to), coalesce(day_to, day_from), '[]') end`,
    generatedType: 'STORED',
    select: false,
    insert: false,
  })
  readonly span?: string;
}
