import { Client } from 'pg';
import { startTestService, type TestService } from '../setup/test-service';
import { Notebook, type Receipt } from './notebook';

/** What the rules warn of is recorded and stays visible; what a review makes inconsistent is kept and listed. */

const NIGHT = 'attack-2025-02-18-overnight';
const VISIT = 'meeting-zelenskyy-saudi-visit';
const DEAD = 'series-civilians-killed-2025';
const citation = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' };

interface Finding {
  readonly event: string;
  readonly warnings: readonly { readonly code: string }[];
  readonly inconsistent: { readonly code: string } | null;
}

let service: TestService;
let log: Notebook;
let last: number;

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  last = await service.loadSample(log.conflict);
}, 60_000);
afterAll(() => service.stop());

async function record(type: string, stream: string, data: object, occurred?: string): Promise<Receipt> {
  const { status, body, text } = await log.record({ type, stream, occurred, citation, data });
  if (status !== 201) throw new Error(text);
  last = body.position;
  return body;
}

async function findings(question = ''): Promise<readonly Finding[]> {
  const { body } = await log.get<{ readonly items: readonly Finding[] }>(`/findings?minPosition=${last}${question}`);
  return body.items;
}

it('of the sample case there is nothing to warn of', async () => {
  expect(await findings()).toEqual([]);
});

it('more destroyed than were launched is recorded with a warning, and the attack shows it', async () => {
  const receipt = await record(
    'BarrageOutcomeReported',
    NIGHT,
    { weapon: 'drone', destroyed: 200 },
    '2025-02-17/2025-02-18',
  );
  const [warning] = receipt.warnings!;
  expect((await findings())[0]).toMatchObject({
    event: receipt.id,
    warnings: [{ code: warning!.code }],
    inconsistent: null,
  });
  const { body } = await log.get<{ readonly reviews: object }>(`/attacks/${NIGHT}?minPosition=${last}`);
  expect(body.reviews).toMatchObject({ [receipt.id]: { warnings: [{ code: warning!.code }] } });
});

it('a cumulative count that falls is recorded with a warning', async () => {
  await record('SeriesOpened', DEAD, { metric: 'Civilians killed', unit: 'persons', cumulative: true });
  await record('SeriesPointReported', DEAD, { value: 12 }, '2025-01-31');
  const receipt = await record('SeriesPointReported', DEAD, { value: 11 }, '2025-02-28');
  expect(receipt.warnings).toMatchObject([{ code: 'series.cumulative_fell' }]);
  expect((await findings(`&stream=${DEAD}`)).map(({ event }) => event)).toEqual([receipt.id]);
  expect((await findings('&code=series.cumulative_fell')).map(({ event }) => event)).toEqual([receipt.id]);
});

it('what a retraction makes inconsistent is named in its receipt, kept, and listed until the plan stands again', async () => {
  const retraction = await record('EventRetracted', VISIT, { event: 1, reason: 'There was no plan.' });
  expect(retraction.inconsistent?.map(({ version, code }) => [version, code])).toEqual([
    [2, 'meeting.not_planned'],
    [3, 'meeting.not_planned'],
  ]);
  expect((await findings('&inconsistent=true')).map(({ inconsistent }) => inconsistent?.code)).toEqual([
    'meeting.not_planned',
    'meeting.not_planned',
  ]);
  const { body } = await log.get<{ readonly items: readonly { readonly inconsistent: readonly object[] }[] }>(
    `/corrections?inconsistent=true&minPosition=${last}`,
  );
  expect(body.items.map(({ inconsistent }) => inconsistent.length)).toEqual([2]);
  await record('EventRetracted', VISIT, { event: retraction.version, reason: 'There was one.' });
  expect(await findings('&inconsistent=true')).toEqual([]);
});

it('a view goes on while the findings stand still, and says that they do', async () => {
  const projector = new Client(service.database.source.poolOptions('tracker_projector'));
  await projector.connect();
  const error = { position: last + 1, type: 'ShellingReported', message: 'cannot be taken in' };
  await projector.query(`update projections.checkpoints set error = $1 where model = 'findings'`, [error]);
  await projector.end();
  await record('ShellingReported', 'attack-2025-02-18-shelling', { place: 'place-dolynska' }, '2025-02-18');
  const { status, body } = await log.get(`/attacks?from=2025-02-18&to=2025-02-18&minPosition=${last}`);
  expect([status, body]).toMatchObject([200, { position: last, parked: ['findings'] }]);
  const before = await log.get(`/attacks?from=2025-02-18&to=2025-02-18&asOf=${last - 1}`);
  expect(before.body).not.toHaveProperty('parked');
  expect((await log.get(`/findings?minPosition=${last}`)).status).toBe(503);
}, 20_000);

it('as of before, nothing of it was there', async () => {
  const { body } = await log.get<{ readonly items: readonly Finding[] }>('/findings?asOf=156');
  expect(body.items).toEqual([]);
});
