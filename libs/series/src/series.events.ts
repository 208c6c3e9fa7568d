import { eventType, type EventsOf, type Foldable } from '@tracker/event-store';
import {
  Described,
  IsFlag,
  IsQuantity,
  IsText,
  MayBeOmitted,
  sayQuantity,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';

@Described('A series of numbers is kept: one metric, and one year of it, a stream.')
export class SeriesOpened {
  @IsText('What is counted or measured: "Personnel losses of Russia".')
  readonly metric!: Text;

  @IsText('In what: "persons", "USD a barrel".')
  readonly unit!: Text;

  @IsFlag(
    'true: each point is the total up to its time, so that the series never falls; false: each point stands for itself.',
  )
  readonly cumulative!: boolean;
}

@Described(
  'A source gives the value of the series at a time. `occurred` is that time, and has to be stated: the end of the period that a total covers, or the period that is counted.',
)
export class SeriesPointReported {
  @IsQuantity('The value, in the unit of the series.')
  readonly value!: Quantity;
}

@Described(
  'From `occurred` on the series counts something else, or otherwise: points before and after are not compared, and charts do not join them.',
)
export class SeriesDefinitionChanged {
  @IsText('What changed.')
  readonly text!: Text;

  @MayBeOmitted()
  @IsText('The unit from then on. Left out: as before.')
  readonly unit?: Text;

  @MayBeOmitted()
  @IsFlag('Whether points are totals from then on. Left out: as before.')
  readonly cumulative?: boolean;
}

/** Event types of streams `series-`: one metric and one year of it each. */
export const seriesTypes = {
  SeriesOpened: eventType({
    schemaVersion: 1,
    payload: SeriesOpened,
    summary: 'A series of numbers is kept: of what, in which unit, and whether its points are totals.',
    line: ({ metric, unit, cumulative }) => `Series opened: ${metric}, in ${unit}${cumulative ? ', cumulative' : ''}`,
    example: {
      stream: 'series-russian-personnel-losses-2025',
      occurred: '2025',
      data: { metric: 'Personnel losses of Russia', unit: 'persons', cumulative: true },
    },
  }),
  SeriesPointReported: eventType({
    schemaVersion: 1,
    payload: SeriesPointReported,
    summary: 'A source gives the value of a series at a time.',
    line: ({ value }) => `Value of the series: ${sayQuantity(value)}`,
    example: {
      stream: 'series-russian-personnel-losses-2025',
      occurred: '2025-02-18',
      data: { value: { qualifier: 'about', best: 860_000 } },
    },
  }),
  SeriesDefinitionChanged: eventType({
    schemaVersion: 1,
    payload: SeriesDefinitionChanged,
    summary: 'A series counts something else, or otherwise, from a time on.',
    line: ({ text, unit, cumulative }) =>
      [
        `Definition of the series changed: ${text}`,
        unit === undefined ? undefined : `in ${unit}`,
        cumulative === undefined ? undefined : cumulative ? 'cumulative' : 'not cumulative',
      ]
        .filter((part) => part !== undefined)
        .join('; '),
    example: {
      stream: 'series-russian-personnel-losses-2025',
      occurred: '2025-02-10',
      data: { text: 'Missing persons are counted as well' },
    },
  }),
};

export type SeriesEvent = EventsOf<typeof seriesTypes>;
/** An event of a series as rules and folds see it. */
export type SeriesTelling = Foldable<SeriesEvent>;
/** The same of one type. */
export type SeriesTellingOf<Type extends SeriesEvent['type']> = Extract<SeriesTelling, { readonly type: Type }>;
