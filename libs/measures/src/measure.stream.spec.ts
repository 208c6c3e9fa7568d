import { ARTICLE, eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { MeasureAlreadyImposedError, MeasureAlreadyLiftedError } from './measure.errors';
import { measureTypes, type MeasureImposed } from './measure.events';
import { measureStream } from './measure.stream';

const REUTERS = { source: 'source-reuters' } as const;
const STREAM = 'measure-embassy-expulsions';

type Parts = Partial<EventParts>;
const imposed = (data: Partial<MeasureImposed> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'MeasureImposed',
    {
      kind: 'expulsion',
      by: ['actor-united-states', 'actor-russia'],
      target: ['actor-united-states', 'actor-russia'],
      object: 'Embassy staff in Washington and Moscow',
      affected: { qualifier: 'some', words: 'large-scale' },
      ...data,
    },
    { stream: STREAM, occurred: '/2025-02-19', ...parts },
  );
const eased = (parts: Parts = {}, object = 'Staffing of the embassies'): EventDraft =>
  eventOf('MeasureEased', { object }, { stream: STREAM, occurred: '2025-02-18', ...parts });
const lifted = (parts: Parts = {}, by?: string): EventDraft =>
  eventOf('MeasureLifted', by === undefined ? {} : { by }, { stream: STREAM, occurred: '2025-03-01', ...parts });

describe('a measure', () => {
  it('is imposed once by one source', () => {
    const error = given(measureStream, imposed()).when(imposed()).thenRefused(MeasureAlreadyImposedError);
    expect(error).toMatchObject({ code: 'measure.already_imposed', facts: { source: ARTICLE.source, version: 1 } });
    expect(error.message).toContain('Correct version 1');
  });

  it('told by another source is a rival claim', () => {
    given(measureStream, imposed())
      .when(imposed({}, { citation: REUTERS }))
      .thenAccepted();
  });

  it('that was planned can still be imposed', () => {
    given(measureStream, imposed({}, { modality: 'planned' }))
      .when(imposed())
      .thenAccepted();
  });

  it('of another kind than those named wants a note that says what', () => {
    const other = imposed({ kind: 'other' });
    const error = given(measureStream).when(other).thenRefused('event.other_without_note');
    expect(error.faults).toMatchObject([{ pointer: '/citation/note' }]);
    given(measureStream)
      .when({ ...other, citation: { source: ARTICLE.source, note: 'A downgrade of relations' } })
      .thenAccepted();
  });

  it.each([eased({ citation: REUTERS }), lifted({ citation: REUTERS })])(
    'that nobody has imposed stops $type',
    (event) => {
      given(measureStream).when(event).thenRefused('measure.not_imposed');
      given(measureStream, imposed({}, { modality: 'planned' }))
        .when(event)
        .thenRefused('measure.not_imposed');
      given(measureStream, imposed()).when(event).thenAccepted();
    },
  );
});

describe('after a source has told of the lifting', () => {
  const story = [imposed(), lifted()];

  it('that source tells of it no second time', () => {
    const error = given(measureStream, ...story)
      .when(lifted())
      .thenRefused(MeasureAlreadyLiftedError);
    expect(error).toMatchObject({ code: 'measure.already_lifted', facts: { version: 2 } });
    given(measureStream, ...story)
      .when(lifted({ citation: REUTERS }))
      .thenAccepted();
  });

  it('that source tells of no easing after it', () => {
    for (const occurred of [undefined, '2025-03-01', '2025-04'])
      given(measureStream, ...story)
        .when(eased({ occurred }))
        .thenRefused('measure.already_lifted');
  });

  it('an easing before it, and one that another source tells of, are taken', () => {
    given(measureStream, ...story)
      .when(eased({ occurred: '2025-02-18' }))
      .thenAccepted();
    given(measureStream, ...story)
      .when(eased({ occurred: '2025-04', citation: REUTERS }))
      .thenAccepted();
  });

  it('a lifting that was only foreseen stops nothing', () => {
    given(measureStream, imposed(), lifted({ modality: 'hypothetical' }))
      .when(lifted())
      .thenAccepted();
  });
});

it('a lifting by one of several who imposed it is warned of', () => {
  given(measureStream, imposed())
    .when(lifted({}, 'actor-united-states'))
    .thenAccepted({ warnings: ['measure.lifted_by_one_of_several'] });
  given(measureStream, imposed({ by: ['actor-united-states'] }))
    .when(lifted({}, 'actor-united-states'))
    .thenAccepted();
});

it('any part of a history folds without an error', () => {
  for (const part of [[lifted()], [eased(), lifted(), lifted()], [lifted(), imposed(), eased()]])
    expect(() => given(measureStream, ...part).thenState()).not.toThrow();
});

it('the timeline tells by whom, on whom, and how many in the source’s words', () => {
  const { data } = imposed() as { readonly data: MeasureImposed };
  expect(measureTypes.MeasureImposed.line(data)).toBe(
    '{actor-united-states}, {actor-russia} imposed on {actor-united-states}, {actor-russia}: expulsion; Embassy staff in Washington and Moscow; how many: some ("large-scale")',
  );
  expect(measureTypes.MeasureLifted.line({ by: 'actor-russia', reason: { text: 'Staff return.' } })).toBe(
    'Measure lifted by {actor-russia}: Staff return.',
  );
});
