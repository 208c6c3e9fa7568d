import { TrackerError } from '@tracker/problems';
import type { Citation } from '@tracker/vocabulary';

/** A code says `other`, and nothing tells what that is. */
export class OtherWithoutNoteError extends TrackerError {
  readonly code = 'event.other_without_note';

  constructor(field: string) {
    super(
      `data.${field} is "other", and nothing says what that is. Say it in citation.note, or use one of the named codes.`,
      { field },
      [
        {
          pointer: '/citation/note',
          code: 'event.other_without_note',
          detail: `expected a note, as data.${field} is "other"`,
        },
      ],
    );
  }
}

/** Lists of codes end in `other` where the world is open; `other` wants a note. Throws OtherWithoutNoteError. */
export function explainOther(
  { citation }: { readonly citation?: Pick<Citation, 'note'> },
  field: string,
  code: string | undefined,
): void {
  if (code === 'other' && citation?.note === undefined) throw new OtherWithoutNoteError(field);
}
