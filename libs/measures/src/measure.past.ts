import { pastVersion } from '@tracker/event-store';
import {
  Described,
  IsCode,
  IsQuantity,
  IsReferenceList,
  IsText,
  MayBeOmitted,
  type ActorRef,
  type Quantity,
  type Text,
} from '@tracker/vocabulary';

const MEASURE_KINDS_1 = [
  'sanction',
  'embargo',
  'expulsion',
  'visa_ban',
  'asset_freeze',
  'restriction',
  'other',
] as const;

@Described(
  'Somebody imposed a measure on somebody. `occurred` is when it was imposed. A party that stands in both `by` and `target`: the measure is mutual.',
)
class MeasureImposedV1 {
  @IsCode(MEASURE_KINDS_1, 'What kind of measure. `other` wants a citation.note that says what.')
  readonly kind!: (typeof MEASURE_KINDS_1)[number];

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
  @IsQuantity('How many measures, or how many they hit: the expelled of an expulsion.')
  readonly count?: Quantity;
}

/** Measures that are taken against each one by name: who counts them counts whom they hit. */
const KINDS_COUNTED_BY_WHOM_THEY_HIT: ReadonlySet<string> = new Set(['expulsion', 'visa_ban', 'asset_freeze']);

/** One number for two things, which of the two being left to its reader. */
export const MEASURE_IMPOSED_1 = pastVersion({
  schemaVersion: 1,
  payload: MeasureImposedV1,
  change:
    'One `count` stood for how many measures it is and for how many they hit; version 2 tells the two apart as `measures` and `affected`. The `count` of an expulsion, a visa ban or an asset freeze is read as `affected`, any other as `measures`; one that was meant otherwise is corrected.',
  upcast: ({ count, ...told }: MeasureImposedV1) => {
    if (count === undefined) return told;
    return KINDS_COUNTED_BY_WHOM_THEY_HIT.has(told.kind) ? { ...told, affected: count } : { ...told, measures: count };
  },
  example: {
    stream: 'measure-western-sanctions-on-russia',
    occurred: '/2025-02-19',
    data: {
      kind: 'sanction',
      by: ['actor-united-states', 'actor-european-countries'],
      target: ['actor-russia'],
      aim: 'Harm the economy of Russia',
      count: { qualifier: 'some', words: 'a slew' },
    },
  },
});
