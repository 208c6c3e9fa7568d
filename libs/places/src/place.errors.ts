import { TrackerError } from '@tracker/problems';

/** A place is registered a second time. */
export class PlaceAlreadyRegisteredError extends TrackerError {
  readonly code = 'place.already_registered';

  constructor(stream: string, name: string) {
    super(
      `${stream} is registered already, as ${JSON.stringify(name)}. Register another place under an id of its own; a wrong registration is mended with EventCorrected.`,
      { stream, name },
    );
  }
}
