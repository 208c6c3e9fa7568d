import { TrackerError } from '@tracker/problems';

/** An actor is registered a second time. */
export class ActorAlreadyRegisteredError extends TrackerError {
  readonly code = 'actor.already_registered';

  constructor(stream: string, name: string) {
    super(
      `${stream} is registered already, as ${JSON.stringify(name)}. Register another actor under an id of its own; a wrong registration is mended with EventCorrected.`,
      { stream, name },
    );
  }
}
