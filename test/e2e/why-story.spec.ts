import { startTestService, type TestService } from '../setup/test-service';
import { articleEvent } from './article';
import type { Explained, ExplainedEvent } from './explained-answers';
import { Notebook, type Receipt } from './notebook';

/** The drone count of the night into 2025-02-18: corrected, disputed, outranked, retracted; and `why` tells each as such. */

const NIGHT = 'attack-2025-02-18-overnight';
const OVERNIGHT = '2025-02-17/2025-02-18';
const AIR_FORCE = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' };
const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };
const MACRON = { source: 'source-emmanuel-macron', report: 'report-riyadh-talks' };
const REPORTED = articleEvent('DroneBarrageReported', NIGHT).data;

interface Night extends Explained {
  readonly items: readonly {
    readonly totals: { readonly launched: { text: string; events: readonly string[] } | null };
  }[];
}

let service: TestService;
let log: Notebook;
/** The report of 176, and what was recorded after it, by the name of the step. */
const steps: Record<string, Receipt> = {};

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  await service.loadSample(log.conflict);
  steps['176'] = (await log.get<{ readonly events: readonly [Receipt] }>(`/streams/${NIGHT}`)).body.events[0];
}, 60_000);
afterAll(() => service.stop());

async function tell(step: string, type: string, data: object, citation: object = AIR_FORCE): Promise<Receipt> {
  const { status, body, text } = await log.record({ type, stream: NIGHT, occurred: OVERNIGHT, citation, data });
  if (status !== 201) throw new Error(text);
  return (steps[step] = body);
}

const idOf = (step: string): string => steps[step]!.id;
const lastStep = (): number => Math.max(...Object.values(steps).map(({ position }) => position));

/** The count of the night, the events that it names, and what is said of those of the story. */
async function night(more = ''): Promise<{
  readonly count: string | undefined;
  readonly named: readonly string[];
  readonly told: (step: string) => ExplainedEvent;
}> {
  const { body } = await log.get<Night>(
    `/nights?from=2025-02-18&to=2025-02-18&why=1&on=2025-02-19&minPosition=${lastStep()}${more}`,
  );
  const launched = body.items[0]?.totals.launched;
  return {
    count: launched?.text,
    named: launched?.events ?? [],
    told: (step) => body.why.events[idOf(step)]!,
  };
}

it('the report of 176 is effective, and leads to its citation', async () => {
  const { count, named, told } = await night();
  expect([count, named]).toEqual(['176', [idOf('176')]]);
  expect(told('176')).toMatchObject({ effect: 'effective', citation: AIR_FORCE, recordedBy: 'local', stream: NIGHT });
  expect(told('176')).not.toHaveProperty('by');
});

it('corrected to 175 it is told as corrected: by which event, for which reason, and on whose word', async () => {
  const as = { occurred: OVERNIGHT, citation: OUTLET, data: { ...REPORTED, launched: 175 } };
  const correction = { event: idOf('176'), replaces: idOf('176'), as, reason: 'typo', note: 'The page says 175.' };
  await tell('175', 'EventCorrected', correction);
  const { count, named, told } = await night();
  expect([count, named]).toEqual(['175', [idOf('176')]]);
  const reason = 'typo: The page says 175.';
  expect(told('176')).toMatchObject({ effect: 'corrected', by: idOf('175'), reason, correctedBy: idOf('175') });
  expect(told('176')).toMatchObject({ citation: AIR_FORCE, presentCitation: OUTLET });
  expect(told('175')).toMatchObject({ effect: 'review', of: idOf('176'), reason, recordedBy: 'local' });
});

it('a correction that another replaced is corrected itself', async () => {
  const as = { occurred: OVERNIGHT, citation: AIR_FORCE, data: { ...REPORTED, launched: 174 } };
  await tell('174', 'EventCorrected', { event: idOf('176'), replaces: idOf('175'), as, reason: 'late_information' });
  const { told } = await night();
  expect(told('176')).toMatchObject({ effect: 'corrected', by: idOf('174'), presentCitation: AIR_FORCE });
  expect(told('175')).toMatchObject({ effect: 'corrected', by: idOf('174'), reason: 'late_information' });
});

it('disputed it counts on, and says by what it is disputed', async () => {
  await tell('dispute', 'ClaimDisputed', { event: idOf('176'), counter: { launched: 150 } }, MACRON);
  const { count, told } = await night();
  expect(count).toBe('174');
  expect(told('176')).toMatchObject({ effect: 'corrected', disputedBy: [idOf('dispute')] });
  expect(told('dispute')).toMatchObject({ effect: 'review', of: idOf('176'), citation: MACRON });
});

