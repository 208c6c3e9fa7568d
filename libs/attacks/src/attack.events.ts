import { eventType, type EventsOf } from '@tracker/event-store';
import { Described, IsCode, IsReference, type AttackRef, type PlaceRef } from '@tracker/vocabulary';
import { LINK_RELATIONS, type LinkRelation } from './attack.codes';
import { named } from './attack.line';
import { barrageTypes } from './barrage.events';
import { harmTypes } from './harm.events';
import { incidentTypes } from './incident.events';

@Described('An air-raid or other alarm was raised.')
export class AlarmRaised {
  @IsReference('place', 'For which area.')
  readonly area!: PlaceRef;
}

@Described('An alarm was cleared that had been raised.')
export class AlarmCleared {
  @IsReference('place', 'For which area.')
  readonly area!: PlaceRef;
}

const RELATIONS_SAID: Readonly<Record<LinkRelation, string>> = {
  partOf: 'part of',
  causedBy: 'caused by',
  reprisalFor: 'a reprisal for',
};

@Described('This attack is part of, caused by, or a reprisal for another one.')
export class AttacksLinked {
  @IsReference('attack', 'The other attack.')
  readonly other!: AttackRef;

  @IsCode(LINK_RELATIONS, 'What this attack is to the other.')
  readonly relation!: LinkRelation;
}

/** Every event type of an `attack-` stream: one barrage or one incident. */
export const attackTypes = {
  ...barrageTypes,
  ...incidentTypes,
  ...harmTypes,
  AlarmRaised: eventType({
    schemaVersion: 1,
    payload: AlarmRaised,
    summary: 'A source reports that an alarm was raised.',
    line: ({ area }) => `Alarm raised in ${named(area)}`,
    places: ({ area }) => [area],
    example: {
      stream: 'attack-2025-02-18-overnight',
      occurred: '2025-02-17T19:00+02:00',
      data: { area: 'place-ukraine' },
    },
  }),
  AlarmCleared: eventType({
    schemaVersion: 1,
    payload: AlarmCleared,
    summary: 'A source reports that an alarm was cleared.',
    line: ({ area }) => `Alarm cleared in ${named(area)}`,
    places: ({ area }) => [area],
    example: {
      stream: 'attack-2025-02-18-overnight',
      occurred: '2025-02-18T09:00+02:00',
      data: { area: 'place-ukraine' },
    },
  }),
  AttacksLinked: eventType({
    schemaVersion: 1,
    payload: AttacksLinked,
    summary: 'This attack is linked to another one.',
    line: ({ other, relation }) => `An attack is told to be ${RELATIONS_SAID[relation]} ${named(other)}`,
    example: {
      stream: 'attack-2025-02-18-dolynska',
      data: { other: 'attack-2025-02-18-overnight', relation: 'partOf' },
    },
  }),
};

export type AttackEvent = EventsOf<typeof attackTypes>;
