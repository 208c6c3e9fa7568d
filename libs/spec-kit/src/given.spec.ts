import { defineStream, eventType, type EventsOf, type Warning } from '@tracker/event-store';
import { TrackerError } from '@tracker/problems';
import { modelOfStream, row, TemporalRow } from '@tracker/projections';
import { IsText, IsTextList, MayBeOmitted } from '@tracker/vocabulary';
import { Column, Entity } from 'typeorm';
import { eventOf, recorded } from './event-of';
import { given } from './given';
import { rowsAsOf } from './fold-model';

class TalksHeld {
  @IsText('Where.')
  readonly venue!: string;

  @MayBeOmitted()
  @IsTextList('Who was absent.')
  readonly absent?: readonly string[];
}

class TalksHeldTwiceError extends TrackerError {
  readonly code = 'talks.held_twice';
}

const types = {
  TalksHeld: eventType({
    schemaVersion: 1,
    payload: TalksHeld,
    summary: 'Talks were held.',
    line: ({ venue }) => venue,
    example: { stream: 'talks-riyadh', data: { venue: 'Riyadh' } },
  }),
};
type TalksEvent = EventsOf<typeof types>;
interface Talks {
  readonly held: readonly string[];
  readonly absent: readonly string[] | null;
}

const talksStream = defineStream({
  kind: 'talks',
  types,
  initial: { held: [], absent: null } as Talks,
  evolve: {
    TalksHeld: ({ held }, { data }) => ({ held: [...held, data.venue], absent: data.absent ?? null }),
  },
  accept: {
    TalksHeld: ({ held }, { data }): readonly Warning[] => {
      if (held.includes(data.venue)) throw new TalksHeldTwiceError('Held there already.');
      return held.length === 0 ? [] : [{ code: 'talks.again', detail: 'Held elsewhere already.' }];
    },
  },
});

@Entity({ schema: 'talks_v1', name: 'talks' })
class TalksRow extends TemporalRow {
  @Column('integer') readonly sessions!: number;
  @Column('text', { array: true, nullable: true }) readonly absent!: readonly string[] | null;
  @Column('jsonb') readonly last!: { readonly venue: string };
}

const talksModel = modelOfStream(talksStream, {
  name: 'talks',
  version: 1,
  held: {
    tables: [TalksRow],
    rows: (_stream, { held, absent }) => [
      row(TalksRow, '', { sessions: held.length, absent, last: { venue: held.at(-1)! } }),
    ],
  },
});

const stream = 'talks-riyadh';
const riyadh: ReturnType<typeof held> = held('Riyadh');
const jeddah = held('Jeddah', { absent: ['Ukraine', 'a "quoted" \\ name'] });

function held(venue: string, data: object = {}) {
  return eventOf('TalksHeld', { venue, ...data }, { stream });
}

describe('given a stream', () => {
  test('what is accepted is not refused, and what is refused is not accepted', () => {
    given(talksStream).when(riyadh).thenAccepted();
    expect(() => given(talksStream).when(riyadh).thenRefused('talks.held_twice')).toThrow('but it was accepted');
    given(talksStream, riyadh).when(riyadh).thenRefused('talks.held_twice');
    given(talksStream, riyadh).when(riyadh).thenRefused(TalksHeldTwiceError);
    expect(() => given(talksStream, riyadh).when(riyadh).thenAccepted()).toThrow(TalksHeldTwiceError);
    expect(() => given(talksStream, riyadh).when(riyadh).thenRefused('talks.other')).toThrow('talks.other');
  });

  test('warnings are all named', () => {
    given(talksStream, riyadh)
      .when(jeddah)
      .thenAccepted({ warnings: ['talks.again'] });
    expect(() => given(talksStream, riyadh).when(jeddah).thenAccepted()).toThrow('talks.again');
    expect(() =>
      given(talksStream)
        .when(jeddah)
        .thenAccepted({ warnings: ['talks.again'] }),
    ).toThrow('talks.again');
  });

  test('an event that no recorder could send is refused, and cannot be given', () => {
    const nowhere = eventOf('TalksHeld', {}, { stream });
    given(talksStream).when(nowhere).thenRefused('event.invalid');
    expect(() => given(talksStream, nowhere)).toThrow('TalksHeld');
  });

  test('a fault of the code is no refusal', () => {
    const broken = {
      ...talksStream,
      accept: { TalksHeld: () => (undefined as never as { code: string }[])[0] as never },
    };
    expect(() =>
      given(broken as typeof talksStream)
        .when(riyadh)
        .thenRefused('talks.held_twice'),
    ).toThrow(/undefined/);
  });
});

describe('given a read model', () => {
  test('its rows hold values as they were given', () => {
    expect(given(talksModel, riyadh).when(jeddah).thenRows(TalksRow)).toEqual([
      {
        stream,
        key: '',
        since: 2,
        until: null,
        sessions: 2,
        absent: ['Ukraine', 'a "quoted" \\ name'],
        last: { venue: 'Jeddah' },
      },
    ]);
  });

  test('as of a position they are what held then', () => {
    expect(given(talksModel, riyadh, jeddah).asOf(1).thenRows(TalksRow)).toMatchObject([
      { since: 1, until: 2, sessions: 1, absent: null },
    ]);
    expect(given(talksModel, riyadh, jeddah).asOf(0).thenRows(TalksRow)).toEqual([]);
    expect(rowsAsOf(talksModel, [riyadh, jeddah], 1).versions(TalksRow)).toHaveLength(2);
  });

  test('events of other kinds of stream are not folded', () => {
    const other = eventOf('StatementMade', {}, { stream: 'statement-lavrov' });
    expect(given(talksModel, other, riyadh).thenRows(TalksRow)).toMatchObject([{ since: 2 }]);
  });
});

test('events take the next position and version unless they name their own', () => {
  const events: readonly TalksEvent[] = recorded(riyadh, { ...jeddah, position: 7 }, riyadh) as readonly TalksEvent[];
  expect(events.map(({ position, version }) => [position, version])).toEqual([
    [1, 1],
    [7, 2],
    [8, 3],
  ]);
  expect(() => recorded({ ...riyadh, position: 2 }, { ...riyadh, position: 2 })).toThrow('does not come after');
});
