import { heldRows, Independence, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import { SourceLinkRow } from './source.tables';

type Link = Pick<SourceLinkRow, 'stream' | 'other'>;

/** Sources that are not independent of each other: linked in either direction, directly or through others. */
export class SourceGroups {
  /** The name of its group for each source that is linked: what SQL is given. The others are groups of their own. */
  readonly bySource: Readonly<Record<string, string>>;
  private readonly independence: Independence;

  constructor(links: readonly Link[]) {
    this.independence = new Independence(links.map(({ stream, other }) => ({ one: stream, other })));
    const linked = [...new Set(links.flatMap(({ stream, other }) => [stream, other]))].sort();
    this.bySource = Object.fromEntries(linked.map((source) => [source, this.independence.groupOf(source)]));
  }

  /** The source and all that are linked with it, in order of id. */
  membersOf(source: string): readonly string[] {
    const group = this.independence.groupOf(source);
    const linked = Object.keys(this.bySource).filter((member) => this.bySource[member] === group);
    return linked.length === 0 ? [source] : linked;
  }
}

/** The groups as known at a moment. Two sources are linked as soon as one says so, and until it takes that back. */
export async function sourceGroupsAt(database: DataSource, moment: Moment): Promise<SourceGroups> {
  const links = await heldRows(database, SourceLinkRow, 'link', moment)
    .select(['link.conflict', 'link.stream', 'link.key', 'link.since', 'link.other'])
    .andWhere(`link.modality = 'realised'`)
    .orderBy({ 'link.stream': 'ASC', 'link.key': 'ASC' })
    .getMany();
  return new SourceGroups(links);
}
