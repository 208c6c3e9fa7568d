import { quantityAnswer, type QuantityAnswer, type Reason } from '@tracker/vocabulary';
import type { Absence } from './attendance.parts';
import { claimOf, type Claim } from './meeting.answer';
import type { ParticipantRow, Presence } from './meeting.tables';
import { standingAbsences, standingPresences } from './presence';

/** One source's word on somebody's presence or absence. */
export interface AttendanceClaim extends Claim {
  readonly presence: Presence;
  readonly delegation: string | null;
  readonly office: string | null;
  readonly why: Absence | null;
  readonly reason: Reason | null;
}

/** Somebody at the table, as the claim shown first has it, with every claim on being there or not. */
export interface MemberAnswer {
  readonly actor: string;
  readonly delegation: string | null;
  readonly office: string | null;
  readonly claims: readonly AttendanceClaim[];
}

/** People of a side whom a source does not name. */
export interface UnnamedAnswer extends Claim {
  readonly text: string;
  readonly count: QuantityAnswer | null;
}

/** Everybody who sat for one party. */
export interface SideAnswer {
  readonly party: string;
  readonly members: readonly MemberAnswer[];
  readonly unnamed: readonly UnnamedAnswer[];
}

export interface AbsenteeAnswer {
  readonly actor: string;
  readonly why: Absence | null;
  readonly reason: Reason | null;
  readonly claims: readonly AttendanceClaim[];
}

export interface AttendanceAnswer {
  readonly sides: readonly SideAnswer[];
  readonly absent: readonly AbsenteeAnswer[];
  /** Parties of the plan. */
  readonly expected: readonly MemberAnswer[];
  /** Claims on actors of whom none stands: denials of a presence that nobody tells of, or a presence for a party that was absent. */
  readonly otherClaims: readonly (AttendanceClaim & { readonly actor: string })[];
}

/** Who was there, for whom, and who was not. `rows` MUST stand in the order of the rule. */
export function attendanceAnswer(rows: readonly ParticipantRow[], held: boolean): AttendanceAnswer {
  const present = standingPresences(rows, held);
  const absent = standingAbsences(rows, held);
  const expected = rows.filter(({ presence }) => presence === 'expected');
  const attendance = byActor(rows.filter(({ presence }) => presence !== 'expected'));
  const standing = (stands: readonly ParticipantRow[]): readonly Shown[] =>
    [...attendance].flatMap(([actor, told]) => {
      const adopted = stands.find((row) => row.actor === actor);
      return adopted ? [{ actor, adopted, claims: told.map(attendanceClaim) }] : [];
    });
  const shown = new Set([...present, ...absent].map(({ actor }) => actor));
  return {
    sides: sidesOf(
      standing(present),
      present.filter(({ unnamed }) => unnamed !== null),
    ),
    absent: standing(absent).map(({ actor, adopted: { why, reason }, claims }) => ({ actor, why, reason, claims })),
    expected: [...byActor(expected)].map(([actor, told]) => ({
      actor,
      delegation: null,
      office: null,
      claims: told.map(attendanceClaim),
    })),
    otherClaims: [...attendance]
      .filter(([actor]) => !shown.has(actor))
      .flatMap(([actor, told]) => told.map((row) => ({ actor, ...attendanceClaim(row) }))),
  };
}

type Shown = { readonly actor: string; readonly adopted: ParticipantRow; readonly claims: readonly AttendanceClaim[] };

function sidesOf(present: readonly Shown[], unnamed: readonly ParticipantRow[]): readonly SideAnswer[] {
  const parties = [...new Set([...present.map(({ adopted }) => adopted.party), ...unnamed.map(({ party }) => party)])];
  return parties.sort().map((party) => ({
    party,
    members: present
      .filter(({ adopted }) => adopted.party === party)
      .map(({ actor, adopted: { delegation, office }, claims }) => ({ actor, delegation, office, claims })),
    unnamed: unnamed.filter((row) => row.party === party).flatMap(unnamedAnswers),
  }));
}

function unnamedAnswers(row: ParticipantRow): readonly UnnamedAnswer[] {
  return (row.unnamed ?? []).map(({ text, count }) => ({
    text,
    count: count === null ? null : quantityAnswer(count),
    ...claimOf(row),
  }));
}

function attendanceClaim(row: ParticipantRow): AttendanceClaim {
  const { presence, delegation, office, why, reason } = row;
  return { presence, delegation, office, why, reason, ...claimOf(row) };
}

/** Rows by actor, actors in the order of their ids; those unnamed left out. */
function byActor(rows: readonly ParticipantRow[]): ReadonlyMap<string, readonly ParticipantRow[]> {
  const actors = [...new Set(rows.flatMap(({ actor }) => (actor === null ? [] : [actor])))].sort();
  return new Map(actors.map((actor) => [actor, rows.filter((row) => row.actor === actor)]));
}
