import { heldRows, type Moment, sortedBelow, sortedFrom } from '@tracker/reading';
import type { Day } from '@tracker/vocabulary';
import type { DataSource, SelectQueryBuilder } from 'typeorm';
import type { AttackItem } from './attack.answer';
import { AttackRow } from './attack.tables';
import type { Asking } from './attack.facts';
import { attackItems } from './attacks.queries';

/** The barrages that count on one day. */
export interface Barrages {
  /** The day they count on: a night counts on its morning. */
  readonly night: Day;
  /** By name, at most BARRAGES_SHOWN_MAX of them. */
  readonly attacks: readonly AttackItem[];
}

/** Barrages shown of one night. */
const BARRAGES_SHOWN_MAX = 100;

/** The barrages of the last night, by the day of the moment, that had any; null: none is known. */
export async function lastBarrages(source: DataSource, moment: Moment, asking: Asking = {}): Promise<Barrages | null> {
  const night = await lastNight(source, moment);
  if (night === null) return null;
  const rows = await barrages(source, moment, night)
    .andWhere('attack.countedDay = :on and attack.sortFrom >= :from', { from: sortedFrom(night) })
    .orderBy('attack.stream')
    .limit(BARRAGES_SHOWN_MAX)
    .getMany();
  return { night, attacks: await attackItems(source, moment, rows, asking) };
}

async function lastNight(source: DataSource, moment: Moment): Promise<Day | null> {
  const begunLast = await barrages(source, moment, moment.on)
    .orderBy('attack.sortFrom', 'DESC')
    .addOrderBy('attack.stream', 'DESC')
    .limit(1)
    .getOne();
  if (!begunLast?.countedDay) return null;
  // One that began earlier may count on a later day: the night into it.
  const last = await barrages(source, moment, moment.on)
    .andWhere('attack.sortFrom >= :from', { from: sortedFrom(begunLast.countedDay) })
    .orderBy('attack.countedDay', 'DESC')
    .limit(1)
    .getOne();
  return last?.countedDay ?? null;
}

/** Barrages that happened and count by a day. */
function barrages(source: DataSource, moment: Moment, on: Day): SelectQueryBuilder<AttackRow> {
  return heldRows(source, AttackRow, 'attack', moment)
    .andWhere(`attack.kinds && array['drone_barrage', 'missile_barrage']`)
    .andWhere(`attack.modality = 'realised'`)
    .andWhere('attack.countedDay <= :on and attack.sortFrom < :below', { on, below: sortedBelow(on) });
}
