import { eventType, type EventsOf } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsIso3,
  IsNames,
  IsPoint,
  IsText,
  IsTextList,
  MayBeOmitted,
  PLACE_PRECISIONS,
  type Iso3,
  type Language,
  type PlacePrecision,
  type Point,
  type Text,
} from '@tracker/vocabulary';

@Described('A place, known as far as its precision says. Without a sourced point it has none.')
class PlaceRegistered {
  @IsText('Name in the language of the log.')
  readonly name!: Text;

  @MayBeOmitted()
  @IsNames('Names in other languages, each under its language tag.')
  readonly names?: Readonly<Record<Language, Text>>;

  @MayBeOmitted()
  @IsIso3('Country it lies in by international recognition; says nothing about who controls it.')
  readonly country?: Iso3;

  @MayBeOmitted()
  @IsTextList('Administrative units it lies in, the largest first, without the country and the place itself.')
  readonly adminPath?: readonly Text[];

  @IsCode(PLACE_PRECISIONS, 'How far the place is known; the precision of its point too.')
  readonly precision!: PlacePrecision;

  @MayBeOmitted()
  @IsPoint('Where it is, in WGS84 degrees, as a source has it: never invented, never a centre of ours.')
  readonly point?: Point;
}

/** Event types of streams `place-`. */
export const placeTypes = {
  PlaceRegistered: eventType({
    schemaVersion: 1,
    payload: PlaceRegistered,
    registration: true,
    summary: 'A place gets its id and its name.',
    line: ({ name, precision }) => `Registered: ${name}, known as ${precision}`,
    label: ({ name }) => name,
    otherNames: ({ names }) => names,
    example: {
      stream: 'place-dolynska',
      data: {
        name: 'Dolynska',
        names: { uk: 'Долинська' },
        country: 'UKR',
        adminPath: ['Kirovohrad region'],
        precision: 'settlement',
      },
    },
  }),
};

export type PlaceEvent = EventsOf<typeof placeTypes>;
