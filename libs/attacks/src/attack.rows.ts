import { datedColumns, dayColumns, modelOfStream, row, type Columns, type RowState } from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import { rankOf, UNGRADED } from '@tracker/vocabulary';
import type { StandingClaim } from './attack.claims';
import type { Description } from './attack.description';
import type { AttackEvent } from './attack.events';
import { attackStream, type AttackState, type Telling } from './attack.stream';
import { AccountRow, AttackRow, ClaimRow, LinkRow } from './attack.tables';

/** What is known of attacks: the attack itself, every number claimed of it, what each event tells, and its links. */
export const attacksModel = modelOfStream(attackStream, {
  name: 'attacks',
  version: 2,
  touched: {
    tables: [AttackRow, ClaimRow, AccountRow, LinkRow],
    rows: (before, event, after) => touchedRows(before, event as AttackEvent & RecordedEvent, after),
  },
});

function touchedRows(before: AttackState, event: AttackEvent, after: AttackState): readonly RowState[] {
  const { type, position, modality = 'realised', occurred = null, citation = null, data } = event;
  const rows = [row(AccountRow, event.id, { type, position, modality, occurred, citation, data })];
  if (after.tellings !== before.tellings || after.links !== before.links || after.alarms !== before.alarms)
    rows.push(row(AttackRow, '', attackColumns(after)));
  if (after.claims !== before.claims) pushClaimRows(rows, before.claims, event, after);
  if (event.type === 'AttacksLinked') rows.push(...linkRows(before, event, after));
  return rows;
}

function attackColumns(state: AttackState): Columns<AttackRow> {
  const happened = state.tellings.filter(({ modality }) => modality === 'realised');
  // Of what nobody says that it happened, show what is said of it all the same, with its modality.
  const told = happened.length > 0 ? happened : state.tellings;
  const occurred = windowOf(state);
  const partOf = state.links.filter(({ relation, modality }) => relation === 'partOf' && modality === 'realised');
  const alarms = Object.entries(state.alarms);
  return {
    kinds: allTold(told, 'kinds'),
    weapons: allTold(told, 'weapons'),
    attackers: allTold(told, 'attackers'),
    sides: allTold(told, 'sides'),
    targets: allTold(told, 'targets'),
    targetKinds: allTold(told, 'targetKinds'),
    places: allTold(told, 'places'),
    origins: allTold(told, 'origins'),
    toward: allTold(told, 'toward'),
    partOf: distinct(partOf.map(({ other }) => other)),
    alarmed: alarms.flatMap(([area, by]) => (Object.values(by).includes('raised') ? [area] : [])).toSorted(),
    sources: distinct(told.map(({ source }) => source)),
    modality: told.at(-1)?.modality ?? 'realised',
    occurred,
    ...datedColumns(occurred),
  };
}

/** The attack's window: of those who say what kind of attack it was before others, of the best graded, then of the latest. */
function windowOf({ tellings }: AttackState): string | null {
  let best: Telling | null = null;
  for (const telling of tellings) {
    if (telling.occurred !== null && (best === null || rank(telling) <= rank(best))) best = telling;
  }
  return best?.occurred ?? null;
}

function rank({ modality, describes, grade }: Telling): string {
  return `${modality === 'realised' ? 0 : 1}${describes ? 0 : 1}${grade ?? UNGRADED}`;
}

/** Adds the rows of the claims that this event makes, which stand last, and ends those that it replaces. */
function pushClaimRows(
  rows: RowState[],
  before: readonly StandingClaim[],
  event: AttackEvent,
  after: AttackState,
): void {
  const first = after.claims.findLastIndex((claim) => claim.event !== event.id) + 1;
  if (first < before.length) {
    const standing = new Set(after.claims.map(({ key }) => key));
    for (const { key } of before) if (!standing.has(key)) rows.push(row(ClaimRow, key, null));
  }
  const days = dayColumns(event.occurred ?? windowOf(after));
  for (const claim of after.claims.slice(first)) rows.push(row(ClaimRow, claim.key, claimColumns(claim, event, days)));
}

/** Spelled out: putting a row of so many columns together from parts costs the fold half as much again. */
function claimColumns(
  claim: StandingClaim,
  event: AttackEvent,
  days: ReturnType<typeof dayColumns>,
): Columns<ClaimRow> {
  return {
    what: claim.what,
    part: claim.part,
    rivals: claim.rivals,
    weapon: claim.weapon,
    model: claim.model,
    objectKind: claim.objectKind,
    side: claim.side,
    place: claim.place,
    quantity: claim.quantity,
    qualifier: claim.qualifier,
    min: claim.min,
    max: claim.max,
    best: claim.best,
    position: event.position,
    modality: event.modality ?? 'realised',
    grade: rankOf(event),
    dayFrom: days.dayFrom,
    dayTo: days.dayTo,
    countedDay: days.countedDay,
    countedPeriod: days.countedPeriod,
  };
}

function linkRows(
  before: AttackState,
  event: Extract<AttackEvent, { readonly type: 'AttacksLinked' }>,
  after: AttackState,
): readonly RowState[] {
  const standing = new Set(after.links.map((link) => link.event));
  const ended = before.links.filter((link) => !standing.has(link.event)).map((link) => row(LinkRow, link.event, null));
  const { other, relation } = event.data;
  const { position, modality = 'realised', citation = null } = event;
  return [...ended, row(LinkRow, event.id, { other, relation, position, modality, citation })];
}

/** Everything told of one field, in a fixed order. */
function allTold<Field extends keyof Description>(
  told: readonly Telling[],
  field: Field,
): NonNullable<Description[Field]>[number][] {
  const lists = told.flatMap(({ description }) => description[field] ?? []);
  return distinct(lists);
}

/** In a fixed order, whatever the order of telling. */
function distinct<Value extends string>(values: readonly Value[]): Value[] {
  return values.length < 2 ? [...values] : [...new Set(values)].toSorted();
}
