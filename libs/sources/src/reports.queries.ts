import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  heldOne,
  heldRows,
  inPeriod,
  ListAtMoment,
  mapPage,
  OneAtMoment,
  pageOf,
  registrationOf,
  type AskedPeriod,
  type Moment,
  type Page,
  type Registration,
} from '@tracker/reading';
import { DataSource } from 'typeorm';
import { PassageRow } from './passage.tables';
import { ReportText, sha256Of, type PassageStanding } from './report-text';
import { ReportRow } from './report.tables';

/** Something about a report that its reader should know. */
interface ReportWarning {
  readonly code: 'report.same_text';
  readonly detail: string;
}

export interface ReportItem {
  readonly report: string;
  readonly source: string;
  readonly title: string | null;
  readonly url: string | null;
  readonly language: string;
  /** When it was published, as told. */
  readonly published: string | null;
  readonly modality: string;
  readonly sha256: string | null;
  /** Whether the text itself is recorded, so that passages are checked. */
  readonly hasText: boolean;
  /** Other reports with the same sha256: one text filed twice, so not two sources. */
  readonly sameTextAs: readonly string[];
  readonly warnings: readonly ReportWarning[];
  readonly filed: Registration;
}

/** A passage that an event cites, and how it stands to the text. */
export interface PassageItem {
  readonly event: string;
  readonly stream: string;
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly text: string | null;
  readonly standing: PassageStanding;
}

export interface ReportAnswer extends ReportItem {
  readonly text: string | null;
}

/** What a text sent for comparison has to do with a report. */
export interface ReportCheck {
  readonly report: string;
  /** SHA-256 of what was sent. */
  readonly sha256: string;
  readonly recordedSha256: string | null;
  /** Whether it is the text that was read; null: the report has no sha256. */
  readonly isSameText: boolean | null;
  readonly codePoints: number;
  /** How many passages stand which way. */
  readonly counts: Readonly<Record<PassageStanding, number>>;
  readonly passages: readonly PassageItem[];
}

export interface ReportSelection extends AskedPeriod {
  readonly source?: string;
  readonly language?: string;
  readonly sha256?: string;
  /** Text that stands in its title. */
  readonly title?: string;
  readonly hasText?: 'true' | 'false';
}

/** Reports at a moment, the one published last first. */
export class ListReports extends ListAtMoment<ReportItem, ReportSelection> {}

/** One report at a moment. Fails with NotFoundAtPositionError. */
export class ShowReport extends OneAtMoment<ReportAnswer> {}

/** The passages of a report that events cite, in order of place, held against its text if that is recorded. Fails with NotFoundAtPositionError. */
export class ListPassages extends ListAtMoment<PassageItem, string> {}

/** Holds a text against a report, and keeps nothing of it. Fails with NotFoundAtPositionError. */
export class CheckReport extends Query<ReportCheck> {
  constructor(
    readonly moment: Moment,
    readonly report: string,
    /** UTF-8. */
    readonly text: Buffer,
  ) {
    super();
  }
}

@QueryHandler(ListReports)
export class ListReportsHandler implements IQueryHandler<ListReports> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, paging, selection }: ListReports): Promise<Page<ReportItem>> {
    const query = heldRows(this.database, ReportRow, 'report', moment);
    const { source, language, sha256, title, hasText } = selection;
    inPeriod(query, selection);
    if (source !== undefined) query.andWhere('report.source = :source', { source });
    if (language !== undefined) query.andWhere('report.language = :language', { language });
    if (sha256 !== undefined) query.andWhere('report.sha256 = :sha256', { sha256 });
    if (title !== undefined) query.andWhere('strpos(report.title, :title) > 0', { title });
    if (hasText !== undefined) query.andWhere('report.hasText = :hasText', { hasText: hasText === 'true' });
    const page = await pageOf(query, ['publishedSort'], 'desc', paging);
    const twins = await reportsBySha256(this.database, moment, page.items);
    return mapPage(page, (report) => item(report, twins));
  }
}

@QueryHandler(ShowReport)
export class ShowReportHandler implements IQueryHandler<ShowReport> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, stream: report }: ShowReport): Promise<ReportAnswer> {
    const row = await reportWithText(this.database, moment, report);
    return { ...item(row, await reportsBySha256(this.database, moment, [row])), text: row.text };
  }
}

