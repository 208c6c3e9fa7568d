import { dayColumns, modelOfStream, RegisteredRow, row } from '@tracker/projections';
import { parseOccurred } from '@tracker/vocabulary';
import { Column, Entity, Index } from 'typeorm';
import { sha256Of } from './report-text';
import { reportStream } from './report.stream';

/** A report as filed. */
@Entity({ schema: 'reports_v2', name: 'report' })
@Index('report_list', ['conflict', 'publishedSort', 'stream', 'key', 'since', 'until'])
@Index('report_of_source', ['conflict', 'source', 'publishedSort', 'stream', 'key', 'since', 'until'])
@Index('report_by_sha256', ['conflict', 'sha256', 'stream', 'key', 'since', 'until'])
export class ReportRow extends RegisteredRow {
  @Column('text') readonly source!: string;
  @Column('text', { nullable: true }) readonly title!: string | null;
  @Column('text', { nullable: true }) readonly url!: string | null;
  @Column('text') readonly language!: string;
  /** As recorded, else of the text; null where neither is known. */
  @Column('text', { nullable: true }) readonly sha256!: string | null;
  /** Up to 256 KiB, so it is read only where it is asked for. */
  @Column('text', { nullable: true, select: false }) readonly text!: string | null;
  @Column('boolean', { name: 'has_text' }) readonly hasText!: boolean;
  /** When it was published, as told. */
  @Column('text', { nullable: true }) readonly occurred!: string | null;
  /** First second of it in UTC; '' where it is not known. */
  @Column('text', { name: 'published_sort' }) readonly publishedSort!: string;
  @Column('date', { name: 'day_from', nullable: true }) readonly dayFrom!: string | null;
  @Column('date', { name: 'day_to', nullable: true }) readonly dayTo!: string | null;
  @Column('text') readonly modality!: string;
}

export const reportsModel = modelOfStream(reportStream, {
  name: 'reports',
  version: 2,
  held: {
    tables: [ReportRow],
    rows: (_stream, { filed }) => {
      if (!filed) return [];
      const { id: event, data, occurred = null, modality = 'realised', citation = null } = filed;
      const { source, title = null, url = null, language, text = null } = data;
      const sha256 = data.sha256 ?? (text === null ? null : sha256Of(text));
      const span = occurred === null ? undefined : parseOccurred(occurred);
      const publishedSort = span?.sortFrom ?? span?.sortTo ?? '';
      const { dayFrom, dayTo } = dayColumns(occurred);
      const told = { occurred, publishedSort, dayFrom, dayTo, modality, event, citation };
      return [row(ReportRow, '', { source, title, url, language, sha256, text, hasText: text !== null, ...told })];
    },
  },
});
