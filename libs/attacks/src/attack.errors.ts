import { TrackerError } from '@tracker/problems';

/** An alarm is cleared that this source cleared already, or that nobody raised. */
export class AlarmNotRaisedError extends TrackerError {
  readonly code = 'attack.alarm_not_raised';

  constructor(stream: string, area: string, source: string) {
    super(
      `No alarm stands for ${area} in ${stream}, as ${source} has it, so none can be cleared. Record its AlarmRaised first, or clear it in the stream in which it was raised.`,
      { stream, area, source },
      [
        {
          pointer: '/data/area',
          code: 'attack.alarm_not_raised',
          detail: `expected an area with a raised alarm, found ${area}`,
        },
      ],
    );
  }
}

/** An attack is said to be part of, caused by, or a reprisal for itself. */
export class AttackLinkedToItselfError extends TrackerError {
  readonly code = 'attack.linked_to_itself';

  constructor(stream: string) {
    super(
      `${stream} is linked to itself. Name another attack in data.other, or record the link in the stream of the one that is the part, the consequence or the reprisal.`,
      { stream },
      [{ pointer: '/data/other', code: 'attack.linked_to_itself', detail: 'expected another attack' }],
    );
  }
}
