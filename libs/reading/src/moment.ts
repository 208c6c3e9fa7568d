import { EventLog, UnknownConflictError } from '@tracker/event-store';
import type { ReadModel } from '@tracker/projections';
import { isConflictId } from '@tracker/vocabulary';
import { setTimeout as wait } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import {
  AsOfBeyondHeadError,
  AsOfInFutureError,
  BeingBuiltError,
  InvalidParameterError,
  NotThereYetError,
} from './reading.errors';

/** The point in a log, and the day, at which a question is answered: every table it uses is read as of `position`. */
export interface Moment {
  readonly conflict: string;
  readonly position: number;
  /** What "today" means in the question: YYYY-MM-DD. */
  readonly on: string;
  /** Models that complete every answer and stand still before the position: what they would add is not all there. Left out: none. */
  readonly parked?: readonly string[];
}

/** What a question says about its moment, as the query parameters have it. */
export interface MomentQuestion {
  readonly asOf?: string;
  readonly on?: string;
  readonly minPosition?: string;
}

type ModelId = Pick<ReadModel, 'name' | 'version'>;

/** Where a model stands in a conflict. */
interface Reached {
  readonly name: string;
  readonly position: number;
  readonly isParked: boolean;
  /** It is being built, and its tables that serve have never taken in anything: a rebuild beside what serves is none of the asker's. */
  readonly isBuilding: boolean;
}

/** Longest wait for read models to get somewhere. */
const WAIT_MS_MAX = 5_000;
const WAIT_STEP_MS = 15;

/** Fixes the moment of a question: the one place where positions, instants and the day of today are decided. */
export class Moments {
  constructor(
    private readonly source: DataSource,
    private readonly log: EventLog,
  ) {}

  /**
   * Throws when the conflict is unknown, the moment is nonsense or not there, or the models do not get there in time. Of the
   * models that only complete answers, a parked one is not waited for, and is named.
   */
  async resolve(
    conflict: string,
    question: MomentQuestion,
    models: readonly ModelId[],
    completing: readonly ModelId[] = [],
  ): Promise<Moment> {
    const head = await this.headOf(conflict);
    const asOf = question.asOf === undefined ? undefined : await this.positionOf(conflict, question.asOf, head);
    const least = question.minPosition === undefined ? 0 : wholeNumber('minPosition', question.minPosition);
    if (asOf !== undefined && least > asOf)
      throw new InvalidParameterError('minPosition', least, `at most asOf (${asOf})`);
    const { lowest, parked } = await this.reached(conflict, models, completing, asOf ?? least);
    const position = asOf ?? lowest;
    const on = question.on === undefined ? await this.today(conflict, asOf) : day(question.on);
    const behind = parked.filter((model) => model.position < position).map(({ name }) => name);
    return { conflict, position, on, ...(behind.length > 0 ? { parked: behind } : {}) };
  }

  /**
   * The position that asOf, or another parameter of its kind, names in the log itself, which waits for no read model. Left out:
   * the head.
   */
  async inLog(conflict: string, asOf: string | undefined, parameter = 'asOf'): Promise<number> {
    const head = await this.headOf(conflict);
    return asOf === undefined ? head : await this.positionOf(conflict, asOf, head, parameter);
  }

  private async headOf(conflict: string): Promise<number> {
    const head = isConflictId(conflict) ? await this.log.head(conflict) : 0;
    if (head === 0) throw new UnknownConflictError(conflict);
    return head;
  }

  private async positionOf(conflict: string, asOf: string, head: number, parameter = 'asOf'): Promise<number> {
    if (/^\d+$/.test(asOf)) {
      const position = wholeNumber(parameter, asOf);
      if (position > head) throw new AsOfBeyondHeadError(position, head, parameter);
      return position;
    }
    // Given twice it is a list: the moment of a view is fixed before its parameters are checked.
    const instant = typeof asOf === 'string' ? readInstant(asOf, 'down') : undefined;
    if (instant === undefined) throw new InvalidParameterError(parameter, asOf, MOMENT_EXPECTED);
    const found = await this.log.positionAt(conflict, instant);
    if (found.future) throw new AsOfInFutureError(asOf, parameter);
    return found.position;
  }

