import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { ForeignCursorError, type Moment, type Page, type Paging } from '@tracker/reading';
import { GRADED_LATEST } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import type { Counted } from './attack.claims';
import type { Period } from './attacks.filters';
import { CLAIM_TOTALS } from './claim-totals.sql';
import {
  byAttack,
  claimOf,
  factsOf,
  grouped,
  type ArguedFact,
  type ClaimAnswer,
  type ClaimRecord,
} from './claims.answer';
import { CLAIMS_BESIDE } from './claims-beside.sql';
import { CLAIMS_OF_ATTACKS } from './claims-of-attacks.sql';
import { COUNTED_ATTACKS } from './counted-attacks.sql';
import { totalsAnswer, type SumRecord, type TotalsAnswer } from './totals.answer';

/** Which claims are to be counted. */
export interface Selection {
  readonly what: readonly Counted[];
  /** Left out or null: all times, and what has no time. */
  readonly period?: Period | null;
  readonly place?: string;
  readonly objectKind?: string;
  readonly side?: string;
  /** Only these attacks. */
  readonly attacks?: readonly string[];
}

/** Interval sums over attacks; a whole and its parts are never added. */
export class SumClaims extends Query<TotalsAnswer> {
  constructor(
    readonly moment: Moment,
    readonly selection: Selection,
  ) {
    super();
  }
}

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

/** A total, the attacks behind it, and what may belong to the period and is not counted because its time is too vague. */
export interface CountedPage extends Page<CountedAttack>, TotalsAnswer {
  readonly rule: typeof GRADED_LATEST;
  readonly from: string | null;
  readonly to: string | null;
  readonly beside: { readonly count: number; readonly claims: readonly BesideClaim[] };
}

export interface BesideClaim extends ClaimAnswer {
  readonly attack: string;
  readonly what: Counted;
}

/** Totals with the attacks behind them, newest first. */
export class ListCounted extends Query<CountedPage> {
  constructor(
    readonly moment: Moment,
    readonly selection: Selection,
    readonly paging: Paging,
  ) {
    super();
  }
}

/** Claims shown beside a total. */
const BESIDE_SHOWN_MAX = 100;

@QueryHandler(SumClaims)
export class SumClaimsHandler implements IQueryHandler<SumClaims> {
  constructor(private readonly source: DataSource) {}

  execute({ moment, selection }: SumClaims): Promise<TotalsAnswer> {
    return sumClaims(this.source, moment, selection);
  }
}

@QueryHandler(ListCounted)
export class ListCountedHandler implements IQueryHandler<ListCounted> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, selection, paging }: ListCounted): Promise<CountedPage> {
    const [totals, page, beside] = await Promise.all([
      sumClaims(this.source, moment, selection),
      this.page(moment, selection, paging),
      this.beside(moment, selection),
    ]);
    const { from = null, to = null } = selection.period ?? {};
    return { rule: GRADED_LATEST, from, to, ...totals, beside, ...page };
  }

  private async page(moment: Moment, selection: Selection, { limit, after }: Paging): Promise<Page<CountedAttack>> {
    if (after && after.length !== 2) throw new ForeignCursorError();
    const [afterSort = null, afterStream = null] = after ?? [];
    const rows: readonly CountedRecord[] = await this.source.query(COUNTED_ATTACKS, [
      ...selectionParameters(moment, selection),
      limit + 1,
      afterSort,
      afterStream,
    ]);
    const shown = rows.slice(0, limit);
    const last = shown.at(-1);
    const items = await this.withClaims(moment, selection.what, shown);
    return rows.length > limit && last ? { items, after: [last.sortFrom, last.stream] } : { items };
  }

  private async withClaims(
    moment: Moment,
    what: readonly Counted[],
    rows: readonly CountedRecord[],
  ): Promise<readonly CountedAttack[]> {
    if (rows.length === 0) return [];
    const streams = rows.map(({ stream }) => stream);
    const records: readonly ClaimRecord[] = await this.source.query(CLAIMS_OF_ATTACKS, [
      moment.conflict,
      moment.position,
      streams,
      what,
      false,
    ]);
    const claims = byAttack(records);
    return rows.map(({ stream, selected, counted }) => {
      const facts = grouped(claims.get(stream) ?? [], ({ rivals }) => rivals)
        .filter((rivals) => rivals.some(({ key }) => selected.includes(key)))
        .flatMap((rivals) =>
          factsOf(rivals).map((fact) => ({ ...fact, counts: rivals.some(({ key }) => counted.includes(key)) })),
        );
      return { attack: stream, facts };
    });
  }

  private async beside(
    { conflict, position }: Moment,
    { what, period, place, objectKind, side }: Selection,
  ): Promise<CountedPage['beside']> {
    if (!period) return { count: 0, claims: [] };
    const rows: readonly (ClaimRecord & { readonly beside: number })[] = await this.source.query(CLAIMS_BESIDE, [
      conflict,
      position,
      what,
      period.from,
      period.to,
      place ?? null,
      objectKind ?? null,
      side ?? null,
      BESIDE_SHOWN_MAX,
    ]);
    return {
      count: rows[0]?.beside ?? 0,
      claims: rows.map((record) => ({ attack: record.stream, what: record.what, ...claimOf([record]) })),
    };
  }
}

/** A row of COUNTED_ATTACKS. */
interface CountedRecord {
  readonly stream: string;
  readonly sortFrom: string;
  readonly selected: readonly string[];
  readonly counted: readonly string[];
}

/** Totals of a selection. */
export async function sumClaims(source: DataSource, moment: Moment, selection: Selection): Promise<TotalsAnswer> {
  const rows: readonly SumRecord[] = await source.query(CLAIM_TOTALS, selectionParameters(moment, selection));
  return totalsAnswer(selection.what, rows);
}

/** $1 to $9 of COUNTED_CLAIMS. */
function selectionParameters(
  { conflict, position }: Moment,
  { what, period, place, objectKind, side, attacks }: Selection,
): unknown[] {
  return [
    conflict,
    position,
    what,
    period?.from ?? null,
    period?.to ?? null,
    place ?? null,
    objectKind ?? null,
    side ?? null,
    attacks ?? null,
  ];
}
