import { eventOf, type EventDraft } from '@tracker/spec-kit';
import { startTestService, type TestService } from '../../../test/setup/test-service';
import type { StatusAnswer } from './status.queries';

const SAMPLE = 'russia-ukraine';

let service: TestService;
let head: number;

beforeAll(async () => {
  service = await startTestService();
  head = await service.loadSample(SAMPLE);
}, 60_000);

afterAll(() => service.stop());

const ask = (question: string) => service.get(`/v1/conflicts/${SAMPLE}/status?${question}`);
const status = async (question = 'on=2025-02-19', position = head): Promise<StatusAnswer> => {
  const { status: code, body } = await service.get<StatusAnswer>(
    `/v1/conflicts/${SAMPLE}/status?${question}&minPosition=${position}`,
  );
  expect(code).toBe(200);
  return body;
};
/** Records events on top of the sample case, as a recorder would send them. */
const record = async (...drafts: readonly EventDraft[]): Promise<number> => {
  const events = drafts.map(({ type, stream, occurred, citation, data }) => ({
    type,
    stream,
    occurred,
    citation,
    data,
  }));
  const { status: code, body } = await service.post<{ position: number }[]>(`/v1/conflicts/${SAMPLE}/events`, events);
  expect(code).toBe(201);
  return head + (Array.isArray(body) ? body.length : drafts.length);
};

describe('the status of the sample case on 2025-02-19', () => {
  it('is of active hostilities, 1091 days after the beginning', async () => {
    const { conflict, phase } = await status();
    expect(conflict).toMatchObject({ began: '2022-02-24', days: 1091 });
    expect(phase).toMatchObject({ phase: 'active_hostilities', citation: { source: 'source-unnamed-outlet' } });
  });

  it('has the last attack night, with its numbers on whose word', async () => {
    const { lastAttackNight } = await status();
    expect(lastAttackNight?.night).toBe('2025-02-18');
    expect(lastAttackNight?.totals).toMatchObject({
      launched: { min: 176, max: 176 },
      destroyedOrJammed: { min: 89, max: 176 },
      destroyed: null,
    });
    expect(
      lastAttackNight?.attacks.flatMap(({ facts }) => facts.map(({ adopted }) => adopted?.citation?.source)),
    ).toEqual(['source-ukrainian-air-force', 'source-ukrainian-air-force']);
  });

  it('counts casualties, damage and evacuations of the 30 days to it, and takes silence for no number', async () => {
    const { period } = await status();
    expect([period.from, period.to]).toEqual(['2025-01-21', '2025-02-19']);
    expect(period.casualties).toMatchObject({
      killed: null,
      wounded: { text: '3', parts: { children: { text: '2' } } },
    });
    expect(period.damage).toMatchObject({ damaged: { text: '5' } });
    expect(period.evacuations).toMatchObject({ evacuatedApartments: { text: '38' }, evacuatedPersons: null });
  });

  it('has the summit without a date and the visit 19 days late ahead', async () => {
    const { nextMeetings } = await status();
    expect(nextMeetings.map(({ meeting, when, slipDays }) => [meeting, when, slipDays])).toEqual([
      ['meeting-trump-putin-summit', null, null],
      ['meeting-zelenskyy-saudi-visit', '2025-03-10', 19],
    ]);
  });

  it('counts the commitments, and names who has not confirmed', async () => {
    const { commitments } = await status();
    expect(commitments.counts).toMatchObject({ all: 6, open: 6, kept: 0, broken: 0, overdue: 0, oneSided: 1 });
    const oneSided = commitments.open.filter((commitment) => commitment.oneSided);
    expect(oneSided.map(({ commitment, unconfirmed }) => [commitment, unconfirmed])).toEqual([
      ['commitment-regular-consultations', ['actor-united-states']],
    ]);
  });

  it('has the measures in force, and no ceasefire', async () => {
    const { measures, ceasefires } = await status();
    expect(measures.count).toBe(3);
    expect(new Set(measures.measures.map(({ kind }) => kind))).toEqual(
      new Set(['expulsion', 'restriction', 'sanction']),
    );
    expect(ceasefires).toEqual([]);
  });

  it('knows when the two parties last met, one day ago', async () => {
    const { lastContacts } = await status('on=2025-02-19&between=actor-united-states,actor-russia');
    expect(lastContacts).toEqual([expect.objectContaining({ meeting: 'meeting-riyadh-2025-02-18', daysAgo: 1 })]);
  });
});

describe('the status', () => {
  it('of another period has another count', async () => {
    const { period } = await status('on=2025-02-19&from=2025-02-10&to=2025-02-17');
    expect(period).toMatchObject({
      from: '2025-02-10',
      to: '2025-02-17',
      casualties: { wounded: null },
      damage: { damaged: null },
    });
  });

  it('on a day before the night does not know it', async () => {
    expect((await status('on=2025-02-16')).lastAttackNight).toBeNull();
  });

  it('on the last day there is still answers', async () => {
    expect((await status('on=9999-12-31')).lastAttackNight?.night).toBe('2025-02-18');
  });

  it('as of position 1 knows no more than that there is a conflict', async () => {
    const { body } = await service.get<StatusAnswer>(`/v1/conflicts/${SAMPLE}/status?asOf=1&on=2025-02-19`);
    expect(body).toMatchObject({
      phase: null,
      lastAttackNight: null,
      nextMeetings: [],
      lastContacts: [],
      period: { casualties: { wounded: null } },
    });
  });

  it.each([
    ['from=2025-02-20&to=2025-02-19', 'parameter.invalid'],
    ['from=2025-02-30', 'parameter.invalid'],
    ['between=actor-russia', 'parameter.invalid'],
    ['since=2025-02-18', 'parameter.unknown'],
  ])('refuses ?%s', async (question, code) => {
    const { status: found, body } = await ask(question);
    expect([found, body['code']]).toEqual([400, code]);
  });

  it('takes the later night even if another barrage began after it did', async () => {
    const evening = eventOf(
      'DroneBarrageReported',
      { launched: 9 },
      { stream: 'attack-2025-02-17-evening', occurred: '2025-02-17T20:00+02:00' },
    );
    const position = await record(evening);
    expect((await status('on=2025-02-19', position)).lastAttackNight?.night).toBe('2025-02-18');
    expect((await status('on=2025-02-17', position)).lastAttackNight?.night).toBe('2025-02-17');
  });
});
