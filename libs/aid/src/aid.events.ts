import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  AtLeastOneOf,
  Described,
  IsCode,
  IsIssueKey,
  IsPart,
  IsPartList,
  IsQuantity,
  IsReference,
  IsText,
  MayBeOmitted,
  MustHold,
  Reason,
  type ActorRef,
  type IssueKey,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';
import { sayAid } from './aid.line';
import { isAmountWithCurrency, isIso4217, IsCurrency, type Currency } from './currency';

export const AID_KINDS = ['military', 'financial', 'humanitarian', 'energy', 'reconstruction', 'other'] as const;
export type AidKind = (typeof AID_KINDS)[number];

@Described('Things of one kind.')
export class AidItem {
  @IsText('What it is. The same words stand for the same thing in pledges and deliveries, which are compared by them.')
  readonly name!: Text;

  @IsQuantity('How many.')
  readonly count!: Quantity;
}

/** What both a pledge and a delivery consist of. */
@AtLeastOneOf('amount', 'items')
@MustHold('aid_amount_and_currency', 'amount and currency together, or neither of them', ({ amount, currency }) =>
  isAmountWithCurrency(amount, currency),
)
@MustHold('aid_currency_iso_4217', 'currency to be a code of ISO 4217, such as USD, EUR or UAH', ({ currency }) =>
  isIso4217(currency),
)
@MustHold('aid_items_differ', 'each name once in items', ({ items }) => namesDiffer(items))
abstract class Aid {
  @MayBeOmitted()
  @IsQuantity('How much money, in whole units of `currency`.', { unit: 'units of currency' })
  readonly amount?: Quantity;

  @MayBeOmitted()
  @IsCurrency('Of the amount, by its ISO 4217 code. Sums are made in each currency, never across currencies.')
  readonly currency?: Currency;

  @MayBeOmitted()
  @IsPartList(() => AidItem, 'What is given in kind.', { min: 1 })
  readonly items?: readonly AidItem[];
}

@Described(
  'Somebody promised aid to somebody: money, things, or both. One stream is one pledge, or one package. `occurred` is when it was promised.',
)
export class AidPledged extends Aid {
  @IsReference('actor', 'Who gives.')
  readonly donor!: ActorRef;

  @IsReference('actor', 'Who is to receive.')
  readonly recipient!: ActorRef;

  @IsCode(AID_KINDS, 'What it is for. `other` wants a citation.note that says what.')
  readonly kind!: AidKind;
}

@Described(
  'Part of a pledge, or all of it, arrived. `occurred` is when. Deliveries add up, unless they are told to be one and the same.',
)
export class AidDelivered extends Aid {
  @MayBeOmitted()
  @IsIssueKey(
    'Key of the delivery, the same for all who tell of it: `first-tranche`. Left out: deliveries of the same time, and those without any, are one and the same, told by different sources or told anew.',
  )
  readonly delivery?: IssueKey;
}

@Described('A pledge is not carried out for the time being.')
export class AidSuspended {
  @MayBeOmitted()
  @IsReference('actor', 'Who suspended it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

@Described('A suspended pledge is carried out again.')
export class AidResumed {
  @MayBeOmitted()
  @IsReference('actor', 'Who resumed it.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

/** Event types of streams `aid-`: one pledge each, and what became of it. */
export const aidTypes = {
  AidPledged: eventType({
    schemaVersion: 1,
    payload: AidPledged,
    summary: 'Aid was promised: by whom, to whom, what for, and how much.',
    line: ({ donor, recipient, kind, ...aid }) =>
      `{${donor}} pledges {${recipient}} aid (${kind.replaceAll('_', ' ')}): ${sayAid(aid)}`,
    example: {
      stream: 'aid-united-states-military-2025-01-09',
      occurred: '2025-01-09',
      data: {
        donor: 'actor-united-states',
        recipient: 'actor-ukraine',
        kind: 'military',
        amount: 500_000_000,
        currency: 'USD',
      },
    },
  }),
  AidDelivered: eventType({
    schemaVersion: 1,
    payload: AidDelivered,
    summary: 'Part of a pledge, or all of it, arrived.',
    line: ({ delivery, ...aid }) => `Aid delivered${delivery === undefined ? '' : ` (${delivery})`}: ${sayAid(aid)}`,
    example: {
      stream: 'aid-united-states-military-2025-01-09',
      occurred: '2025-02',
      data: { amount: { qualifier: 'about', best: 200_000_000 }, currency: 'USD', delivery: 'first-tranche' },
    },
  }),
  AidSuspended: eventType({
    schemaVersion: 1,
    payload: AidSuspended,
    summary: 'A pledge is not carried out for the time being.',
    line: (data) => `Aid suspended${byWhomAndWhy(data)}`,
    example: {
      stream: 'aid-united-states-military-2025-01-09',
      occurred: '2025-03-03',
      data: { by: 'actor-donald-trump', reason: { text: 'Until talks on peace begin', basis: 'implied' } },
    },
  }),
  AidResumed: eventType({
    schemaVersion: 1,
    payload: AidResumed,
    summary: 'A suspended pledge is carried out again.',
    line: (data) => `Aid resumed${byWhomAndWhy(data)}`,
    example: {
      stream: 'aid-united-states-military-2025-01-09',
      occurred: '2025-03-11',
      data: { by: 'actor-united-states' },
    },
  }),
};

function byWhomAndWhy({ by, reason }: AidSuspended): string {
  return `${by === undefined ? '' : ` by {${by}}`}${reason === undefined ? '' : `: ${reason.text}`}`;
}

function namesDiffer(items: unknown): boolean {
  if (!Array.isArray(items)) return true;
  const names = items.map((item: unknown) => (item as Readonly<Record<string, unknown>> | null)?.['name']);
  const given = names.filter((name) => typeof name === 'string');
  return new Set(given).size === given.length;
}

export type AidEvent = EventsOf<typeof aidTypes>;
/** An event of a pledge as rules and folds see it. */
export type AidTelling = Foldable<AidEvent>;
/** The same of one type. */
export type AidTellingOf<Type extends AidEvent['type']> = Extract<AidTelling, { readonly type: Type }>;
