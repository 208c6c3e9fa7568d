import { eventType, type EventsOf } from '@tracker/event-store';
import {
  Described,
  IsLanguage,
  IsReference,
  IsSha256,
  IsText,
  IsUrl,
  MayBeOmitted,
  type Language,
  type SourceRef,
  type Text,
} from '@tracker/vocabulary';

/** Characters of a report's text; the limit of an event's bytes comes before it for most. */
const TEXT_CHARACTERS_MAX = 262_144;

@Described('A report is filed, so that events can cite it. `occurred` is when it was published.')
class ReportFiled {
  @IsReference('source', 'Who published it.')
  readonly source!: SourceRef;

  @MayBeOmitted()
  @IsText('Its title.')
  readonly title?: Text;

  @MayBeOmitted()
  @IsUrl('Where it was read.')
  readonly url?: string;

  @IsLanguage('Language of its text.')
  readonly language!: Language;

  @MayBeOmitted()
  @IsSha256("SHA-256 of the text's UTF-8 bytes as read; passages count in that text.")
  readonly sha256?: string;

  @MayBeOmitted()
  @IsText(
    'The text itself, where rights allow: passages can then be checked by everybody, otherwise they are unchecked.',
    {
      max: TEXT_CHARACTERS_MAX,
    },
  )
  readonly text?: string;
}

/** Event types of streams `report-`: one report each. */
export const reportTypes = {
  ReportFiled: eventType({
    schemaVersion: 1,
    payload: ReportFiled,
    summary: 'A report is filed, with its sha256, and with its text where rights allow.',
    line: ({ title, source }) => `Report of {${source}}${title === undefined ? '' : `: ${title}`}`,
    label: ({ title, url, language }) => title ?? url ?? `Untitled report (${language})`,
    example: {
      stream: 'report-riyadh-talks',
      occurred: '2025-02-19',
      data: {
        source: 'source-unnamed-outlet',
        language: 'en',
        sha256: 'bb29be1b343682f3c02137ef0e0d4a51c6dcdbbd40973cc63e88a2305b1ebce8',
      },
    },
  }),
};

export type ReportEvent = EventsOf<typeof reportTypes>;
