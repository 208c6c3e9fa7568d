import { eventType, type EventsOf } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsIso3,
  IsNames,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  type ActorRef,
  type Iso3,
  type Language,
  type Text,
} from '@tracker/vocabulary';

export const ACTOR_KINDS = ['person', 'state', 'agency', 'armed_group', 'organisation', 'population', 'group'] as const;
export type ActorKind = (typeof ACTOR_KINDS)[number];

@Described('Somebody who acts, speaks or is spoken of: a person, a state, an agency, a group.')
class ActorRegistered {
  @IsText('Name in the language of the log.')
  readonly name!: Text;

  @MayBeOmitted()
  @IsNames('Names in other languages, each under its language tag.')
  readonly names?: Readonly<Record<Language, Text>>;

  @IsCode(ACTOR_KINDS, 'What the actor is. `group`: named loosely, such as "European allies".')
  readonly kind!: ActorKind;

  @MayBeOmitted()
  @IsIso3('Country code of a state, or of the state the actor belongs to.')
  readonly iso3?: Iso3;

  @MayBeOmitted()
  @IsReferenceList('actor', 'Known members; the list may be incomplete and never says who was there.')
  readonly members?: readonly ActorRef[];
}

/** Event types of streams `actor-`. */
export const actorTypes = {
  ActorRegistered: eventType({
    schemaVersion: 1,
    payload: ActorRegistered,
    registration: true,
    summary: 'An actor gets its id and its name.',
    line: ({ name, kind }) => `Registered: ${name}, ${kind.replace('_', ' ')}`,
    label: ({ name }) => name,
    otherNames: ({ names }) => names,
    example: {
      stream: 'actor-volodymyr-zelenskyy',
      data: { name: 'Volodymyr Zelenskyy', names: { uk: 'Володимир Зеленський' }, kind: 'person' },
    },
  }),
};

export type ActorEvent = EventsOf<typeof actorTypes>;
