import { ARTICLE, eventOf, given, idAt } from '@tracker/spec-kit';
import { officeStream } from './office.stream';
import { HoldingClaimRow, OfficeRow, officesModel } from './office.tables';

const stream = 'office-us-secretary-of-state';
const of = 'actor-united-states';
const registered = eventOf(
  'OfficeRegistered',
  { title: 'Secretary of State', of, exclusive: true },
  { stream, citation: null },
);
const shared = eventOf('OfficeRegistered', { title: 'Special Mideast Envoy', of, exclusive: false }, { stream });

const held = (holder: string, data: object = {}, parts: object = {}) =>
  eventOf('OfficeHeld', { holder: `actor-${holder}`, ...data }, { stream, ...parts });
const blinken = held('antony-blinken', { from: '2021-01-26', to: '2025-01-20' });

describe('an office', () => {
  test('is registered before anybody holds it', () => {
    given(officeStream).when(blinken).thenRefused('office.not_registered');
    given(officeStream, registered).when(blinken).thenAccepted();
  });

  test('is not registered twice', () => {
    const refusal = given(officeStream, registered).when(registered).thenRefused('office.already_registered');
    expect(refusal.message).toContain('as "Secretary of State"');
  });

  test('is told of as the article tells: seen in office, without any period', () => {
    const seen = held('antony-blinken', {}, { occurred: '2023~' });
    given(officeStream, registered, seen)
      .when(held('marco-rubio', {}, { occurred: '2025-02-18' }))
      .thenAccepted();
  });

  test('is held by an actor, over a period that begins before it ends', () => {
    given(officeStream, registered)
      .when(eventOf('OfficeHeld', { holder: stream }, { stream }))
      .thenRefused('event.invalid');
    const reversed = held('marco-rubio', { from: '2025-01-21', to: '2021' });
    given(officeStream, registered).when(reversed).thenRefused('event.invalid');
    given(officeStream, registered)
      .when(held('marco-rubio', { from: '2025-01-21', to: '2025' }))
      .thenAccepted();
  });
});

describe('stated periods of an exclusive office', () => {
  test.each([
    ['begins before the other ends', { from: '2025-01-19', to: '2029-01-20' }],
    ['ends after the other begins', { from: '2019', to: '2021-02-01' }],
    ['lies within the other', { from: '2023-01-01', to: '2023-12-31' }],
    ['holds the other', { from: '2020', to: '2026' }],
    ['is the same', { from: '2021-01-26', to: '2025-01-20' }],
    ['has only a beginning, within the other', { from: '2024-06-01' }],
    ['has only an end, within the other', { to: '2024-06-01' }],
  ])('do not overlap: one that %s is refused', (_, period) => {
    given(officeStream, registered, blinken).when(held('marco-rubio', period)).thenRefused('office.periods_overlap');
  });

  test('do not overlap whoever states them, and the refusal names both holders and the version', () => {
    const other = held('marco-rubio', { from: '2025-01-01' }, { citation: { source: 'source-associated-press' } });
    const { message } = given(officeStream, registered, blinken).when(other).thenRefused('office.periods_overlap');
    expect(message).toContain(
      'actor-marco-rubio from 2025-01-01 to (not stated) overlaps actor-antony-blinken from 2021-01-26 to 2025-01-20, which version 2 of the stream states',
    );
  });

  test.each([
    ['follow on the day of handing over', { from: '2025-01-20', to: '2029-01-20' }],
    ['follow after a gap', { from: '2025-01-21' }],
    ['come before', { from: '2018-04', to: '2021-01' }],
    ['are too vague to be sure', { from: '2025' }],
  ])('may %s', (_, period) => {
    given(officeStream, registered, blinken).when(held('marco-rubio', period)).thenAccepted();
  });

  test('of one holder may be told by several sources, each its own way', () => {
    const other = held(
      'antony-blinken',
      { from: '2021-01', to: '2025-01-19' },
      { citation: { source: 'source-associated-press' } },
    );
    given(officeStream, registered, blinken).when(other).thenAccepted();
  });

  test('are not stated by a denial or a plan', () => {
    const planned = held('marco-rubio', { from: '2024-01-01' }, { modality: 'planned' });
    given(officeStream, registered, blinken).when(planned).thenAccepted();
    const denied = held('antony-blinken', { from: '2021-01-26', to: '2025-01-20' }, { modality: 'negated' });
    given(officeStream, registered, denied)
      .when(held('marco-rubio', { from: '2024-01-01' }))
      .thenAccepted();
  });

  test('make somebody else seen meanwhile worth a warning', () => {
    const seen = held('marco-rubio', {}, { occurred: '2024-06-01' });
    given(officeStream, registered, blinken)
      .when(seen)
      .thenAccepted({ warnings: ['office.seen_meanwhile'] });
    given(officeStream, registered, seen)
      .when(blinken)
      .thenAccepted({ warnings: ['office.seen_meanwhile'] });
  });

  test('overlap freely where an office has several holders', () => {
    given(officeStream, shared, blinken)
      .when(held('steven-witkoff', { from: '2024-06-01' }))
      .thenAccepted();
  });
});

describe('the offices model', () => {
  test('has a row of the office and one of each claim, with the days its words allow', () => {
    const model = given(
      officesModel,
      registered,
      held('antony-blinken', { from: '2021', to: '2025-01', predecessor: 'actor-mike-pompeo' }, { occurred: '2023~' }),
    );
    expect(model.thenRows(OfficeRow)).toMatchObject([
      { title: 'Secretary of State', of, exclusive: true, event: idAt(1), since: 1 },
    ]);
    expect(model.thenRows(HoldingClaimRow)).toEqual([
      {
        stream,
        key: idAt(2),
        event: idAt(2),
        position: 2,
        grade: null,
        since: 2,
        until: null,
        holder: 'actor-antony-blinken',
        predecessor: 'actor-mike-pompeo',
        occurred: '2023~',
        statedFrom: '2021',
        statedTo: '2025-01',
        seen: '2023-01-01',
        periodFrom: '2021-01-01',
        periodTo: '2025-01-31',
        modality: 'realised',
        citation: ARTICLE,
      },
    ]);
  });

  test('ends what a source told of a holder and a time when it tells it again, and nothing else', () => {
    const ended = held('antony-blinken', { from: '2021-01-26', to: '2025-01-19' });
    const other = held('antony-blinken', { from: '2021-01-26' }, { citation: { source: 'source-associated-press' } });
    const model = given(officesModel, registered, blinken, other, ended);
    expect(model.thenRows(HoldingClaimRow).map(({ key }) => key)).toEqual([idAt(3), idAt(4)]);
    expect(
      model
        .asOf(3)
        .thenRows(HoldingClaimRow)
        .map(({ key }) => key),
    ).toEqual([idAt(2), idAt(3)]);
  });

  test('keeps two sightings of one holder', () => {
    const sightings = [
      held('marco-rubio', {}, { occurred: '2025-02-18' }),
      held('marco-rubio', {}, { occurred: '2025-02-19' }),
    ];
    expect(given(officesModel, registered, ...sightings).thenRows(HoldingClaimRow)).toHaveLength(2);
  });

  test('is folded from claims without a registration', () => {
    expect(given(officesModel, blinken).thenRows(OfficeRow)).toEqual([]);
  });
});
