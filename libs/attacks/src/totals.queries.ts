import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Moment } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import type { Asking } from './attack.facts';
import { claimTotals } from './claim-totals.sql';
import { selectionParameters, type Selection } from './selection';
import { totalsAnswer, type SumRecord, type TotalsAnswer } from './totals.answer';

/** Interval sums over attacks; a whole and its parts are never added. */
export class SumClaims extends Query<TotalsAnswer> {
  constructor(
    readonly moment: Moment,
    readonly selection: Selection,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

@QueryHandler(SumClaims)
export class SumClaimsHandler implements IQueryHandler<SumClaims> {
  constructor(private readonly source: DataSource) {}

  execute({ moment, selection, asking }: SumClaims): Promise<TotalsAnswer> {
    return sumClaims(this.source, moment, selection, asking);
  }
}

/** Totals of a selection. */
export async function sumClaims(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  { rule, why }: Asking = {},
): Promise<TotalsAnswer> {
  const rows: readonly SumRecord[] = await source.query(
    claimTotals({ adoption: adoptionBy(rule), why }),
    selectionParameters(moment, selection),
  );
  return totalsAnswer(selection.what, rows);
}
