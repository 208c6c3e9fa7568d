import {
  claimColumns,
  datedColumns,
  dayColumns,
  modelOfStream,
  row,
  type Columns,
  type RowState,
} from '@tracker/projections';
import type { RecordedEvent } from '@tracker/event-store';
import { boundsOf, sourceOf, UNGRADED } from '@tracker/vocabulary';
import { claimKey, factOf, rivalsOf, statedIn } from './attack.claims';
import type { Description } from './attack.description';
import type { AttackEvent } from './attack.events';
import { attackStream, type AttackState, type Telling } from './attack.stream';
import { AccountRow, AttackRow, ClaimRow, LinkRow } from './attack.tables';

/** What is known of attacks: the attack itself, every number claimed of it, what each event tells, and its links. */
export const attacksModel = modelOfStream(attackStream, {
  name: 'attacks',
  version: 1,
  held: { tables: [AttackRow], rows: (_stream, state) => [row(AttackRow, '', attackColumns(state))] },
  touched: {
    tables: [ClaimRow, AccountRow, LinkRow],
    rows: (before, event, after) => touchedRows(before, event as AttackEvent & RecordedEvent, after),
  },
});

function attackColumns(state: AttackState): Columns<AttackRow> {
  const happened = state.tellings.filter(({ modality }) => modality === 'realised');
  // Of what nobody says that it happened, show what is said of it all the same, with its modality.
  const told = happened.length > 0 ? happened : state.tellings;
  const all = <Field extends keyof Description>(field: Field) =>
    distinct(told.flatMap(({ description }) => [...(description[field] ?? [])]));
  return {
    kinds: all('kinds'),
    weapons: all('weapons'),
    attackers: all('attackers'),
    sides: all('sides'),
    targets: all('targets'),
    targetKinds: all('targetKinds'),
    places: all('places'),
    origins: all('origins'),
    toward: all('toward'),
    partOf: distinct(
      state.links
        .filter(({ relation, modality }) => relation === 'partOf' && modality === 'realised')
        .map(({ other }) => other),
    ),
    alarmed: Object.entries(state.alarms)
      .flatMap(([area, told]) => (Object.values(told).includes('raised') ? [area] : []))
      .toSorted(),
    sources: distinct(told.map(({ source }) => source)),
    modality: told.at(-1)?.modality ?? 'realised',
    occurred: windowOf(state),
    ...datedColumns(windowOf(state)),
  };
}

/** The attack's window: of those who say what kind of attack it was before others, of the best graded, then of the latest. */
function windowOf({ tellings }: AttackState): string | null {
  const rank = ({ modality, describes, grade }: Telling): string =>
    `${modality === 'realised' ? 0 : 1}${describes ? 0 : 1}${grade ?? UNGRADED}`;
  const dated = tellings.filter(({ occurred }) => occurred !== null);
  return (
    dated.reduce<Telling | null>(
      (best, telling) => (best === null || rank(telling) <= rank(best) ? telling : best),
      null,
    )?.occurred ?? null
  );
}

function touchedRows(before: AttackState, event: AttackEvent, after: AttackState): readonly RowState[] {
  const { type, position, modality = 'realised', occurred = null, citation = null, data } = event;
  const account = row(AccountRow, event.id, { type, position, modality, occurred, citation, data });
  return [account, ...claimRows(before, event, after), ...linkRows(before, event, after)];
}

function claimRows(before: AttackState, event: AttackEvent, after: AttackState): readonly RowState[] {
  const standing = new Set(after.claims.map(({ key }) => key));
  const ended = before.claims.filter(({ key }) => !standing.has(key)).map(({ key }) => row(ClaimRow, key, null));
  const told = statedIn(event).map((stated) => {
    const { min, max, best, qualifier } = boundsOf(stated.quantity);
    return row(ClaimRow, claimKey(event.id, stated), {
      ...stated,
      rivals: rivalsOf(event, stated),
      fact: factOf(stated),
      qualifier,
      min,
      max,
      best,
      ...claimColumns(event),
      source: sourceOf(event),
      occurred: event.occurred ?? null,
      ...dayColumns(event.occurred ?? windowOf(after)),
    });
  });
  return [...ended, ...told];
}

function linkRows(before: AttackState, event: AttackEvent, after: AttackState): readonly RowState[] {
  if (event.type !== 'AttacksLinked') return [];
  const standing = new Set(after.links.map((link) => link.event));
  const ended = before.links.filter((link) => !standing.has(link.event)).map((link) => row(LinkRow, link.event, null));
  const { other, relation } = event.data;
  const { position, modality = 'realised', citation = null } = event;
  return [...ended, row(LinkRow, event.id, { other, relation, position, modality, citation })];
}

/** In a fixed order, whatever the order of telling. */
function distinct<Value extends string>(values: readonly Value[]): Value[] {
  return [...new Set(values)].toSorted();
}
