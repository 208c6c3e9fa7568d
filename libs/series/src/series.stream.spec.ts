import { ARTICLE, eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { SeriesAlreadyOpenedError, SeriesNotOpenedError, SeriesUndatedError } from './series.errors';
import { seriesTypes } from './series.events';
import { seriesStream } from './series.stream';

const STREAM = 'series-russian-personnel-losses-2025';
const REUTERS = { source: 'source-reuters' } as const;

type Parts = Partial<EventParts>;
const opened = (data: object = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'SeriesOpened',
    { metric: 'Personnel losses of Russia', unit: 'persons', cumulative: true, ...data },
    { stream: STREAM, ...parts },
  );
const point = (occurred: string | undefined, value: unknown, parts: Parts = {}): EventDraft =>
  eventOf('SeriesPointReported', { value }, { stream: STREAM, occurred, ...parts });
const changed = (occurred: string | undefined, data: object = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'SeriesDefinitionChanged',
    { text: 'The missing are counted too', ...data },
    { stream: STREAM, occurred, ...parts },
  );

describe('a series', () => {
  it('is opened once by one source, and needs a citation', () => {
    const error = given(seriesStream, opened()).when(opened()).thenRefused(SeriesAlreadyOpenedError);
    expect(error).toMatchObject({ code: 'series.already_opened', facts: { source: ARTICLE.source, version: 1 } });
    given(seriesStream, opened())
      .when(opened({}, { citation: REUTERS }))
      .thenAccepted();
    expect(() =>
      given(seriesStream)
        .when(opened({}, { citation: null }))
        .thenAccepted(),
    ).toThrow(/citation/);
  });

  it.each([point('2025-02-18', 5), changed('2025-02-18')])('is open before $type', (event) => {
    given(seriesStream).when(event).thenRefused(SeriesNotOpenedError);
    given(seriesStream, opened()).when(event).thenAccepted();
  });

  it.each([point(undefined, 5), changed(undefined)])('has a place in time for $type', (event) => {
    const error = given(seriesStream, opened()).when(event).thenRefused(SeriesUndatedError);
    expect(error.faults).toMatchObject([{ pointer: '/occurred', code: 'series.undated' }]);
    given(seriesStream, opened())
      .when({ ...event, occurred: '/2025-02-19' })
      .thenAccepted();
  });

  it('keeps of one source and one time the later point, in order of time', () => {
    const state = given(
      seriesStream,
      opened(),
      point('2025-02-19', 30),
      point('2025-02-17', 10),
      point('2025-02-19', 31, { citation: REUTERS }),
      point('2025-02-19', 40, { modality: 'planned' }),
    )
      .when(point('2025-02-19', 32))
      .thenAccepted();
    expect(state.points.map(({ event }) => [event.occurred, event.version])).toEqual([
      ['2025-02-17', 3],
      ['2025-02-19', 4],
      ['2025-02-19', 5],
      ['2025-02-19', 6],
    ]);
    expect(state.times).toBe(2);
  });
});

describe('a cumulative series that falls', () => {
  const fell = { warnings: ['series.cumulative_fell'] };
  const story = [opened(), point('2025-02-10', 100), point('2025-02-20', 200)];

  it('is warned of, not refused, after and before what stands', () => {
    given(seriesStream, ...story)
      .when(point('2025-02-21', 199))
      .thenAccepted(fell);
    given(seriesStream, ...story)
      .when(point('2025-02-15', 201))
      .thenAccepted(fell);
    given(seriesStream, ...story)
      .when(point('2025-02-15', 150))
      .thenAccepted();
    given(seriesStream, ...story)
      .when(point('2025-02-20', 99))
      .thenAccepted(fell);
  });

  it('is not told where bounds are open, or of what is only foreseen', () => {
    given(seriesStream, ...story)
      .when(point('2025-02-21', { qualifier: 'atLeast', min: 10 }))
      .thenAccepted();
    given(seriesStream, ...story)
      .when(point('2025-02-21', 1, { modality: 'hypothetical' }))
      .thenAccepted();
    given(seriesStream, ...story)
      .when(point('2025-02-21', { qualifier: 'about', best: 150 }))
      .thenAccepted(fell);
  });

  it('is that of one source, not between two', () => {
    given(seriesStream, ...story)
      .when(point('2025-02-21', 50, { citation: REUTERS }))
      .thenAccepted();
  });

  it('is none across a change of the definition, nor where points stand for themselves', () => {
    given(seriesStream, ...story, changed('2025-02-21'))
      .when(point('2025-02-21', 50))
      .thenAccepted();
    given(seriesStream, ...story, changed('2025-02-21', {}, { modality: 'planned' }))
      .when(point('2025-02-21', 50))
      .thenAccepted(fell);
    given(seriesStream, ...story, changed('2025-02-01', { cumulative: false }))
      .when(point('2025-02-21', 50))
      .thenAccepted();
    given(seriesStream, opened({ cumulative: false }), point('2025-02-10', 100))
      .when(point('2025-02-21', 50))
      .thenAccepted();
  });
});

it('any part of a history folds without an error', () => {
  for (const part of [
    [point(undefined, 5), point(undefined, 6)],
    [changed(undefined), point('2025', 1), opened()],
  ])
    expect(() => given(seriesStream, ...part).thenState()).not.toThrow();
});

it('the timeline tells what is counted and what changed', () => {
  const { SeriesOpened, SeriesDefinitionChanged } = seriesTypes;
  expect(SeriesOpened.line({ metric: 'Losses', unit: 'persons', cumulative: true })).toBe(
    'Series opened: Losses, in persons, cumulative',
  );
  expect(SeriesDefinitionChanged.line({ text: 'Missing too', unit: 'thousands', cumulative: false })).toBe(
    'Definition of the series changed: Missing too; in thousands; not cumulative',
  );
});
