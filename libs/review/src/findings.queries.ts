import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { Warning } from '@tracker/event-store';
import { FindingRow, heldRows, ListAtMoment, mapPage, pageOf, type Page } from '@tracker/reading';
import { DataSource } from 'typeorm';
import type { FindingsFilter } from './findings.filter';

/** An event of which the rules of its stream have something to say, where it stands. */
export interface FindingItem {
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  readonly position: number;
  readonly warnings: readonly Warning[];
  /** The rule that would refuse it now, because a review has changed what comes before it. It is kept. */
  readonly inconsistent: Warning | null;
}

/** Findings in order of record, the latest first. */
export class ListFindings extends ListAtMoment<FindingItem, Pick<FindingsFilter, 'stream' | 'code' | 'inconsistent'>> {}

@QueryHandler(ListFindings)
export class ListFindingsHandler implements IQueryHandler<ListFindings> {
  constructor(private readonly source: DataSource) {}

  async execute({ moment, paging, selection }: ListFindings): Promise<Page<FindingItem>> {
    const query = heldRows(this.source, FindingRow, 'finding', moment);
    const { stream, code, inconsistent } = selection;
    if (stream !== undefined) query.andWhere('finding.stream = :stream', { stream });
    if (code !== undefined) {
      const told = JSON.stringify([{ code }]);
      query.andWhere(`(finding.warnings @> cast(:told as jsonb) or finding.inconsistent ->> 'code' = :code)`, {
        told,
        code,
      });
    }
    if (inconsistent !== undefined)
      query.andWhere(`finding.inconsistent is ${inconsistent === 'true' ? 'not null' : 'null'}`);
    return mapPage(await pageOf(query, ['position'], 'desc', paging), (row) => {
      const { key, type, position, warnings } = row;
      return { event: key, stream: row.stream, type, position, warnings, inconsistent: row.inconsistent };
    });
  }
}