it('outranked by a better grade it is told as outranked, by which event and which rule, and is still corrected', async () => {
  await tell('180', 'DroneBarrageReported', { ...REPORTED, launched: 180 }, { ...OUTLET, grade: 'A1' });
  const { count, named, told } = await night();
  expect([count, named]).toEqual(['180', [idOf('180')]]);
  expect(told('176')).toMatchObject({ effect: 'outranked', by: idOf('180'), correctedBy: idOf('174') });
  expect(told('176').reason).toContain('graded-latest@1');
  expect(told('180').effect).toBe('effective');
});

it('by the hull of all claims nothing is outranked', async () => {
  const { named, told } = await night('&rule=hull@1');
  expect(new Set(named)).toEqual(new Set([idOf('176'), idOf('180')]));
  expect([told('176').effect, told('180').effect]).toEqual(['corrected', 'effective']);
});

it('every view says the same of it, whichever it is', async () => {
  for (const view of [
    '/timeline?q=drones',
    '/citations',
    '/status',
    `/attacks/${NIGHT}`,
    '/attacks',
    '/map/unplaced',
  ]) {
    const { body } = await log.get<Explained>(
      `${view}${view.includes('?') ? '&' : '?'}why=1&on=2025-02-19&minPosition=${lastStep()}`,
    );
    const told = body.why.events[idOf('176')];
    expect([view, told?.effect]).toEqual([view, 'outranked']);
  }
});

it('settled for what disputes it, it stands on the word of the dispute', async () => {
  const settled = { event: idOf('176'), adopted: idOf('dispute'), reason: 'He has it from the radar.' };
  await tell('resolution', 'DisputeResolved', settled);
  const { count, told } = await night();
  expect(count).toBe('150');
  expect(told('176')).toMatchObject({ effect: 'corrected', by: idOf('resolution'), presentCitation: MACRON });
  expect(told('176').reason).toBe('He has it from the radar.');
  expect(told('176')).not.toHaveProperty('disputedBy');
  expect(told('180')).toMatchObject({ effect: 'outranked', by: idOf('176') });
});

it('told anew by its own source it is replaced, and says by what', async () => {
  await tell('181', 'DroneBarrageReported', { ...REPORTED, launched: 181 }, { ...OUTLET, grade: 'A1' });
  const { told } = await night();
  expect(told('180')).toMatchObject({ effect: 'replaced', by: idOf('181') });
  expect(told('181')).toMatchObject({ effect: 'outranked', by: idOf('176') });
});

it('retracted it is told as retracted, with the reason and by whom', async () => {
  await tell('retraction', 'EventRetracted', { event: idOf('176'), reason: 'It was the night before.' });
  const { count, named, told } = await night();
  expect([count, named]).toEqual(['181', [idOf('181')]]);
  expect(told('176')).toMatchObject({
    effect: 'retracted',
    by: idOf('retraction'),
    reason: 'It was the night before.',
  });
  expect(told('retraction')).toMatchObject({ effect: 'review', of: idOf('176'), recordedBy: 'local' });
  expect(told('181').effect).toBe('effective');
});

it('a retraction that is taken back is retracted itself, and all is as before', async () => {
  await tell('regret', 'EventRetracted', { event: idOf('retraction'), reason: 'It was that night.' });
  const { count, told } = await night();
  expect(count).toBe('150');
  expect(told('retraction')).toMatchObject({ effect: 'retracted', by: idOf('regret') });
  expect(told('176').effect).toBe('corrected');
});

it('as of a step nothing later is known', async () => {
  const { body } = await log.get<Night>(
    `/nights?from=2025-02-18&to=2025-02-18&why=1&on=2025-02-19&asOf=${steps['175']!.position}`,
  );
  expect(body.why.events[idOf('176')]).toMatchObject({ effect: 'corrected', by: idOf('175') });
  expect(Object.values(body.why.events).every(({ position }) => position <= steps['175']!.position)).toBe(true);
});

it('of a long stream the last events are told, how many there are, and where all of them are', async () => {
  const stream = 'attack-2025-02-18-cherkasy';
  const damage = { ...articleEvent('DamageReported', stream), stream };
  const again = Array.from({ length: 120 }, () => damage);
  const { body: receipts } = await log.record<readonly Receipt[]>(again);
  const last = receipts.at(-1)!;
  const { body } = await log.get<Explained>(`/attacks/${stream}?why=1&minPosition=${last.position}`);
  const { events, count, list } = body.why.streams[stream]!;
  expect([events.length, events.at(-1), count]).toEqual([100, last.id, last.version]);
  const { body: history } = await service.get<{ readonly version: number }>(list!);
  expect(history).toMatchObject({ stream, version: count });
});
