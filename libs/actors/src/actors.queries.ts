import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type Moment,
  type Page,
  type Registration,
} from '@tracker/reading';
import { DataSource } from 'typeorm';
import { ActorRow } from './actor.tables';
import { holdingClaim, type HoldingClaim } from './holding.answer';
import { holdersOf, type Holder } from './office-holders';
import { LAST_SEEN } from './office-holders.sql';
import { HoldingClaimRow, OfficeRow } from './office.tables';
import { holderRows, latestFirst } from './offices.queries';

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

/** An office that the actor holds, or held. */
interface OfficeOfActor extends Holder {
  readonly office: string;
}

export interface ActorAnswer extends ActorItem {
  /** Name and version of the rule by which somebody is taken for the holder on a day. */
  readonly rule: string;
  /** The offices it holds on the day asked for. */
  readonly holds: readonly OfficeOfActor[];
  /** Those that it is told to hold that day while another is taken for the holder: sources contradict. */
  readonly contested: readonly OfficeOfActor[];
  /** Those it held before that day and holds no more. */
  readonly heldBefore: readonly OfficeOfActor[];
  /** Everything told of the offices it held, office by office, the latest time first. */
  readonly offices: readonly HoldingClaim[];
}

export interface ActorSelection {
  readonly kind?: string;
  readonly iso3?: string;
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
    const { kind, iso3, name } = selection;
    if (kind !== undefined) query.andWhere('actor.kind = :kind', { kind });
    if (iso3 !== undefined) query.andWhere('actor.iso3 = :iso3', { iso3 });
    if (name !== undefined) query.andWhere('strpos(actor.searchedNames, :name) > 0', { name: name.toLowerCase() });
    return mapPage(await pageOf(query, ['name'], 'asc', paging), item);
  }
}

@QueryHandler(ShowActor)
export class ShowActorHandler implements IQueryHandler<ShowActor> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, stream: actor }: ShowActor): Promise<ActorAnswer> {
    const row = await heldOne(this.source, ActorRow, moment, actor);
    const claims = await latestFirst(
      heldRows(this.source, HoldingClaimRow, 'holding', moment)
        .andWhere('holding.holder = :actor', { actor })
        .orderBy('holding.stream'),
    ).getMany();
    const offices = await this.officesOf(moment, actor, [...new Set(claims.map(({ stream }) => stream))]);
    return { ...item(row), rule: LAST_SEEN, ...offices, offices: claims.map(holdingClaim) };
  }

  /** How the actor stands to each of these offices on the day. */
  private async officesOf(
    moment: Moment,
    actor: string,
    offices: readonly string[],
  ): Promise<Pick<ActorAnswer, 'holds' | 'contested' | 'heldBefore'>> {
    const [registered, rows] = await Promise.all([
      heldRows(this.source, OfficeRow, 'office', moment)
        .andWhere('office.stream = any(:offices)', { offices })
        .getMany(),
      holderRows(this.source, moment, offices),
    ]);
    const exclusive = new Set(registered.filter((office) => office.exclusive).map(({ stream }) => stream));
    const known = offices.map((office) => ({
      office,
      ...holdersOf(
        exclusive.has(office),
        rows.filter((row) => row.office === office),
      ),
    }));
    const own = (part: 'holders' | 'rivals' | 'before'): readonly OfficeOfActor[] =>
      known.flatMap(({ office, [part]: told }) =>
        told.filter(({ holder }) => holder === actor).map((holding) => ({ office, ...holding })),
      );
    return { holds: own('holders'), contested: own('rivals'), heldBefore: own('before') };
  }
}

function item(row: ActorRow): ActorItem {
  const { stream, name, names, kind, iso3, members } = row;
  return { actor: stream, name, namesByLanguage: names, kind, iso3, members, registered: registrationOf(row) };
}
