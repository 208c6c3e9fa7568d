import {
  type AskedPeriod,
  heldSql,
  InvalidParameterError,
  type Moment,
  sortedBelow,
  sortedFrom,
} from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import type { MeetingFormat } from './attendance.parts';
import { adoptedDetailSql, standsSql } from './standing.sql';

/** Whom a contact is between: parties, whoever sat for them, or actors. */
export const CONTACT_SIDES = ['party', 'actor'] as const;
export type ContactSide = (typeof CONTACT_SIDES)[number];

/** Which contacts are asked for. An actor is taken for itself and for the party it sat for. */
export interface ContactSelection extends AskedPeriod {
  /** Those between these two only. */
  readonly between?: readonly [string, string];
  /** Those of this one only. */
  readonly actor?: string;
  readonly meeting?: string;
  readonly format?: MeetingFormat;
  /** The last day of contacts that are known; what is undated counts. */
  readonly until?: Day;
}

/** Tables of a `with`, and the parameters of the whole statement, to which `place` adds one and gives its name. */
export interface ContactTables {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly place: (value: unknown) => string;
}

/** Only what is realised tells of a meeting that was held; no plan tells of a presence or a caller. */
const REALISED = { held: heldSql, shown: (alias: string) => `${alias}.modality = 'realised'` };

/**
 * Who met whom: `met` has a row for each two (`one` before `other` in the order of ids) and each meeting held, with the events
 * of their presence and of the call. Two met if both sat at the table, for different parties; with a caller, only the caller's side
 * and each other one met. Throws InvalidParameterError when the period ends before it begins.
 */
export function contactTables(by: ContactSide, moment: Moment, selection: ContactSelection): ContactTables {
  const parameters: unknown[] = [moment.conflict, moment.position];
  const place = (value: unknown): string => `$${parameters.push(value)}`;
  const sql = `held as (
  select m.stream, m.sort_to, d.value as caller, d.event as caller_event
  from meetings_v3.meeting m
  left join meetings_v3.detail d on ${heldSql('d')} and d.stream = m.stream and d.field = 'caller' and ${adoptedDetailSql('d', REALISED)}
  where ${[heldSql('m'), `m.status = 'held'`, ...meetingConditions(selection, place)].join(' and ')}
), seat as (
  select p.stream, p.actor, p.party, p.event
  from held h join meetings_v3.participant p on p.stream = h.stream
  where ${heldSql('p')} and ${standsSql('p', REALISED)}
), met as (
  select a.${by} as one, b.${by} as other, h.stream, h.sort_to,
    array_remove(array_agg(a.event) || array_agg(b.event) || max(h.caller_event), null) as events
  from held h join seat a on a.stream = h.stream join seat b on b.stream = h.stream
  where ${[`b.${by} > a.${by} and b.party <> a.party`, CALLED, ...pairConditions(selection, place)].join(' and ')}
  group by a.${by}, b.${by}, h.stream, h.sort_to
)`;
  return { sql, parameters, place };
}

const CALLED = `(h.caller is null or ${isOf('h.caller', 'a')} or ${isOf('h.caller', 'b')})`;

/** Condition: the id is that of somebody at the table, or of the party sat for. */
function isOf(id: string, seat: string): string {
  return `${id} in (${seat}.actor, ${seat}.party)`;
}

type Place = ContactTables['place'];

function meetingConditions(selection: ContactSelection, place: Place): readonly string[] {
  const { between = [], actor, meeting, format, until } = selection;
  const actors = [...between, ...(actor === undefined ? [] : [actor])];
  return [
    ...(until === undefined ? [] : [`coalesce(coalesce(m.day_to, m.day_from) <= ${place(until)}::date, true)`]),
    ...(meeting === undefined ? [] : [`m.stream = ${place(meeting)}`]),
    ...(format === undefined ? [] : [`m.format = ${place(format)}`]),
    ...actors.map((one) => hasSeat(place(one))),
    ...periodConditions(selection, place),
  ];
}

/** Lets an index find the meetings of one participant; whether it sat there is decided afterwards. */
function hasSeat(actor: string): string {
  return `m.stream in (
    select p.stream from meetings_v3.participant p
    where ${heldSql('p')} and p.presence = 'present' and (p.actor = ${actor} or p.party = ${actor}))`;
}

function pairConditions({ between, actor }: ContactSelection, place: Place): readonly string[] {
  const [one, other] = (between ?? []).map(place);
  const own = actor === undefined ? undefined : place(actor);
  const areTwo = (a: string, b: string): string => `(${isOf(one!, a)} and ${isOf(other!, b)})`;
  return [
    ...(between === undefined ? [] : [`(${areTwo('a', 'b')} or ${areTwo('b', 'a')})`]),
    ...(own === undefined ? [] : [`(${isOf(own, 'a')} or ${isOf(own, 'b')})`]),
  ];
}

/** The period as `inPeriod` has it, and once more as far as the index of the list can tell. */
function periodConditions({ from, to }: AskedPeriod, place: Place): readonly string[] {
  if (from !== undefined && to !== undefined && from > to)
    throw new InvalidParameterError('to', to, `a day on or after from (${from})`);
  const begun =
    from && `coalesce(m.day_to, m.day_from) >= ${place(from)}::date and m.sort_to >= ${place(sortedFrom(from))}`;
  const ended =
    to && `coalesce(m.day_from, m.day_to) <= ${place(to)}::date and m.sort_from < ${place(sortedBelow(to))}`;
  return [begun, ended].filter((condition) => condition !== undefined);
}
