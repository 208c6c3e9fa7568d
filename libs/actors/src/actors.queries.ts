import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Page,
  type Registration,
} from '@tracker/reading';
import type { Citation } from '@tracker/vocabulary';
import { DataSource } from 'typeorm';
import { ActorRow } from './actor.tables';
import { HoldingClaimRow } from './office.tables';

export interface ActorItem {
  readonly actor: string;
  readonly name: string;
  readonly namesByLanguage: Readonly<Record<string, string>>;
  readonly kind: string;
  readonly iso3: string | null;
  /** Null: not told. */
  readonly members: readonly string[] | null;
  readonly registered: Registration;
}

/** One source's word that the actor held an office. */
interface OfficeOfActor {
  readonly office: string;
  readonly from: string | null;
  readonly to: string | null;
  readonly occurred: string | null;
  readonly modality: string;
  readonly event: string;
  readonly position: number;
  readonly citation: Citation | null;
}

export interface ActorAnswer extends ActorItem {
  /** Everything told of the offices it held, office by office, the latest time first. */
  readonly offices: readonly OfficeOfActor[];
}

export interface ActorSelection {
  readonly kind?: string;
  /** Text that stands in one of its names, whatever the case. */
  readonly name?: string;
}

/** Actors at a moment, in order of name. */
export class ListActors extends ListAtMoment<ActorItem, ActorSelection> {}

/** One actor at a moment. Fails with NotFoundAtPositionError. */
export class ShowActor extends OneAtMoment<ActorAnswer> {}

@QueryHandler(ListActors)
export class ListActorsHandler implements IQueryHandler<ListActors> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListActors): Promise<Page<ActorItem>> {
    const query = heldRows(this.source, ActorRow, 'actor', moment);
    const { kind, name } = selection;
    if (kind !== undefined) query.andWhere('actor.kind = :kind', { kind });
    if (name !== undefined) query.andWhere('strpos(actor.searchedNames, :name) > 0', { name: name.toLowerCase() });
    return mapPage(await pageOf(query, ['name'], 'asc', paging), item);
  }
}

@QueryHandler(ShowActor)
export class ShowActorHandler implements IQueryHandler<ShowActor> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: actor }: ShowActor): Promise<ActorAnswer> {
    const row = await heldOne(this.source, ActorRow, moment, actor);
    const holdings = await heldRows(this.source, HoldingClaimRow, 'holding', moment)
      .andWhere('holding.holder = :actor', { actor })
      .orderBy('holding.stream')
      .addOrderBy('coalesce(holding.seen, holding.periodFrom, holding.periodTo)', 'DESC', 'NULLS LAST')
      .addOrderBy('holding.key')
      .getMany();
    return { ...item(row), offices: holdings.map(officeOfActor) };
  }
}

function item(row: ActorRow): ActorItem {
  const { stream, name, names, kind, iso3, members } = row;
  return { actor: stream, name, namesByLanguage: names, kind, iso3, members, registered: registrationOf(row) };
}

function officeOfActor(claim: HoldingClaimRow): OfficeOfActor {
  const { stream, statedFrom, statedTo, occurred, modality, key, since, citation } = claim;
  return {
    office: stream,
    from: statedFrom,
    to: statedTo,
    occurred,
    modality,
    event: key,
    position: Number(since),
    citation,
  };
}
