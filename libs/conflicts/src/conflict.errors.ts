import { TrackerError } from '@tracker/problems';

/** A conflict is opened a second time. */
export class ConflictAlreadyOpenError extends TrackerError {
  readonly code = 'conflict.already_open';

  constructor(conflict: string, name: string) {
    super(
      `Conflict ${conflict} is open already, as ${JSON.stringify(name)}. Record into it, or open another conflict under an id of its own; a wrong name is mended with EventCorrected.`,
      { conflict, name },
    );
  }
}
