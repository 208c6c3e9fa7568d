import { inPeriod, type AskedPeriod } from '@tracker/reading';
import type { SelectQueryBuilder } from 'typeorm';
import type { SpannedRow } from './spanned.tables';

/**
 * Rows that may have been in a period, as `inPeriod` has it, found by the index on their span, so that a question reads no
 * further than its period. Throws InvalidParameterError when the period ends before it begins.
 */
export function inSpannedPeriod<Row extends SpannedRow>(
  query: SelectQueryBuilder<Row>,
  { from, to }: AskedPeriod,
): void {
  if (from === undefined && to === undefined) return;
  inPeriod(query, { from, to });
  query.andWhere(`${query.alias}.span && daterange(cast(:spanFrom as date), cast(:spanTo as date), '[]')`, {
    spanFrom: from ?? null,
    spanTo: to ?? null,
  });
}
