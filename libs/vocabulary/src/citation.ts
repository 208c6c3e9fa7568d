import { IsOccurred, IsReference, IsShape, IsText, IsCode, IsWholeNumber, MayBeOmitted } from './fields';
import { IsPartList, IsReferenceList } from './lists';
import type { Occurred } from './occurred';
import type { ReportRef, SourceRef } from './references';
import { Described, MustHold } from './rules';
import type { Text } from './text';
import { textLike } from './text.shape';

/** stated: the source says it. implied: it follows from what the source says. inferred: the recorder's reading; shown with a mark. */
export const BASES = ['stated', 'implied', 'inferred'] as const;
export type Basis = (typeof BASES)[number];

/** Of the content: of the thing said for a statement or assessment, of the thing reported otherwise. Only realised counts in totals. */
export const MODALITIES = ['realised', 'planned', 'hypothetical', 'negated'] as const;
export type Modality = (typeof MODALITIES)[number];

/** Admiralty code: A to F, how reliable the source is. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
/** Admiralty code: 1 to 6, how credible the claim is. */
export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;
export type Grade = `${Reliability}${Credibility}`;

const GRADE = textLike(
  'Grade',
  /^[A-F][1-6]$/,
  2,
  'an Admiralty grade, A to F for the source and 1 to 6 for the claim, such as B2',
);

/** Property decorator: an Admiralty grade. */
export function IsGrade(description?: string): PropertyDecorator {
  return IsShape(GRADE.name, GRADE.schema, GRADE.holds, description);
}

@Described("Where in the report's text, counted in Unicode code points.")
@MustHold(
  'passage_in_order',
  'end greater than start: end is the place after the last character',
  ({ start, end }) => typeof start !== 'number' || typeof end !== 'number' || start < end,
)
export class Passage {
  @IsWholeNumber("Code points of the report's text before the passage: 0 is its beginning.", { unit: 'code points' })
  readonly start!: number;

  @IsWholeNumber('Code points up to the end of the passage, the character at `end` excluded.', { unit: 'code points' })
  readonly end!: number;

  @MayBeOmitted()
  @IsText('The words that stand there; a passage may be located without being copied.')
  readonly text?: Text;
}

@Described('Why, and how surely the source says so.')
export class Reason {
  @IsText('The reason in plain words.')
  readonly text!: Text;

  @MayBeOmitted()
  @IsCode(BASES, 'Whether the source states it, implies it, or the recorder infers it. Default: stated.')
  readonly basis?: Basis;
}

@Described(
  'Who says so. "X, according to Y, as reported by Z": the fact is the event, Y is `source`, Z is the source of `report`.',
)
export class Citation {
  @IsReference('source', 'Who says so. For a statement: who vouches that the words were said.')
  readonly source!: SourceRef;

  @MayBeOmitted()
  @IsReferenceList('source', 'Between `source` and the report, nearest to `source` first.')
  readonly via?: readonly SourceRef[];

  @MayBeOmitted()
  @IsReference('report', 'The report in which it stands.')
  readonly report?: ReportRef;

  @MayBeOmitted()
  @IsPartList(() => Passage, 'All passages the event rests on; they may stand far apart.')
  readonly passages?: readonly Passage[];

  @MayBeOmitted()
  @IsGrade('Admiralty grade of this claim.')
  readonly grade?: Grade;

  @MayBeOmitted()
  @IsOccurred('When `source` said it.')
  readonly reportedAt?: Occurred;

  @MayBeOmitted()
  @IsCode(BASES, 'Whether the source states it, implies it, or the recorder infers it. Default: stated.')
  readonly basis?: Basis;

  @MayBeOmitted()
  @IsText("The recorder's remark on how the passage was read.")
  readonly note?: Text;
}

/** Who says so. '' where nobody is named: no such event passes validation, but a fold stays total all the same. */
export function sourceOf({ citation }: { readonly citation?: Pick<Citation, 'source'> }): string {
  return citation?.source ?? '';
}