  /** The lowest position of the models, once that is at least `least`, and the parked ones that were not waited for. */
  private async reached(
    conflict: string,
    models: readonly ModelId[],
    completing: readonly ModelId[],
    least: number,
  ): Promise<{ readonly lowest: number; readonly parked: readonly Reached[] }> {
    const deadline = performance.now() + WAIT_MS_MAX;
    const needed = new Set(models.map(({ name }) => name));
    const mayStandStill = new Set(completing.map(({ name }) => name).filter((name) => !needed.has(name)));
    for (;;) {
      const all = await this.positions(conflict, [...models, ...completing]);
      const parked = all.filter(({ name, isParked }) => isParked && mayStandStill.has(name));
      const followed = all.filter((model) => !parked.includes(model));
      const lowest = Math.min(...followed.map(({ position }) => position));
      const building = all.filter(({ isBuilding }) => isBuilding).map(({ name }) => name);
      if (lowest >= least && building.length === 0) return { lowest, parked };
      if (building.length > 0 && (least === 0 || performance.now() > deadline)) throw new BeingBuiltError(building);
      if (performance.now() > deadline) {
        const behind = followed.filter(({ position }) => position < least).map(({ name }) => name);
        throw new NotThereYetError(least, lowest, behind);
      }
      await wait(WAIT_STEP_MS);
    }
  }

  private async positions(conflict: string, models: readonly ModelId[]): Promise<readonly Reached[]> {
    const rows: (Omit<Reached, 'position'> & { position: number | string | null })[] = await this.source.query(
      `select m.name, c.position, c.error is not null as "isParked",
         c.position is null and exists (
           select from projections.build_models b where b.model = m.name and b.version = m.version) and not exists (
           select from projections.checkpoints o
           where o.model = m.name and o.version = m.version and o.generation = 'live') as "isBuilding"
       from unnest($2::text[], $3::integer[]) m(name, version)
       left join projections.checkpoints c on c.conflict = $1 and c.model = m.name and c.version = m.version and c.generation = 'live'`,
      [conflict, models.map(({ name }) => name), models.map(({ version }) => version)],
    );
    return rows.map((row) => ({ ...row, position: Number(row.position ?? 0) }));
  }

  private async today(conflict: string, asOf: number | undefined): Promise<string> {
    const instant = asOf === undefined ? new Date(Date.now()) : await this.log.recordedAt(conflict, Math.max(asOf, 1));
    return (instant ?? new Date(Date.now())).toISOString().slice(0, 10);
  }
}

/** Completes "expected ..." where an instant is asked for. */
export const INSTANT_EXPECTED = 'an instant with offset, such as 2025-02-19T08:00:00Z';

/** The same where a position is as good. */
export const MOMENT_EXPECTED = `a position (0, 1, 2, ...) or ${INSTANT_EXPECTED}`;

const INSTANT = /^(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3}(\d{0,6}))?)?(?:Z|[+-]\d{2}:\d{2})$/;

/**
 * An RFC 3339 instant (seconds may be left out) as UTC in milliseconds, as the log has them; finer digits are rounded.
 * Undefined for what is not one, or lies outside the years 1000 to 9999.
 */
export function readInstant(text: string, rounding: 'down' | 'up'): string | undefined {
  // In a query string an unescaped '+' of an offset arrives as a space.
  const instant = text.replace(' ', '+');
  const [, date, finer] = INSTANT.exec(instant) ?? [];
  const time = date !== undefined && isDay(date) ? Date.parse(instant) : NaN;
  if (Number.isNaN(time)) return undefined;
  const up = rounding === 'up' && /[1-9]/.test(finer ?? '') ? 1 : 0;
  const utc = new Date(time + up).toISOString();
  return /^[1-9]\d{3}-/.test(utc) ? utc : undefined;
}

/** A whole number of 0 or more, as a query parameter has it. Throws InvalidParameterError. */
export function wholeNumber(name: string, text: string): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(number))
    throw new InvalidParameterError(name, text, 'a whole number of 0 or more');
  return number;
}

function day(text: string): string {
  if (!isDay(text)) throw new InvalidParameterError('on', text, 'a day, such as 2025-02-18');
  return text;
}

function isDay(text: string): boolean {
  const time = /^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