@QueryHandler(ListPassages)
export class ListPassagesHandler implements IQueryHandler<ListPassages> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, paging, selection: report }: ListPassages): Promise<Page<PassageItem>> {
    const { text } = await reportWithText(this.database, moment, report);
    const page = await pageOf(passagesOf(this.database, moment, report), ['start'], 'asc', paging);
    const known = text === null ? null : new ReportText(text);
    return mapPage(page, (passage) => passageItem(passage, known));
  }
}

@QueryHandler(CheckReport)
export class CheckReportHandler implements IQueryHandler<CheckReport> {
  constructor(private readonly database: DataSource) {}

  async execute({ moment, report, text: bytes }: CheckReport): Promise<ReportCheck> {
    const { sha256: recordedSha256 } = await reportWithText(this.database, moment, report);
    const rows = await passagesOf(this.database, moment, report)
      .orderBy({ 'passage.start': 'ASC', 'passage.stream': 'ASC', 'passage.key': 'ASC' })
      .getMany();
    const text = new ReportText(bytes.toString('utf8'));
    const passages = rows.map((passage) => passageItem(passage, text));
    const sha256 = sha256Of(bytes);
    const isSameText = recordedSha256 === null ? null : recordedSha256 === sha256;
    return {
      report,
      sha256,
      recordedSha256,
      isSameText,
      codePoints: text.length,
      counts: countsOf(passages),
      passages,
    };
  }
}

function reportWithText(database: DataSource, moment: Moment, report: string): Promise<ReportRow> {
  return heldOne(database, ReportRow, moment, report, ['text']);
}

function passagesOf(database: DataSource, moment: Moment, report: string) {
  return heldRows(database, PassageRow, 'passage', moment).andWhere('passage.report = :report', { report });
}

/** For each sha256 of these reports, all reports that have it, in order of id. */
async function reportsBySha256(
  database: DataSource,
  moment: Moment,
  rows: readonly ReportRow[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const hashes = rows.flatMap(({ sha256 }) => (sha256 === null ? [] : [sha256]));
  const same = await heldRows(database, ReportRow, 'report', moment)
    .select(['report.conflict', 'report.stream', 'report.key', 'report.since', 'report.sha256'])
    .andWhere('report.sha256 = any(:hashes)', { hashes })
    .orderBy('report.stream')
    .getMany();
  const reports = new Map<string, string[]>(hashes.map((hash) => [hash, []]));
  for (const { sha256, stream } of same) if (sha256 !== null) reports.get(sha256)?.push(stream);
  return reports;
}

function item(row: ReportRow, twins: ReadonlyMap<string, readonly string[]>): ReportItem {
  const { stream, source, title, url, language, occurred, modality, sha256, hasText } = row;
  const all = sha256 === null ? [] : (twins.get(sha256) ?? []);
  const sameTextAs = all.filter((other) => other !== stream);
  const warnings = sameTextAs.length === 0 ? [] : [sameText(stream, sameTextAs)];
  return {
    report: stream,
    source,
    title,
    url,
    language,
    published: occurred,
    modality,
    sha256,
    hasText,
    sameTextAs,
    warnings,
    filed: registrationOf(row),
  };
}

function sameText(stream: string, others: readonly string[]): ReportWarning {
  return {
    code: 'report.same_text',
    detail: `${stream} has the same text as ${others.join(', ')}: one report filed more than once counts as one. Cite one of them; if their sources differ, link the sources with SourceLinked.`,
  };
}

function passageItem({ event, stream, type, ...place }: PassageRow, report: ReportText | null): PassageItem {
  const passage = { start: Number(place.start), end: Number(place.end), text: place.text };
  return { event, stream, type, ...passage, standing: report === null ? 'unchecked' : report.standingOf(passage) };
}

function countsOf(passages: readonly PassageItem[]): Readonly<Record<PassageStanding, number>> {
  const counts = { stands: 0, differs: 0, located: 0, beyond_end: 0, unchecked: 0 };
  for (const { standing } of passages) counts[standing] += 1;
  return counts;
}
