import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsFlag,
  IsOccurred,
  IsReference,
  IsText,
  MayBeOmitted,
  MustHold,
  parseOccurred,
  type ActorRef,
  type Occurred,
  type Text,
} from '@tracker/vocabulary';

@Described('An office, post or role that actors hold.')
class OfficeRegistered {
  @IsText('Title of the office: "Secretary of State".')
  readonly title!: Text;

  @MayBeOmitted()
  @IsReference('actor', 'Whose office it is.')
  readonly of?: ActorRef;

  @IsFlag('Whether it has one holder at a time.')
  readonly exclusive!: boolean;
}

@Described(
  'Somebody held an office. `occurred` is a time at which the holder was in office, all that most reports tell; `from` and `to` only when stated.',
)
@MustHold('office_period_in_order', 'from before to', ({ from, to }) => !endsBeforeItBegins(from, to))
class OfficeHeld {
  @IsReference('actor', 'Who held it.')
  readonly holder!: ActorRef;

  @MayBeOmitted()
  @IsOccurred('The first day in office, as stated.')
  readonly from?: Occurred;

  @MayBeOmitted()
  @IsOccurred('The last day in office, as stated.')
  readonly to?: Occurred;

  @MayBeOmitted()
  @IsReference('actor', 'Who is said to have held it before.')
  readonly predecessor?: ActorRef;
}

/** Event types of streams `office-`: one office is one stream, so that two holders at once are seen in one place. */
export const officeTypes = {
  OfficeRegistered: eventType({
    schemaVersion: 1,
    payload: OfficeRegistered,
    registration: true,
    summary: 'An office gets its id and its title; the first event of its stream.',
    line: ({ title, of }) => `Registered: office ${title}${of === undefined ? '' : ` of {${of}}`}`,
    label: ({ title }) => title,
    example: {
      stream: 'office-us-secretary-of-state',
      data: { title: 'Secretary of State', of: 'actor-united-states', exclusive: true },
    },
  }),
  OfficeHeld: eventType({
    schemaVersion: 1,
    payload: OfficeHeld,
    summary: 'Somebody held an office, at a time or over a stated period.',
    line: ({ holder, from, to, predecessor }) =>
      [
        `In office: {${holder}}`,
        from === undefined ? '' : ` from ${from}`,
        to === undefined ? '' : ` to ${to}`,
        predecessor === undefined ? '' : `, after {${predecessor}}`,
      ].join(''),
    example: {
      stream: 'office-us-secretary-of-state',
      occurred: '2025-02-18',
      data: { holder: 'actor-marco-rubio', predecessor: 'actor-antony-blinken' },
    },
  }),
};

export type OfficeEvent = EventsOf<typeof officeTypes>;
/** An office's event of one type, as rules and folds see it. */
export type OfficeEventOf<Type extends OfficeEvent['type']> = Foldable<Extract<OfficeEvent, { readonly type: Type }>>;

function endsBeforeItBegins(from: unknown, to: unknown): boolean {
  if (typeof from !== 'string' || typeof to !== 'string') return false;
  const [begin, end] = [parseOccurred(from), parseOccurred(to)];
  const [first, last] = [begin?.from ?? begin?.to, end?.to ?? end?.from];
  return first != null && last != null && last < first;
}
