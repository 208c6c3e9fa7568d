import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ForeignCursorError, type AdoptionRule, type Moment, type Page, type Paging } from '@tracker/reading';
import { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import { factsOfAttacks, type Asking } from './attack.facts';
import { besideOf, type Beside } from './beside';
import type { ArguedFact } from './claims.answer';
import { addedAttacks, judgedAttacks, type CountedKeys } from './counted.page';
import type { Counted } from './attack.claims';
import { addableFrom, type Addable } from './harm.selection';
import { leftOutOf, type LeftOut } from './left-out';
import type { Selection } from './selection';
import type { TotalsAnswer } from './totals.answer';
import { sumClaims } from './totals.queries';

/** A fact of a total, with its claims. */
export interface CountedFact extends ArguedFact {
  /** False: a whole that it is part of states this itself, and only the whole is counted. */
  readonly counts: boolean;
}

/** What one attack brings to a total. */
export interface CountedAttack {
  readonly attack: string;
  readonly facts: readonly CountedFact[];
}

/** What every answer about totals says: the rule, the period, and what is not counted in it. */
export interface Counts {
  readonly rule: AdoptionRule;
  readonly from: string | null;
  readonly to: string | null;
  readonly beside: Beside;
  /** If it was asked why. */
  readonly leftOut?: LeftOut;
}

/** A total, and the attacks behind it. */
export interface CountedPage extends Page<CountedAttack>, TotalsAnswer, Counts {}

/** Totals with the attacks behind them, newest first. */
export class ListCounted extends Query<CountedPage> {
  constructor(
    readonly moment: Moment,
    readonly selection: Selection,
    readonly paging: Paging,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

@QueryHandler(ListCounted)
export class ListCountedHandler implements IQueryHandler<ListCounted> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, selection, paging, asking }: ListCounted): Promise<CountedPage> {
    const addable = await addableFrom(this.source, moment, selection, asking);
    const [totals, page, beside, leftOut] = await Promise.all([
      sumClaims(this.source, moment, selection, asking, addable),
      this.page(moment, selection, paging, asking, addable),
      besideOf(this.source, moment, selection),
      leftOutOf(this.source, moment, selection, asking),
    ]);
    const { from = null, to = null } = selection.period ?? {};
    return { rule: adoptionBy(asking.rule).rule, from, to, ...totals, ...leftOut, beside, ...page };
  }

  private async page(
    moment: Moment,
    selection: Selection,
    paging: Paging,
    asking: Asking,
    addable: Addable | undefined,
  ): Promise<Page<CountedAttack>> {
    const { limit, after } = paging;
    if (after && after.length !== 2) throw new ForeignCursorError();
    const rows = await (addable
      ? addedAttacks(this.source, moment, selection, paging, addable)
      : judgedAttacks(this.source, moment, selection, paging, asking));
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const items = await countedFacts(this.source, moment, selection.what, shown, asking);
    return rows.length > limit && last ? { items, after: [last.sortFrom, last.stream] } : { items };
  }
}

/** The facts that attacks bring to a total, in the order of `rows`. */
export async function countedFacts(
  source: DataSource,
  moment: Moment,
  what: readonly Counted[],
  rows: readonly CountedKeys[],
  asking: Asking,
): Promise<readonly CountedAttack[]> {
  const attacks = [...new Set(rows.map(({ stream }) => stream))];
  const facts = await factsOfAttacks(source, moment, { attacks, what }, asking);
  return rows.map(({ stream, selected, counted }) => ({
    attack: stream,
    facts: (facts.get(stream) ?? [])
      .filter((judged) => judged.rows.some(({ key }) => selected.includes(key)))
      .map((judged) => ({ ...judged.fact, counts: judged.rows.some(({ key }) => counted.includes(key)) })),
  }));
}
