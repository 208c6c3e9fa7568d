import { TrackerError } from '@tracker/problems';

/** The same source has already told of this step of the ceasefire. */
export class CeasefireAlreadyToldError extends TrackerError {
  readonly code = 'ceasefire.already_told';

  constructor(stream: string, type: string, source: string, version: number) {
    super(
      `Ceasefire ${stream}: ${source} has already told in version ${version} what a second ${type} would tell again. Correct version ${version} if it was wrong, or give a ceasefire prolonged or declared anew a stream of its own.`,
      { stream, source, version },
    );
  }
}

/** The end of a ceasefire, or a violation, of which nobody has told that it was declared. */
export class CeasefireNotDeclaredError extends TrackerError {
  readonly code = 'ceasefire.not_declared';

  constructor(stream: string, type: string) {
    super(
      `Ceasefire ${stream}: ${type} needs a ceasefire that was declared, and none is recorded. Record CeasefireDeclared first; a proposal is not enough.`,
      { stream },
    );
  }
}

/** A violation at a time when no source has the ceasefire in force. */
export class CeasefireNotInForceError extends TrackerError {
  readonly code = 'ceasefire.not_in_force';

  constructor(stream: string, occurred: string | undefined, told: readonly string[]) {
    super(
      `Ceasefire ${stream}: a violation needs it in force then, and ${occurred ?? 'now (no occurred is given)'} is outside of what is told: ${told.join('; ')}. State when it was violated in \`occurred\`, correct the declaration or the end if that was wrong, or record the attack alone.`,
      { stream, ...(occurred === undefined ? {} : { occurred }) },
      [{ pointer: '/occurred', code: 'ceasefire.not_in_force', detail: `expected a time in: ${told.join('; ')}` }],
    );
  }
}
