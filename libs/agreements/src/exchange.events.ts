import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsPartList,
  IsQuantity,
  IsReference,
  IsReferenceList,
  MayBeOmitted,
  MustHold,
  sayQuantity,
  type ActorRef,
  type Quantity,
} from '@tracker/vocabulary';
import { listed, named, namedList } from './phrase';

@Described('How many people one party let go.')
export class Release {
  @IsReference('actor', 'Who let them go.')
  readonly by!: ActorRef;

  @IsQuantity('How many.', { unit: 'persons' })
  readonly persons!: Quantity;

  @MayBeOmitted()
  @IsQuantity('Civilians among them. Left out: not said.', { unit: 'persons' })
  readonly civilians?: Quantity;
}

@Described(
  'Prisoners were exchanged, or let go by one party. An exchange over several days is one stream for each day that is counted on its own.',
)
@MustHold('released_once_by_each', 'each party once in released', ({ released }) => {
  if (!Array.isArray(released)) return true;
  const parties = released.map((release: Partial<Release> | null) => release?.by).filter((by) => by !== undefined);
  return new Set(parties).size === parties.length;
})
export class PrisonersExchanged {
  @IsPartList(
    () => Release,
    'Who let how many go, each party once; a party of which the source gives no number is left out.',
    {
      min: 1,
    },
  )
  readonly released!: readonly Release[];

  @MayBeOmitted()
  @IsReferenceList('actor', 'Who mediated.')
  readonly mediatedBy?: readonly ActorRef[];
}

/** Event types of streams `exchange-`: one exchange each. */
export const exchangeTypes = {
  PrisonersExchanged: eventType({
    schemaVersion: 1,
    payload: PrisonersExchanged,
    summary: 'Prisoners were exchanged: how many each party let go, and who mediated.',
    line: ({ released, mediatedBy }) =>
      `Prisoners exchanged: ${listed(released.map(sayRelease), 'nobody')}${mediatedBy?.length ? `; mediated by ${namedList(mediatedBy)}` : ''}`,
    example: {
      stream: 'exchange-2025-03-19',
      occurred: '2025-03-19',
      data: {
        released: [
          { by: 'actor-russia', persons: 175, civilians: { qualifier: 'none' } },
          { by: 'actor-ukraine', persons: 175 },
        ],
        mediatedBy: ['actor-saudi-arabia'],
      },
    },
  }),
};

function sayRelease({ by, persons, civilians }: Release): string {
  return `${sayQuantity(persons)} by ${named(by)}${civilians === undefined ? '' : ` (civilians: ${sayQuantity(civilians)})`}`;
}

export type ExchangeEvent = EventsOf<typeof exchangeTypes>;
/** An event of an exchange as rules and folds see it. */
export type ExchangeTelling = Foldable<ExchangeEvent>;
