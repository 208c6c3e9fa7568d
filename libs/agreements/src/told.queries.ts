import { heldRows, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import type { ToldRow } from './told.tables';

/** The claims that these events make; null stands for none. */
export function claimsNamed<Row extends ToldRow>(
  source: DataSource,
  table: new () => Row,
  moment: Moment,
  streams: readonly string[],
  events: readonly (string | null)[],
): Promise<Row[]> {
  return heldRows(source, table, 'told', moment)
    .andWhere('told.stream = any(:streams) and told.key = any(:events)', {
      streams,
      events: events.filter((event) => event !== null),
    })
    .getMany();
}

/** Every claim of one stream. */
export function claimsOf<Row extends ToldRow>(
  source: DataSource,
  table: new () => Row,
  moment: Moment,
  stream: string,
): Promise<Row[]> {
  return heldRows(source, table, 'told', moment).andWhere('told.stream = :stream', { stream }).getMany();
}
