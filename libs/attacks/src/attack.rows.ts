import { datedColumns, modelOfStream, row, type Columns, type ReadModel, type RowState } from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import type { StandingClaim } from './attack.claims';
import { allSaid, NOTHING_SAID } from './attack.description';
import type { AttackEvent } from './attack.events';
import { attackStream, type AttackState } from './attack.stream';
import { AccountRow, AttackRow, ClaimRow, LinkRow } from './attack.tables';
import { windowOf } from './attack.telling';
import { HARM_TABLES, harmAfter, NO_HARM, pushHarmRows, type HarmRows } from './harm.rows';

/** An attack folded: what its rules know, the row of the attack itself, and the rows of its harm. */
interface AttackFold {
  readonly attack: AttackState;
  readonly columns: Columns<AttackRow>;
  readonly harm: HarmRows;
}

const plain = modelOfStream(attackStream, { name: 'attacks', version: 3 });
const TABLES = [AttackRow, ClaimRow, AccountRow, LinkRow, ...HARM_TABLES];

const NOTHING_TOLD: Columns<AttackRow> = {
  kinds: [],
  weapons: [],
  attackers: [],
  sides: [],
  targets: [],
  targetKinds: [],
  places: [],
  origins: [],
  toward: [],
  partOf: [],
  alarmed: [],
  sources: [],
  modality: 'realised',
  occurred: null,
  ...datedColumns(null),
};
const COLUMN_NAMES = Object.keys(NOTHING_TOLD) as (keyof Columns<AttackRow>)[];

/** What is known of attacks: the attack itself, every number claimed of it, what each event tells, its links, and what it adds to totals. */
export const attacksModel: ReadModel<AttackFold> = {
  name: plain.name,
  version: plain.version,
  kinds: plain.kinds,
  tables: TABLES,
  initial: { attack: plain.initial, columns: NOTHING_TOLD, harm: NO_HARM },
  evolve: (fold, event) => {
    const { attack: before } = fold;
    const attack = plain.evolve(before, event);
    if (attack === before) return fold;
    const isShown =
      attack.tellings !== before.tellings || attack.links !== before.links || attack.alarms !== before.alarms;
    const columns = isShown ? unlessSame(fold.columns, attackColumns(attack, fold)) : fold.columns;
    return { attack, columns, harm: harmAfter(fold, { attack, columns }, event.type) };
  },
  touched: {
    tables: TABLES,
    rows: (before, event, after) => touchedRows(before, event as AttackEvent & RecordedEvent, after),
  },
};

function touchedRows(before: AttackFold, event: AttackEvent, after: AttackFold): readonly RowState[] {
  const { type, position, modality = 'realised', occurred = null, citation = null, data } = event;
  const rows = [row(AccountRow, event.id, { type, position, modality, occurred, citation, data })];
  if (after.columns !== before.columns) rows.push(row(AttackRow, '', after.columns));
  if (after.attack.claims !== before.attack.claims)
    pushClaimRows(rows, before.attack.claims, event, after.attack.claims);
  if (after.harm !== before.harm) pushHarmRows(rows, before.harm, after.harm);
  if (event.type === 'AttacksLinked') rows.push(...linkRows(before.attack, event, after.attack));
  return rows;
}

/** The row of an attack, of which `before` is what was known and shown until now. */
function attackColumns(state: AttackState, before: Pick<AttackFold, 'attack' | 'columns'>): Columns<AttackRow> {
  const happened = state.tellings.filter(({ modality }) => modality === 'realised');
  // Of what nobody says that it happened, show what is said of it all the same, with its modality.
  const told = happened.length > 0 ? happened : state.tellings;
  const said = told.reduce((all, { description }) => allSaid(all, description), NOTHING_SAID);
  const occurred = windowOf(state.tellings);
  const times = occurred === before.columns.occurred ? before.columns : datedColumns(occurred);
  return {
    kinds: distinct(said.kinds),
    weapons: distinct(said.weapons),
    attackers: distinct(said.attackers),
    sides: distinct(said.sides),
    targets: distinct(said.targets),
    targetKinds: distinct(said.targetKinds),
    places: distinct(said.places),
    origins: distinct(said.origins),
    toward: distinct(said.toward),
    partOf: state.links === before.attack.links ? before.columns.partOf : wholesIn(state.links),
    alarmed: state.alarms === before.attack.alarms ? before.columns.alarmed : alarmedIn(state.alarms),
    sources: distinct(told.map(({ source }) => source)),
    modality: told.at(-1)?.modality ?? 'realised',
    occurred,
    dayFrom: times.dayFrom,
    dayTo: times.dayTo,
    countedDay: times.countedDay,
    countedPeriod: times.countedPeriod,
    sortFrom: times.sortFrom,
    sortTo: times.sortTo,
  };
}

function wholesIn(links: AttackState['links']): readonly string[] {
  const wholes = links.filter(({ relation, modality }) => relation === 'partOf' && modality === 'realised');
  return distinct(wholes.map(({ other }) => other));
}

function alarmedIn(alarms: AttackState['alarms']): readonly string[] {
  const areas = Object.entries(alarms).flatMap(([area, by]) => (Object.values(by).includes('raised') ? [area] : []));
  return areas.toSorted();
}

/** The columns there were, if the others say the same: comparing them costs less than writing them down to find that out. */
function unlessSame(before: Columns<AttackRow>, after: Columns<AttackRow>): Columns<AttackRow> {
  // An attack of which nothing is told but a link has a row as well.
  if (before === NOTHING_TOLD) return after;
  return COLUMN_NAMES.every((name) => sameValue(before[name], after[name])) ? before : after;
}

function sameValue(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((value, index) => value === other[index]);
}

/** Adds the rows of the claims that this event makes, which stand last, and ends those that it replaces. */
function pushClaimRows(
  rows: RowState[],
  before: readonly StandingClaim[],
  event: AttackEvent,
  after: readonly StandingClaim[],
): void {
  const first = after.findLastIndex((claim) => claim.event !== event.id) + 1;
  if (first < before.length) {
    const standing = new Set(after.map(({ key }) => key));
    for (const { key } of before) if (!standing.has(key)) rows.push(row(ClaimRow, key, null));
  }
  for (let at = first; at < after.length; at += 1)
    rows.push(row(ClaimRow, after[at]!.key, claimColumns(after[at]!, event)));
}

/** Spelled out: putting a row of so many columns together from parts costs the fold half as much again. */
function claimColumns(claim: StandingClaim, event: AttackEvent): Columns<ClaimRow> {
  const { days } = claim;
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
    grade: claim.grade,
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

/** In a fixed order, whatever the order of telling. */
function distinct<Value extends string>(values: readonly Value[] = []): readonly Value[] {
  const [first] = values;
  if (first === undefined || values.length === 1) return values;
  return values.every((value) => value === first) ? [first] : [...new Set(values)].toSorted();
}
