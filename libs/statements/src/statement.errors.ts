import { TrackerError } from '@tracker/problems';

/** The same source has already told of this statement. */
export class StatementAlreadyMadeError extends TrackerError {
  readonly code = 'statement.already_made';

  constructor(stream: string, source: string, version: number) {
    super(
      `Statement ${stream}: ${source} has already told it in version ${version}. Correct version ${version} if it was wrong, record what was said later as StatementClarified, or give another statement a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** Another speaker than the one the stream belongs to. */
export class OtherSpeakerError extends TrackerError {
  readonly code = 'statement.other_speaker';

  constructor(stream: string, speaker: string, found: string) {
    super(
      `Statement ${stream}: it is one of ${speaker}, found speaker ${found}. A stream holds one statement of one speaker: give what ${found} said a stream of its own.`,
      { stream, speaker, found },
      [{ pointer: '/data/speaker', code: 'statement.other_speaker', detail: `expected ${speaker}` }],
    );
  }
}

/** Something became of a statement that nobody has told of. */
export class StatementNotMadeError extends TrackerError {
  readonly code = 'statement.not_made';

  constructor(stream: string, type: string) {
    super(`Statement ${stream}: ${type} needs a statement, and none is recorded. Record StatementMade first.`, {
      stream,
    });
  }
}

/** The text is told to be the first passage, and differs from it. */
export class TextNotThePassageError extends TrackerError {
  readonly code = 'statement.text_not_the_passage';

  constructor(stream: string, wording: string, text: string, passage: string) {
    super(
      `Statement ${stream}: wording ${wording} says that text is the first passage, but text is ${excerpt(text)} and the passage ${excerpt(passage)}. Make them equal, letter by letter and without quotation marks, or choose wording partial or paraphrase.`,
      { stream },
      [
        {
          pointer: '/data/text',
          code: 'statement.text_not_the_passage',
          detail: 'expected the text of /citation/passages/0',
        },
      ],
    );
  }
}

/** A condition under another modality than hypothetical. */
export class ConditionNotHypotheticalError extends TrackerError {
  readonly code = 'statement.condition_not_hypothetical';

  constructor(stream: string, modality: string) {
    super(
      `Statement ${stream}: what is said to hold only under a condition is hypothetical, found modality ${modality}. Set "modality": "hypothetical", or leave the condition out.`,
      { stream, modality },
      [{ pointer: '/modality', code: 'statement.condition_not_hypothetical', detail: 'expected "hypothetical"' }],
    );
  }
}

function excerpt(text: string): string {
  const cut = Array.from(text).slice(0, 60).join('');
  return JSON.stringify(cut === text ? text : `${cut}...`);
}
