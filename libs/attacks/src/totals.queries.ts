import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Moment } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import type { Asking } from './attack.facts';
import { claimTotals } from './claim-totals.sql';
import { addableFrom, addingOf, sumParameters, type Addable } from './harm.selection';
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

  async execute({ moment, selection, asking }: SumClaims): Promise<TotalsAnswer> {
    const addable = await addableFrom(this.source, moment, selection, asking);
    return sumClaims(this.source, moment, selection, asking, addable);
  }
}

/** Totals of a selection; with `addable` as far as possible from rows. */
export async function sumClaims(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  asking: Asking = {},
  addable?: Addable,
): Promise<TotalsAnswer> {
  const rows: readonly SumRecord[] = addable
    ? await source.query(claimTotals(addingOf(addable)), sumParameters(addable))
    : await source.query(
        claimTotals({ adoption: adoptionBy(asking.rule), why: asking.why }),
        selectionParameters(moment, selection),
      );
  return totalsAnswer(selection.what, rows);
}
