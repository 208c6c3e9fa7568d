import { isReview, LogHoleError, type EventLog, type EventOutline } from '@tracker/event-store';
import { turningPointsSql, type TurningPoint } from '@tracker/projections';
import { changesBetween, heldRows, ReviewRow } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import type { Cause, Difference, ReviewCause } from './difference';
import type { RowOfTable, Span } from './difference-rows';

/** Turning points of rows that are told at once: more than one row can have, a stream having at most 20,000 events. */
const TURNING_POINTS_MAX = 25_000;
/** Events that are read at once. */
const EVENTS_AT_ONCE = 500;

/** Tells of rows that differ which events made them so. */
export class Causes {
  constructor(
    private readonly source: DataSource,
    private readonly log: EventLog,
    private readonly turningPointsMax = TURNING_POINTS_MAX,
  ) {}

  /** The first of these rows with their causes: all of them, unless the causes are too many to be told at once. */
  async toldOf(span: Span, rows: readonly RowOfTable[]): Promise<readonly Difference[]> {
    const turns = await this.turningPoints(span, rows);
    const causes = await this.causesAt(span, [...new Set(turns.flat())]);
    return turns.map((positions, index) =>
      told(
        rows[index]!,
        positions.map((position) => causes.get(position)!),
      ),
    );
  }

  /** Of each row the positions at which it changed, for as many rows as they can be told of at once. */
  private async turningPoints(
    { from, to }: Span,
    rows: readonly RowOfTable[],
  ): Promise<readonly (readonly number[])[]> {
    const turns: number[][] = [];
    for (let left = this.turningPointsMax; left > 0 && turns.length < rows.length;) {
      const { table } = rows[turns.length]!;
      const own = rows.slice(turns.length).filter((row) => row.table === table);
      const asked = { conflict: to.conflict, from, to: to.position, rows: own, limit: left };
      const { text, values } = turningPointsSql(table.shape, asked);
      const points = await this.source.query<readonly TurningPoint[]>(text, [...values]);
      const found = own.map((): number[] => []);
      for (const { row, position } of points) found[row]!.push(position);
      // The row at which it broke off may have more.
      if (points.length === left) return [...turns, ...found.slice(0, points.at(-1)!.row)];
      turns.push(...found);
      left -= points.length;
    }
    return turns;
  }

  private async causesAt({ to }: Span, positions: readonly number[]): Promise<ReadonlyMap<number, Cause>> {
    const causes = new Map<number, Cause>();
    const inOrder = [...positions].sort((one, other) => one - other);
    for (let first = 0; first < inOrder.length; first += EVENTS_AT_ONCE) {
      const part = inOrder.slice(first, first + EVENTS_AT_ONCE);
      const events = await this.log.outlines(to.conflict, { upTo: to.position, positions: part });
      const reviews = await this.reviewsAt(
        to,
        events.filter(({ type }) => isReview(type)).map(({ position }) => position),
      );
      part.forEach((position, index) => {
        const event = events[index];
        if (event?.position !== position) throw new LogHoleError(to.conflict, position, event?.position ?? to.position);
        causes.set(position, causeOf(event, reviews.get(event.id) ?? null));
      });
    }
    return causes;
  }

  /** By the id of the review. */
  private async reviewsAt(moment: Span['to'], positions: readonly number[]): Promise<ReadonlyMap<string, ReviewCause>> {
    if (positions.length === 0) return new Map();
    const rows = await heldRows(this.source, ReviewRow, 'review', moment)
      .andWhere('review.position = any(:positions)', { positions })
      .getMany();
    return new Map(rows.map((row) => [row.key, reviewCause(row)]));
  }
}

function told({ table, stream, key, before, after }: RowOfTable, causes: readonly Cause[]): Difference {
  const { view, version, shape } = table;
  const place = { view, version, table: shape.name, stream, key };
  if (before === null) return { ...place, change: 'added', before, after, causes };
  if (after === null) return { ...place, change: 'removed', before, after, causes };
  return { ...place, change: 'changed', before, after, changes: changesBetween(before, after), causes };
}

function causeOf(event: EventOutline, review: ReviewCause | null): Cause {
  const { position, id, type, recordedAt, recordedBy, citation } = event;
  return { position, event: id, type, recordedAt: recordedAt.toISOString(), recordedBy, citation, review };
}

function reviewCause({ kind, event, eventType, eventVersion, target, reason, note }: ReviewRow): ReviewCause {
  const review = target === event ? null : target;
  return { kind, of: { event, type: eventType, version: eventVersion, review }, reason, note };
}
