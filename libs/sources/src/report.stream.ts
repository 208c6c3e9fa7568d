import { defineStream, type Foldable } from '@tracker/event-store';
import { ReportAlreadyFiledError, ReportTextDiffersError } from './report.errors';
import { reportTypes, type ReportEvent } from './report.events';
import { sha256Of } from './report-text';

export interface ReportState {
  readonly filed: Foldable<ReportEvent> | null;
}

/**
 * One report. That two reports have one text is no business of its rules, which see one stream only: the view of reports
 * says so (`sameTextAs`).
 */
export const reportStream = defineStream({
  kind: 'report',
  types: reportTypes,
  initial: { filed: null } as ReportState,
  evolve: { ReportFiled: ({ filed }, event) => ({ filed: filed ?? event }) },
  accept: {
    ReportFiled: ({ filed }, { stream, data: { text, sha256 } }) => {
      if (filed) throw new ReportAlreadyFiledError(stream, filed.version);
      if (text === undefined || sha256 === undefined) return;
      const found = sha256Of(text);
      if (found !== sha256) throw new ReportTextDiffersError(stream, sha256, found);
    },
  },
});
