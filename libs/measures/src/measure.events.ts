import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsPart,
  IsQuantity,
  IsReference,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  Reason,
  sayQuantity,
  type ActorRef,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';
import { MEASURE_IMPOSED_1 } from './measure.past';

export const MEASURE_KINDS = [
  'sanction',
  'embargo',
  'expulsion',
  'visa_ban',
  'asset_freeze',
  'restriction',
  'other',
] as const;
export type MeasureKind = (typeof MEASURE_KINDS)[number];

@Described(
  'Somebody imposed a measure on somebody. `occurred` is when it was imposed. A party that stands in both `by` and `target`: the measure is mutual.',
)
export class MeasureImposed {
  @IsCode(MEASURE_KINDS, 'What kind of measure. `other` wants a citation.note that says what.')
  readonly kind!: MeasureKind;

  @IsReferenceList('actor', 'Who imposed it.', { min: 1 })
  readonly by!: readonly ActorRef[];

  @IsReferenceList('actor', 'On whom.', { min: 1 })
  readonly target!: readonly ActorRef[];

  @MayBeOmitted()
  @IsText('What it bears on: "embassy staff".')
  readonly object?: Text;

  @MayBeOmitted()
  @IsText('What it is to bring about, as the source has it.')
  readonly aim?: Text;

  @MayBeOmitted()
  @IsQuantity('How many measures it is, where several are told of as one: "a slew" of sanctions.')
  readonly measures?: Quantity;

  @MayBeOmitted()
  @IsQuantity('How many people or bodies it hits: the expelled of an expulsion.')
  readonly affected?: Quantity;
}

@Described('A measure was eased: part of it no longer holds, the rest does.')
export class MeasureEased {
  @MayBeOmitted()
  @IsReference('actor', 'Who eased it. Left out: the source does not say.')
  readonly by?: ActorRef;

  @IsText('What no longer falls under it. The same words stand for the same easing, whoever tells of it.')
  readonly object!: Text;
}

@Described('A measure was lifted: nothing of it holds any more.')
export class MeasureLifted {
  @MayBeOmitted()
  @IsReference('actor', 'Who lifted it. Where only one of several takes back its own part, record MeasureEased.')
  readonly by?: ActorRef;

  @MayBeOmitted()
  @IsPart(() => Reason, 'Why.')
  readonly reason?: Reason;
}

/** Event types of streams `measure-`: one measure, or one set of measures imposed together, each. */
export const measureTypes = {
  MeasureImposed: eventType({
    schemaVersion: 2,
    payload: MeasureImposed,
    past: [MEASURE_IMPOSED_1],
    summary: 'A sanction, an expulsion or another measure was imposed: by whom, on whom, bearing on what.',
    line: ({ kind, by, target, object, aim, measures, affected }) =>
      [
        `${named(by)} imposed on ${named(target)}: ${kind.replaceAll('_', ' ')}`,
        object,
        howMany(measures, affected),
        aim === undefined ? undefined : `aim: ${aim}`,
      ]
        .filter((part) => part !== undefined)
        .join('; '),
    example: {
      stream: 'measure-western-sanctions-on-russia',
      occurred: '/2025-02-19',
      data: {
        kind: 'sanction',
        by: ['actor-united-states', 'actor-european-countries'],
        target: ['actor-russia'],
        aim: 'Harm the economy of Russia',
        measures: { qualifier: 'some', words: 'a slew' },
      },
    },
  }),
  MeasureEased: eventType({
    schemaVersion: 1,
    payload: MeasureEased,
    summary: 'A measure was eased: part of it no longer holds.',
    line: ({ by, object }) => `Measure eased${by === undefined ? '' : ` by {${by}}`}: ${object}`,
    example: {
      stream: 'measure-embassy-expulsions',
      occurred: '2025-02-18/..',
      data: { object: 'Staffing of the embassies in Washington and Moscow' },
    },
  }),
  MeasureLifted: eventType({
    schemaVersion: 1,
    payload: MeasureLifted,
    summary: 'A measure was lifted: nothing of it holds any more.',
    line: ({ by, reason }) =>
      `Measure lifted${by === undefined ? '' : ` by {${by}}`}${reason === undefined ? '' : `: ${reason.text}`}`,
    example: {
      stream: 'measure-embassy-expulsions',
      occurred: '2025-03-01',
      data: { by: 'actor-united-states', reason: { text: 'Embassy staff were to be restored' } },
    },
  }),
};

function howMany(measures: Quantity | undefined, affected: Quantity | undefined): string | undefined {
  const told = [measures, affected].flatMap((quantity) => (quantity === undefined ? [] : [sayQuantity(quantity)]));
  return told.length === 0 ? undefined : `how many: ${told.join(', affecting ')}`;
}

function named(actors: readonly ActorRef[]): string {
  return actors.map((actor) => `{${actor}}`).join(', ');
}

export type MeasureEvent = EventsOf<typeof measureTypes>;
/** An event of a measure as rules and folds see it. */
export type MeasureTelling = Foldable<MeasureEvent>;
/** The same of one type. */
export type MeasureTellingOf<Type extends MeasureEvent['type']> = Extract<MeasureTelling, { readonly type: Type }>;
