import type { Moment, Paging } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import { adoptionBy } from './adoption.sql';
import type { Asking } from './attack.facts';
import { countedAttacks } from './counted-attacks.sql';
import type { Addable } from './harm.selection';
import { nearestTallied, talliedAttacks, WHOLES_OF_ATTACKS } from './harm.sql';
import { selectionParameters, type Selection } from './selection';

/** An attack with its rows in a total: those selected, and of these the ones that count. */
export interface CountedKeys {
  readonly stream: string;
  readonly selected: readonly string[];
  readonly counted: readonly string[];
}

/** A row of countedAttacks. */
interface CountedRecord extends CountedKeys, AttackPlace {}

/** Where an attack stands in lists. */
interface AttackPlace {
  readonly stream: string;
  readonly sortFrom: string;
}

/** A page of the attacks behind a total, and one more if more follow: from the claims of all of them. */
export function judgedAttacks(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  paging: Paging,
  asking: Asking,
): Promise<readonly CountedRecord[]> {
  const { limit, order = 'desc' } = paging;
  return source.query(countedAttacks({ adoption: adoptionBy(asking.rule) }, order), [
    ...selectionParameters(moment, selection),
    limit + 1,
    ...placeAfter(paging),
  ]);
}

/** The same of a total that is added up from rows: these tell which attacks it is about, and only their claims are judged. */
export async function addedAttacks(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  paging: Paging,
  addable: Addable,
): Promise<readonly CountedRecord[]> {
  const { order = 'desc', limit } = paging;
  const asking = { rule: addable.tally.rule };
  const [withRows, without] = await Promise.all([
    listed(source, moment, selection, paging, addable),
    addable.rowless.length === 0
      ? []
      : judgedAttacks(source, moment, { ...selection, attacks: addable.rowless }, paging, asking),
  ]);
  const sign = order === 'asc' ? 1 : -1;
  const page = [...withRows, ...without].toSorted((one, other) => sign * compare(one, other)).slice(0, limit + 1);
  if (page.length === 0) return [];
  const streams = new Set(page.map(({ stream }) => stream));
  const wholes: readonly Pick<AttackPlace, 'stream'>[] = await source.query(WHOLES_OF_ATTACKS, [
    moment.conflict,
    moment.position,
    [...streams],
  ]);
  const attacks = wholes.map(({ stream }) => stream);
  const rows = await judgedAttacks(source, moment, { ...selection, attacks }, { limit: attacks.length, order }, asking);
  return rows.filter(({ stream }) => streams.has(stream));
}

/** Attacks looked at for a page, and for each that it is to show, before all rows are read for it: those of a week or two. */
const NEAR_MIN = 2_000;
const NEAR_TIMES = 10;

async function listed(
  source: DataSource,
  moment: Moment,
  selection: Selection,
  paging: Paging,
  { tally, rowless }: Addable,
): Promise<readonly AttackPlace[]> {
  const { order = 'desc' } = paging;
  const limit = paging.limit + 1;
  const parameters = selectionParameters(moment, { ...selection, attacks: rowless });
  const asked = [...parameters.slice(0, 2), limit, ...parameters.slice(3, 9), ...placeAfter(paging)];
  const near: readonly AttackPlace[] = await source.query(nearestTallied(tally, order), [
    ...asked,
    Math.max(NEAR_MIN, limit * NEAR_TIMES),
  ]);
  return near.length === limit ? near : source.query(talliedAttacks(tally, order), asked);
}

function placeAfter({ after }: Paging): readonly [string | null, string | null] {
  const [sortFrom = null, stream = null] = (after ?? []) as readonly string[];
  return [sortFrom, stream];
}

function compare(one: AttackPlace, other: AttackPlace): number {
  if (one.sortFrom !== other.sortFrom) return one.sortFrom < other.sortFrom ? -1 : 1;
  return one.stream < other.stream ? -1 : 1;
}
