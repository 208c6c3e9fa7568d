import { goesBeforeSql } from '@tracker/reading';

/** Conditions on rows of a meeting's tables by their alias: which hold at the moment, and which may be shown first. */
export interface Selecting {
  readonly held: (alias: string) => string;
  readonly shown: (alias: string) => string;
}

/** Condition on a row of meetings_v3.participant: it claims a presence, and stands. `standingPresences` says the same of rows. */
export function standsSql(alias: string, { held, shown }: Selecting): string {
  // Two conditions, so that each can be answered by one hash of the rivals.
  const isOverruled = (how: string): string => `exists (
    select 1 from meetings_v3.participant rival
    where ${held('rival')} and rival.stream = ${alias}.stream and ${how} and ${shown('rival')} and ${goesBeforeSql('rival', alias)}
  )`;
  return `${alias}.presence = 'present' and ${shown(alias)}
    and not ${isOverruled(`rival.presence <> 'expected' and rival.actor = ${alias}.actor`)}
    and not ${isOverruled(`rival.presence = 'absent' and rival.actor = ${alias}.party`)}`;
}

/** Condition on a row of meetings_v3.detail: it is the value shown first of its field. */
export function adoptedDetailSql(alias: string, { held, shown }: Selecting): string {
  return `${shown(alias)} and not exists (
    select 1 from meetings_v3.detail rival
    where ${held('rival')} and rival.stream = ${alias}.stream and rival.field = ${alias}.field and ${shown('rival')}
      and ${goesBeforeSql('rival', alias)}
  )`;
}
