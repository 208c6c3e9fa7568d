import { TrackerError } from '@tracker/problems';

/** A report is filed a second time under one id. */
export class ReportAlreadyFiledError extends TrackerError {
  readonly code = 'report.already_filed';

  constructor(stream: string, version: number) {
    super(
      `${stream} is filed already, in version ${version}. File another report, or another edition of this one, under an id of its own; a wrong filing is mended with EventCorrected.`,
      { stream, version },
    );
  }
}

/** Text and sha256 of a report do not belong together. */
export class ReportTextDiffersError extends TrackerError {
  readonly code = 'report.text_differs';

  constructor(stream: string, stated: string, found: string) {
    super(
      `${stream}: the text's UTF-8 bytes have SHA-256 ${found}, data.sha256 says ${stated}. Send the text exactly as it was read, line ends and spaces included, or leave sha256 out: it then follows from the text.`,
      { stream, stated, found },
      [{ pointer: '/data/sha256', code: 'report.text_differs', detail: `expected ${found}, the SHA-256 of data.text` }],
    );
  }
}

/** What was sent to be checked against a report is no text. */
export class UnreadableReportTextError extends TrackerError {
  readonly code = 'report.unreadable_text';

  constructor(found: string) {
    super(
      `The text to check cannot be read: ${found}. Send the report's text in UTF-8 as text/plain, or as application/json {"text": "..."} with nothing else in it.`,
    );
  }
}
