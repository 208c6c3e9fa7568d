import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  mapPage,
  type Moment,
  type Page,
  PAGE_LIMIT_MAX,
  pageOf,
  type Paging,
  sortedBelow,
  sortedFrom,
} from '@tracker/reading';
import { DataSource, type SelectQueryBuilder } from 'typeorm';
import { accountAnswer, attackItem, linkAnswer, type AttackItem, type AttackStory } from './attack.answer';
import { adoptionBy } from './adoption.sql';
import { COUNTED } from './attack.claims';
import { factsOfAttacks, type Asking } from './attack.facts';
import { AccountRow, AttackRow, LinkRow } from './attack.tables';
import { periodOf, type AttackFilter } from './attacks.filters';
import { withoutClaims, type FactAnswer } from './claims.answer';
import { leftOutOf } from './left-out';
import { PARTS_OF_ATTACK } from './parts-of-attack.sql';
import { sumClaims } from './totals.queries';

type AttackWords = Pick<AttackFilter, 'from' | 'to' | 'place' | 'attacker' | 'weapon' | 'kind' | 'part' | 'modality'>;

/** Attacks, newest first, each with its adopted numbers. */
export class ListAttacks extends Query<Page<AttackItem>> {
  constructor(
    readonly moment: Moment,
    readonly filter: AttackWords,
    readonly paging: Paging,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

/** One attack with every claim and every part. Throws NotFoundAtPositionError. */
export class ShowAttack extends Query<AttackStory> {
  constructor(
    readonly moment: Moment,
    readonly attack: string,
    readonly asking: Asking = {},
  ) {
    super();
  }
}

/** Accounts shown with an attack. */
const ACCOUNTS_SHOWN_MAX = 200;

@QueryHandler(ListAttacks)
export class ListAttacksHandler implements IQueryHandler<ListAttacks> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, filter, paging, asking }: ListAttacks): Promise<Page<AttackItem>> {
    const page = await pageOf(
      filtered(heldRows(this.source, AttackRow, 'attack', moment), filter),
      ['sortFrom'],
      'desc',
      paging,
    );
    const facts = await factsByAttack(this.source, moment, page.items, asking);
    return mapPage(page, (row) => attackItem(row, facts(row)));
  }
}

@QueryHandler(ShowAttack)
export class ShowAttackHandler implements IQueryHandler<ShowAttack> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, attack, asking }: ShowAttack): Promise<AttackStory> {
    const row = await heldOne(this.source, AttackRow, moment, attack);
    const [judged, parts, links, accounts] = await Promise.all([
      factsOfAttacks(this.source, moment, { attacks: [attack] }, asking),
      this.partsOf(moment, attack),
      heldRows(this.source, LinkRow, 'link', moment)
        .andWhere('link.stream = :attack', { attack })
        .orderBy('link.position')
        .getMany(),
      this.accounts(moment, attack),
    ]);
    const [{ totals }, incidents, leftOut] = await Promise.all([
      sumClaims(this.source, moment, { what: COUNTED, attacks: [attack, ...parts] }, asking),
      this.incidents(moment, parts, asking),
      leftOutOf(this.source, moment, { what: COUNTED, attacks: [attack, ...parts] }, asking),
    ]);
    const facts = (judged.get(attack) ?? []).map(({ fact }) => fact);
    return {
      ...attackItem(row, facts),
      rule: adoptionBy(asking.rule).rule,
      facts,
      totals,
      ...leftOut,
      incidents,
      incidentsCount: parts.length,
      links: links.map(linkAnswer),
      accounts: accounts.map(accountAnswer),
    };
  }

  private async partsOf({ conflict, position }: Moment, attack: string): Promise<readonly string[]> {
    const rows: readonly { readonly stream: string }[] = await this.source.query(PARTS_OF_ATTACK, [
      conflict,
      position,
      attack,
    ]);
    return rows.map(({ stream }) => stream);
  }

  private accounts(moment: Moment, attack: string): Promise<AccountRow[]> {
    return heldRows(this.source, AccountRow, 'account', moment)
      .andWhere('account.stream = :attack', { attack })
      .orderBy('account.position', 'DESC')
      .limit(ACCOUNTS_SHOWN_MAX)
      .getMany();
  }

  private async incidents(moment: Moment, parts: readonly string[], asking: Asking): Promise<readonly AttackItem[]> {
    if (parts.length === 0) return [];
    const rows = await heldRows(this.source, AttackRow, 'attack', moment)
      .andWhere('attack.stream = any(:parts)', { parts })
      .orderBy('attack.sortFrom', 'DESC')
      .addOrderBy('attack.stream', 'DESC')
      .limit(PAGE_LIMIT_MAX)
      .getMany();
    return attackItems(this.source, moment, rows, asking);
  }
}

/** Attacks as lists show them, with their adopted numbers, in the order of the rows. */
export async function attackItems(
  source: DataSource,
  moment: Moment,
  rows: readonly AttackRow[],
  asking: Asking = {},
): Promise<readonly AttackItem[]> {
  const facts = await factsByAttack(source, moment, rows, asking);
  return rows.map((row) => attackItem(row, facts(row)));
}

async function factsByAttack(source: DataSource, moment: Moment, rows: readonly AttackRow[], asking: Asking) {
  const attacks = rows.map(({ stream }) => stream);
  const facts = await factsOfAttacks(source, moment, { attacks, adoptedOnly: true }, asking);
  return ({ stream }: AttackRow): readonly FactAnswer[] =>
    (facts.get(stream) ?? []).map(({ fact }) => withoutClaims(fact));
}

function filtered(query: SelectQueryBuilder<AttackRow>, filter: AttackWords): SelectQueryBuilder<AttackRow> {
  const { place, attacker, weapon, kind, part, modality = 'realised' } = filter;
  query.andWhere('attack.modality = :modality', { modality });
  const period = periodOf(filter);
  if (period) {
    query
      .andWhere(
        '(attack.countedDay between :from and :to or (attack.countedDay is null and attack.dayFrom >= :from and attack.dayTo <= :to))',
        period,
      )
      // The same once more as far as the list's index can tell.
      .andWhere('attack.sortFrom >= :first and attack.sortFrom < :last', {
        first: sortedFrom(period.from),
        last: sortedBelow(period.to),
      });
  }
  if (place) query.andWhere('(:place = any(attack.places) or :place = any(attack.toward))', { place });
  if (attacker) query.andWhere(':attacker = any(attack.attackers)', { attacker });
  if (weapon) query.andWhere(':weapon = any(attack.weapons)', { weapon });
  if (kind) query.andWhere(':kind = any(attack.kinds)', { kind });
  if (part) query.andWhere(`cardinality(attack.partOf) ${part === 'true' ? '>' : '='} 0`);
  return query;
}
