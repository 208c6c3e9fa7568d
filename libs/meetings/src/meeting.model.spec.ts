import { eventOf, given, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { meetingsModel } from './meeting.model';
import { ContactRow, DetailRow, MeetingRow, ParticipantRow, StepRow } from './meeting.tables';
import { slipBetween } from './slip';

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const SAUDI_MEDIA = { source: 'source-saudi-state-media', report: 'report-riyadh-talks' } as const;
const RIYADH = 'meeting-riyadh-2025-02-18';
const VISIT = 'meeting-zelenskyy-saudi-visit';

const visit = (type: string, data: object, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf(type, data, { stream: VISIT, ...parts });
const planOf = (when?: string): object => ({
  format: 'visit',
  parties: ['actor-volodymyr-zelenskyy', 'actor-saudi-arabia'],
  ...(when ? { when } : {}),
});
const riyadh = eventOf(
  'MeetingHeld',
  {
    format: 'talks',
    present: [
      { actor: 'actor-marco-rubio', delegation: 'actor-united-states', office: 'office-us-secretary-of-state' },
      { actor: 'actor-sergey-lavrov', delegation: 'actor-russia' },
    ],
    absent: [{ actor: 'actor-ukraine', why: 'not_invited' }],
    venue: 'place-diriyah-palace',
  },
  { stream: RIYADH, occurred: '2025-02-18', citation: { ...OUTLET, grade: 'B2' } },
);

describe('the rows of contacts', () => {
  it('are each two parties that met, and end when one of them was absent', () => {
    const absence = eventOf(
      'MeetingDetailReported',
      { absent: [{ actor: 'actor-russia', why: 'prevented' }] },
      { stream: RIYADH, citation: { ...SAUDI_MEDIA, grade: 'A1' } },
    );
    const met = given(meetingsModel, riyadh, absence);
    expect(met.asOf(1).thenRows(ContactRow)).toMatchObject([
      {
        key: 'actor-russia actor-united-states',
        party: 'actor-russia',
        other: 'actor-united-states',
        sortTo: '2025-02-18T23:59:59Z',
        lastDay: '2025-02-18',
      },
    ]);
    expect(met.thenRows(ContactRow)).toEqual([]);
  });

  it('are none of what is only planned', () => {
    expect(given(meetingsModel, visit('MeetingPlanned', planOf('2025-02-19'))).thenRows(ContactRow)).toEqual([]);
  });
});

describe('the row of a meeting', () => {
  it('says when it was held and on which day it counts', () => {
    expect(given(meetingsModel, riyadh).thenRows(MeetingRow)).toMatchObject([
      {
        stream: RIYADH,
        key: '',
        status: 'held',
        statusEvent: idAt(1),
        occurred: '2025-02-18',
        when: null,
        countedDay: '2025-02-18',
        sortTo: '2025-02-18T23:59:59Z',
      },
    ]);
  });

  it('counts the slip from the first date to the last', () => {
    const moved = given(
      meetingsModel,
      visit('MeetingPlanned', planOf('2025-02-19')),
      visit('MeetingPostponed', { from: '2025-02-19' }),
      visit('MeetingRescheduled', { to: '2025-03-10', from: '2025-02-19' }),
    );
    expect(moved.thenRows(MeetingRow)).toMatchObject([
      { status: 'planned', when: '2025-03-10', firstWhen: '2025-02-19', slipDays: 19, moves: 2, dayFrom: '2025-03-10' },
    ]);
    expect(moved.asOf(2).thenRows(MeetingRow)).toMatchObject([
      { status: 'postponed', when: null, slipDays: null, dayFrom: null, sortTo: '' },
    ]);
    expect(moved.asOf(1).thenRows(MeetingRow)).toMatchObject([
      { status: 'planned', when: '2025-02-19', slipDays: null, moves: 0 },
    ]);
  });

  it('counts no slip from a date that is no day', () => {
    expect(slipBetween('2025-02', '2025-03-10')).toBeNull();
    expect(slipBetween(null, '2025-03-10')).toBeNull();
    expect(slipBetween('2025-02-19', '2025-03-10/2025-03-11')).toBe(19);
    expect(slipBetween('2025-03-10', '2025-02-19')).toBe(-19);
  });
});

describe('claims', () => {
  it('name the event, its grade and its citation', () => {
    const rows = given(meetingsModel, riyadh).thenRows(ParticipantRow);
    expect(rows.map(({ presence, actor, party, office, why }) => ({ presence, actor, party, office, why }))).toEqual([
      { presence: 'absent', actor: 'actor-ukraine', party: 'actor-ukraine', office: null, why: 'not_invited' },
      {
        presence: 'present',
        actor: 'actor-marco-rubio',
        party: 'actor-united-states',
        office: 'office-us-secretary-of-state',
        why: null,
      },
      { presence: 'present', actor: 'actor-sergey-lavrov', party: 'actor-russia', office: null, why: null },
    ]);
    expect(rows[0]).toMatchObject({
      event: idAt(1),
      position: 1,
      grade: 'B2',
      modality: 'realised',
      citation: { source: 'source-unnamed-outlet' },
    });
  });

  it('of a detail add and never overwrite', () => {
    const convened = eventOf(
      'MeetingDetailReported',
      { convenedBy: 'actor-mohammed-bin-salman', venue: 'place-riyadh' },
      { stream: RIYADH, citation: SAUDI_MEDIA },
    );
    const rows = given(meetingsModel, riyadh, convened).thenRows(DetailRow);
    expect(rows.map(({ field, value, event }) => [field, value, event])).toEqual([
      ['venue', 'place-diriyah-palace', idAt(1)],
      ['convenedBy', 'actor-mohammed-bin-salman', idAt(2)],
      ['venue', 'place-riyadh', idAt(2)],
    ]);
  });

  it('keep apart those whom a source leaves unnamed, by their side', () => {
    const others = eventOf(
      'MeetingDetailReported',
      {
        present: [
          { unnamed: 'Other senior US officials', delegation: 'actor-united-states' },
          { unnamed: 'Interpreters', delegation: 'actor-united-states', count: 2 },
          { unnamed: 'Other senior Russian officials', delegation: 'actor-russia' },
        ],
      },
      { stream: RIYADH },
    );
    const unnamed = given(meetingsModel, riyadh, others)
      .thenRows(ParticipantRow)
      .filter((row) => row.unnamed !== null);
    expect(unnamed).toMatchObject([
      { party: 'actor-russia', actor: null, unnamed: [{ text: 'Other senior Russian officials', count: null }] },
      {
        party: 'actor-united-states',
        unnamed: [
          { text: 'Other senior US officials', count: null },
          { text: 'Interpreters', count: 2 },
        ],
      },
    ]);
  });

  it('of a plan give way to the later plan of the same source, and stay beside that of another', () => {
    const first = visit('MeetingPlanned', { ...planOf(), venue: 'place-saudi-arabia' });
    const dated = visit('MeetingPlanned', planOf('2025-02-19'));
    expect(given(meetingsModel, first, dated).thenRows(StepRow)).toMatchObject([{ key: idAt(2), when: '2025-02-19' }]);
    expect(given(meetingsModel, first, dated).thenRows(DetailRow)).toEqual([]);
    expect(given(meetingsModel, first, dated).thenRows(ParticipantRow)).toMatchObject([
      { event: idAt(2) },
      { event: idAt(2) },
    ]);
    const others = { ...dated, citation: SAUDI_MEDIA };
    expect(given(meetingsModel, first, others).thenRows(StepRow)).toHaveLength(2);
  });

  it('of a denied meeting give way when the same source tells that it was held', () => {
    const denied = { ...riyadh, modality: 'negated' } as const;
    expect(given(meetingsModel, denied, riyadh).thenRows(StepRow)).toMatchObject([
      { key: idAt(2), modality: 'realised' },
    ]);
  });
});
