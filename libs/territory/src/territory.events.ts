import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsReference,
  IsText,
  MayBeOmitted,
  type ActorRef,
  type PlaceRef,
  type Text,
} from '@tracker/vocabulary';

/** How control passed. */
export const CHANGES_OF_CONTROL = ['captured', 'liberated', 'annexed', 'ceded', 'withdrawn'] as const;
export type ChangeOfControl = (typeof CHANGES_OF_CONTROL)[number];

/** How sure it is who holds an area: assessed by somebody who is no party, claimed by a party, or fought over. */
export const CONTROL_STATUSES = ['assessed', 'claimed', 'contested'] as const;
export type ControlStatus = (typeof CONTROL_STATUSES)[number];

@Described(
  'Control over an area passed to somebody. `occurred` is when it passed. It says who holds the area, not who is entitled to it.',
)
export class TerritoryControlChanged {
  @IsReference('place', 'The area, the same place in every event of the stream.')
  readonly area!: PlaceRef;

  @IsReference('actor', 'Who holds it from then on.')
  readonly holder!: ActorRef;

  @MayBeOmitted()
  @IsReference('actor', 'Who held it until then. Left out: the source does not say.')
  readonly previous?: ActorRef;

  @IsCode(CHANGES_OF_CONTROL, 'How control passed.')
  readonly how!: ChangeOfControl;

  @IsCode(
    CONTROL_STATUSES,
    'assessed: somebody who is no party judges so; claimed: a party says so; contested: both sides are there or claim it.',
  )
  readonly status!: ControlStatus;

  @MayBeOmitted()
  @IsText('How the citation qualifies it in law: "illegally".')
  readonly legalNote?: Text;
}

/** Event types of streams `area-`: one area each. */
export const territoryTypes = {
  TerritoryControlChanged: eventType({
    schemaVersion: 1,
    payload: TerritoryControlChanged,
    summary: 'Control over an area passed to somebody: how, from whom, and how sure that is.',
    line: ({ area, holder, previous, how, status, legalNote }) =>
      `{${area}} ${how}: held by {${holder}}${previous === undefined ? '' : `, before by {${previous}}`} (${status}${legalNote === undefined ? '' : `; "${legalNote}"`})`,
    places: ({ area }) => [area],
    example: {
      stream: 'area-crimea',
      occurred: '2014',
      data: {
        area: 'place-crimea',
        holder: 'actor-russia',
        previous: 'actor-ukraine',
        how: 'annexed',
        status: 'assessed',
        legalNote: 'illegally',
      },
    },
  }),
};

export type TerritoryEvent = EventsOf<typeof territoryTypes>;
/** A change of control as rules and folds see it. */
export type Change = Foldable<TerritoryEvent>;
