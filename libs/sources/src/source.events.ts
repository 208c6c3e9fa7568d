import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsReference,
  IsText,
  MayBeOmitted,
  RELIABILITIES,
  type ActorRef,
  type Reliability,
  type SourceRef,
  type Text,
} from '@tracker/vocabulary';

export const SOURCE_KINDS = ['official', 'media', 'ngo', 'social', 'sensor', 'dataset'] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];

export const LINK_RELATIONS = ['owns', 'quotes', 'copies'] as const;
export type LinkRelation = (typeof LINK_RELATIONS)[number];

@Described('Somebody who says things that are recorded: an office, a newsroom, a channel, a sensor.')
class SourceRegistered {
  @IsText('Name of the source.')
  readonly name!: Text;

  @IsCode(SOURCE_KINDS, 'What the source is.')
  readonly kind!: SourceKind;

  @MayBeOmitted()
  @IsReference('actor', 'The same person or body where it acts.')
  readonly actor?: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'The party whose side it speaks for.')
  readonly side?: ActorRef;
}

@Described('A source is graded by the Admiralty code. The citation says who grades; what it graded last stands.')
export class SourceGraded {
  @IsCode(RELIABILITIES, 'How reliable: A completely, B usually, C fairly, D not usually, E not, F cannot be judged.')
  readonly reliability!: Reliability;

  @IsText('Why.')
  readonly reason!: Text;
}

@Described('The source owns, quotes or copies another: the two are not independent.')
class SourceLinked {
  @IsReference('source', 'The other source.')
  readonly other!: SourceRef;

  @IsCode(LINK_RELATIONS, 'What the source does with the other.')
  readonly relation!: LinkRelation;
}

/** Event types of streams `source-`. */
export const sourceTypes = {
  SourceRegistered: eventType({
    schemaVersion: 1,
    payload: SourceRegistered,
    registration: true,
    summary: 'A source gets its id and its name.',
    line: ({ name, kind }) => `Registered: source ${name}, ${kind}`,
    label: ({ name }) => name,
    example: {
      stream: 'source-ukrainian-air-force',
      data: { name: 'Ukrainian air force', kind: 'official', side: 'actor-ukraine' },
    },
  }),
  SourceGraded: eventType({
    schemaVersion: 1,
    payload: SourceGraded,
    summary: 'A source is graded for its reliability.',
    line: ({ reliability, reason }) => `Source graded ${reliability}: ${reason}`,
    example: {
      stream: 'source-ukrainian-air-force',
      occurred: '2025-02-19',
      data: { reliability: 'B', reason: 'Its counts of launched drones are mostly borne out.' },
    },
  }),
  SourceLinked: eventType({
    schemaVersion: 1,
    payload: SourceLinked,
    summary: 'A source is found to depend on another.',
    line: ({ other, relation }) => `Source ${relation} {${other}}`,
    ties: ({ other }) => [other],
    example: { stream: 'source-unnamed-outlet', data: { other: 'source-associated-press', relation: 'copies' } },
  }),
};

export type SourceEvent = EventsOf<typeof sourceTypes>;
/** A source's event of one type, as rules and folds see it. */
export type SourceEventOf<Type extends SourceEvent['type']> = Foldable<Extract<SourceEvent, { readonly type: Type }>>;
