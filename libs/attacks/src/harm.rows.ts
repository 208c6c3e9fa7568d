import { row, type Columns, type RowState } from '@tracker/projections';
import { CASUALTIES, DAMAGE, EVACUATIONS, type Counted, type StandingClaim } from './attack.claims';
import type { AttackState } from './attack.stream';
import type { AttackRow } from './attack.tables';
import { alike, hullOf, isOfAllSides, latestOf, type AdoptedNumber } from './harm.adoption';
import {
  ApartRow,
  CasualtiesRow,
  DamageRow,
  EvacuationsRow,
  NUMBERS,
  type ApartReason,
  type HarmRow,
} from './harm.tables';

/** What is harmed, the table of its numbers, and the events that tell of it and of nothing else. */
interface Harm {
  readonly name: 'casualties' | 'damage' | 'evacuations';
  readonly table: new () => HarmRow;
  readonly what: readonly Counted[];
  readonly type: string;
}

const HARMS: readonly Harm[] = [
  { name: 'casualties', table: CasualtiesRow, what: CASUALTIES, type: 'CasualtiesReported' },
  { name: 'damage', table: DamageRow, what: DAMAGE, type: 'DamageReported' },
  { name: 'evacuations', table: EvacuationsRow, what: EVACUATIONS, type: 'EvacuationReported' },
];

/** Tables that these rows are of. */
export const HARM_TABLES = [...HARMS.map(({ table }) => table), ApartRow];

/** The rows of each of HARMS. */
export type HarmRows = readonly (readonly RowState[])[];

export const NO_HARM: HarmRows = HARMS.map(() => []);

/** What of an attack its rows of harm are made of. */
interface Attack {
  readonly attack: Pick<AttackState, 'claims'>;
  readonly columns: Pick<Columns<AttackRow>, 'kinds' | 'places' | 'sortFrom'>;
}

/** Claims of an attack beyond which it is not worked out at every event which of them is adopted. */
const CLAIMS_MAX = 64;
/** The greatest that a number of a row can be. */
const NUMBER_MAX = 2_147_483_647;

/** An attack's rows of harm after an event of a type: the same ones where it changes nothing of them. */
export function harmAfter(before: Attack & { readonly harm: HarmRows }, after: Attack, type: string): HarmRows {
  const isElsewhere = !sameAttack(before.columns, after.columns);
  let rows = before.harm;
  for (const [index, harm] of HARMS.entries())
    if (harm.type === type || (isElsewhere && rows[index]!.length > 0)) rows = rows.with(index, rowsOf(harm, after));
  return rows;
}

/** Adds what one state has other rows than the other, and ends those that it has no more. */
export function pushHarmRows(rows: RowState[], before: HarmRows, after: HarmRows): void {
  for (const [index, now] of after.entries()) {
    const then = before[index]!;
    if (now === then) continue;
    for (const { table, key } of then)
      if (!now.some((own) => own.key === key && own.table === table)) rows.push(row(table, key, null));
    rows.push(...now);
  }
}

function sameAttack(one: Attack['columns'], other: Attack['columns']): boolean {
  return (
    one === other ||
    (one.sortFrom === other.sortFrom && sameList(one.kinds, other.kinds) && onlyPlace(one) === onlyPlace(other))
  );
}

function sameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function onlyPlace({ places }: Attack['columns']): string | null {
  return places.length === 1 ? places[0]! : null;
}

function rowsOf({ name, table, what }: Harm, { attack, columns }: Attack): readonly RowState[] {
  const claims = attack.claims.filter((claim) => claim.happened && what.includes(claim.what));
  if (claims.length === 0) return [];
  const apart = (reason: ApartReason): readonly RowState[] => [row(ApartRow, name, { reason })];
  if (claims.length > CLAIMS_MAX) return apart('many');
  const latest = latestOf(claims);
  if (latest.some((claim) => isOfAllSides(claim, latest))) return apart('sides');
  if (claims.some(isGreat)) return apart('great');
  const rows = cellsOf(table, latest, latest.length === claims.length ? null : hullOf(claims, latest), columns);
  return rows.includes(null) ? apart('many') : (rows as readonly RowState[]);
}

