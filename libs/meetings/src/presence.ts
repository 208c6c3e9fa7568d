import type { ParticipantRow, ToldRow } from './meeting.tables';

/** Whether the claim can be shown first. What a plan foresaw says nothing of a meeting that was held. */
export function mayBeShown({ modality, type }: Pick<ToldRow, 'modality' | 'type'>, held: boolean): boolean {
  return modality === 'realised' ? !(held && type === 'MeetingPlanned') : modality === 'planned' && !held;
}

/**
 * The claims of presence that stand, of rows in the order of the rule: those with no claim before them on the same actor, nor one
 * that the party represented was absent. `standsSql` says the same of rows in SQL.
 */
export function standingPresences(rows: readonly ParticipantRow[], held: boolean): readonly ParticipantRow[] {
  const told = attendance(rows, held);
  return told.filter(
    (row, index) =>
      row.presence === 'present' &&
      !told
        .slice(0, index)
        .some((rival) => speaksOf(rival, row.actor) || (rival.presence === 'absent' && speaksOf(rival, row.party))),
  );
}

/** The claims of absence that stand: no claim on the same actor goes before them, nor a standing one that somebody sat for it. */
export function standingAbsences(rows: readonly ParticipantRow[], held: boolean): readonly ParticipantRow[] {
  const told = attendance(rows, held);
  const present = new Set(standingPresences(rows, held));
  return told.filter(
    (row, index) =>
      row.presence === 'absent' &&
      !told
        .slice(0, index)
        .some((rival) => speaksOf(rival, row.actor) || (present.has(rival) && rival.party === row.actor)),
  );
}

/** Who met; of a meeting that is not held, also who is expected. */
export function partiesIn(rows: readonly ParticipantRow[], held: boolean): readonly string[] {
  const expected = rows.filter((row) => row.presence === 'expected' && mayBeShown(row, held));
  return [...new Set([...expected, ...standingPresences(rows, held)].map(({ party }) => party))].sort();
}

function attendance(rows: readonly ParticipantRow[], held: boolean): readonly ParticipantRow[] {
  return rows.filter((row) => row.presence !== 'expected' && mayBeShown(row, held));
}

function speaksOf({ actor }: ParticipantRow, other: string | null): boolean {
  return actor !== null && actor === other;
}
