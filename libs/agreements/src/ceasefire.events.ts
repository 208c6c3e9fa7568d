import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsOccurred,
  IsPart,
  IsReference,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  MustHold,
  Reason,
  type ActorRef,
  type AgreementRef,
  type AttackRef,
  type Occurred,
  type Text,
} from '@tracker/vocabulary';
import { after, byWhomAndWhy, lasting, named, namedList } from './phrase';
import { isBefore } from './time-order';

@Described('What a ceasefire is about: who stops, what is stopped, from when to when.')
@MustHold(
  'ceasefire_ends_after_it_begins',
  'to not before from',
  ({ from, to }) => typeof from !== 'string' || typeof to !== 'string' || !isBefore(to, from),
)
export class CeasefireTerms {
  @IsReferenceList('actor', 'Who stops: one party where it is declared by one alone.', { min: 1 })
  readonly parties!: readonly ActorRef[];

  @IsText('What is stopped, and where: "strikes on energy".')
  readonly scope!: Text;

  @MayBeOmitted()
  @IsOccurred('From when it holds.')
  readonly from?: Occurred;

  @MayBeOmitted()
  @IsOccurred('Until when it holds, the last day included. Left out: no end is set.')
  readonly to?: Occurred;
}

@Described('Somebody proposed a ceasefire. What the same party proposes later takes its place.')
export class CeasefireProposed extends CeasefireTerms {
  @IsReference('actor', 'Who proposed it.')
  readonly by!: ActorRef;
}

@Described('A ceasefire was declared. One prolonged, or declared anew, is a stream of its own.')
export class CeasefireDeclared extends CeasefireTerms {
  @IsOccurred('From when it holds.')
  declare readonly from: Occurred;

  @MayBeOmitted()
  @IsReference('agreement', 'The agreement in which it stands.')
  readonly agreement?: AgreementRef;
}

@Described('A ceasefire in force was violated. Each violation is counted once: by its attack, or else by who and when.')
export class CeasefireViolated {
  @MayBeOmitted()
  @IsReference('actor', 'Who violated it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsReference('attack', 'The attack that violated it.')
  readonly attack?: AttackRef;
}

@Described('A declared ceasefire ended, at its time or before. What only ran out at `to` needs no such event.')
export class CeasefireEnded {
  @MayBeOmitted()
  @IsReference('actor', 'Who ended it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

const LIMITED = 'ceasefire-energy-2025-03';

/** Event types of streams `ceasefire-`: one ceasefire each. */
export const ceasefireTypes = {
  CeasefireProposed: eventType({
    schemaVersion: 1,
    payload: CeasefireProposed,
    summary: 'Somebody proposed a ceasefire.',
    line: ({ by, parties, scope, from, to }) =>
      `Ceasefire proposed by ${named(by)} for ${namedList(parties)}: ${scope}${lasting({ from, to })}`,
    example: {
      stream: LIMITED,
      occurred: '2025-03-11',
      data: {
        by: 'actor-united-states',
        parties: ['actor-russia', 'actor-ukraine'],
        scope: 'All fighting for 30 days',
      },
    },
  }),
  CeasefireDeclared: eventType({
    schemaVersion: 1,
    payload: CeasefireDeclared,
    summary: 'A ceasefire was declared: by whom, on what, from when to when.',
    line: ({ parties, scope, from, to }) =>
      `Ceasefire declared by ${namedList(parties)}: ${scope}${lasting({ from, to })}`,
    example: {
      stream: LIMITED,
      occurred: '2025-03-18',
      data: {
        parties: ['actor-russia', 'actor-ukraine'],
        scope: 'Strikes on energy',
        from: '2025-03-18',
        to: '2025-04-16',
      },
    },
  }),
  CeasefireViolated: eventType({
    schemaVersion: 1,
    payload: CeasefireViolated,
    summary: 'A ceasefire in force was violated.',
    line: ({ by, attack }) =>
      `Ceasefire violated${after(' by ', by && named(by))}${after(': ', attack && named(attack))}`,
    example: { stream: LIMITED, occurred: '2025-03-19', data: { by: 'actor-russia' } },
  }),
  CeasefireEnded: eventType({
    schemaVersion: 1,
    payload: CeasefireEnded,
    summary: 'A declared ceasefire ended.',
    line: (data) => `Ceasefire ended${byWhomAndWhy(data)}`,
    example: { stream: LIMITED, occurred: '2025-04-16', data: { reason: { text: 'It was not prolonged.' } } },
  }),
};

export type CeasefireEvent = EventsOf<typeof ceasefireTypes>;
/** An event of a ceasefire as rules and folds see it. */
export type CeasefireTelling = Foldable<CeasefireEvent>;
export type CeasefireTellingOf<Type extends CeasefireTelling['type']> = Extract<
  CeasefireTelling,
  { readonly type: Type }
>;