function isGreat({ min, max, best }: StandingClaim): boolean {
  return (min ?? 0) > NUMBER_MAX || (max ?? 0) > NUMBER_MAX || (best ?? 0) > NUMBER_MAX;
}

/** A row for each time, place, side and kind of object; null where one has not room for all of its numbers. */
function cellsOf(
  table: Harm['table'],
  latest: readonly AdoptedNumber[],
  hull: readonly AdoptedNumber[] | null,
  attack: Attack['columns'],
): readonly (RowState | null)[] {
  const attackPlace = onlyPlace(attack);
  const isOfCell = (one: AdoptedNumber, other: AdoptedNumber): boolean =>
    one.days.dayFrom === other.days.dayFrom &&
    one.days.dayTo === other.days.dayTo &&
    (one.place ?? attackPlace) === (other.place ?? attackPlace) &&
    (one.side ?? one.objectKind) === (other.side ?? other.objectKind);
  const cells = alike(latest, isOfCell);
  return cells.map((own) => {
    const first = own[0]!;
    // By hull@1 a number counts where the one counts that graded-latest@1 adopts: the cells are the same.
    const numbers = numbersOf(own, hull === null ? null : hull.filter((number) => isOfCell(first, number)));
    if (numbers.told.length > NUMBERS) return null;
    return row(table, cells.length === 1 ? '' : nameOf(first, attackPlace), harmColumns(first, attack, numbers));
  });
}

function nameOf({ days, place, side, objectKind }: AdoptedNumber, attackPlace: string | null): string {
  return `${days.dayFrom ?? ''}/${days.dayTo ?? ''} ${place ?? attackPlace ?? ''} ${side ?? objectKind ?? ''}`;
}

/** Spelled out, as claimColumns is. */
function harmColumns(
  { days, place, side, objectKind }: AdoptedNumber,
  attack: Attack['columns'],
  { numbers, hull, told }: Numbers,
): Columns<HarmRow> {
  return {
    dayFrom: days.dayFrom,
    dayTo: days.dayTo,
    countedDay: days.countedDay,
    sortFrom: attack.sortFrom,
    place: place ?? onlyPlace(attack),
    side,
    objectKind,
    kinds: attack.kinds.length > 0 ? attack.kinds.join('+') : null,
    numbers,
    hull,
    n1: told[0] ?? null,
    n2: told[1] ?? null,
    n3: told[2] ?? null,
    n4: told[3] ?? null,
    n5: told[4] ?? null,
    n6: told[5] ?? null,
    n7: told[6] ?? null,
    n8: told[7] ?? null,
    n9: told[8] ?? null,
    n10: told[9] ?? null,
  };
}

interface Numbers extends Pick<HarmRow, 'numbers' | 'hull'> {
  readonly told: readonly number[];
}

/** Numbers, and what they are, in one order whatever the order of telling. */
function numbersOf(latest: readonly AdoptedNumber[], hull: readonly AdoptedNumber[] | null): Numbers {
  const told: number[] = [];
  const place = (number: number | null): string => (number === null ? '-' : String(told.push(number)));
  const said = ({ what, part, qualifier, min, max, best: ownBest }: AdoptedNumber): string => {
    const best = ownBest ?? (min === max ? min : null);
    const isOne = min !== null && min === max && min === best;
    return `${what}:${part}:${qualifier}:${isOne ? place(min) : `${place(min)}:${place(max)}:${place(best)}`}`;
  };
  const sorted = inOrder(latest);
  const texts = sorted.map(said);
  const ofHull = (number: AdoptedNumber): string => texts[sorted.indexOf(number)] ?? said(number);
  return { numbers: texts.join(), hull: hull && inOrder(hull).map(ofHull).join(), told };
}

function inOrder(numbers: readonly AdoptedNumber[]): readonly AdoptedNumber[] {
  // Nearly always they are told in order.
  const isInOrder = numbers.every((number, index) => index === 0 || byName(numbers[index - 1]!, number) < 0);
  return isInOrder ? numbers : numbers.toSorted(byName);
}

function byName(one: AdoptedNumber, other: AdoptedNumber): number {
  if (one.what !== other.what) return one.what < other.what ? -1 : 1;
  return one.part < other.part ? -1 : 1;
}
