import { v7 as uuidv7 } from 'uuid';
import { connect } from '../../apps/database';
import { readModels } from '../../apps/features';
import { rebuildDatabase, rebuildModels } from '../../apps/rebuilding';
import { startTestService, type TestService } from '../setup/test-service';
import { Notebook, type Receipt } from './notebook';

/** The drone count of the night into 2025-02-18 as it is corrected, contradicted and settled, in the open. */

const NIGHT = 'attack-2025-02-18-overnight';
const AIR_FORCE = { source: 'source-ukrainian-air-force', report: 'report-riyadh-talks' };
const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' };
const REPORTED = { launched: 176, attacker: 'actor-russia', toward: ['place-ukraine'] };
const OVERNIGHT = '2025-02-17/2025-02-18';

interface Correction {
  readonly kind: string;
  readonly event: string;
  readonly of: { readonly event: string; readonly type: string; readonly review: string | null };
  readonly recorded: { readonly position: number; readonly at: string; readonly by: string };
  readonly citation: { readonly source: string };
  readonly reason: string | null;
  readonly counter: object | null;
  readonly changes: readonly { readonly pointer: string; readonly old?: unknown; readonly new?: unknown }[];
  readonly inForce: boolean;
}

let service: TestService;
let log: Notebook;
let reported: Receipt;
/** What each step of the story was recorded as. */
const story = new Map<string, Receipt>();
/** Every view, as it was answered at each position of the story. */
const answers = new Map<number, readonly string[]>();

/** Every view that shows the count, or a sum with it. */
const VIEWS = [
  '/attacks?from=2025-02-18&to=2025-02-18',
  `/attacks/${NIGHT}?why=1`,
  '/nights?from=2025-02-18&to=2025-02-18',
  '/status?from=2025-02-01',
  '/timeline?from=2025-02-17&to=2025-02-18',
  '/timeline?q=drones',
  '/corrections?limit=100',
];

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  const last = await service.loadSample(log.conflict);
  const { body } = await log.get<{ readonly events: readonly (Receipt & { readonly type: string })[] }>(
    `/streams/${NIGHT}`,
  );
  reported = body.events[0]!;
  answers.set(last, await allViews(last));
}, 60_000);
afterAll(() => service.stop());

async function allViews(position: number): Promise<readonly string[]> {
  const asked = VIEWS.map((view) => log.get(`${view}&asOf=${position}&on=2025-02-19`));
  const told = await Promise.all(asked);
  for (const { status, text } of told) if (status !== 200) throw new Error(text);
  return told.map(({ text }) => text);
}

/** Records one event of the story, and keeps what every view says from there on. */
async function tell(name: string, type: string, data: object, more: object = {}): Promise<Receipt> {
  const { status, body, text } = await log.record({
    id: uuidv7(),
    type,
    stream: NIGHT,
    citation: AIR_FORCE,
    ...more,
    data,
  });
  if (status !== 201) throw new Error(text);
  story.set(name, body);
  answers.set(body.position, await allViews(body.position));
  return body;
}

interface Shown {
  readonly facts: readonly {
    readonly what: string;
    readonly adopted: { readonly quantity: { readonly text: string }; readonly citation: { readonly source: string } };
    readonly sources: number;
  }[];
  readonly reviews: Readonly<Record<string, Record<string, unknown>>>;
}

async function launched(): Promise<readonly [string, string, number]> {
  const { body } = await log.get<Shown>(`/attacks/${NIGHT}?minPosition=${lastPosition()}`);
  const fact = body.facts.find(({ what }) => what === 'launched')!;
  return [fact.adopted.quantity.text, fact.adopted.citation.source, fact.sources];
}

async function reviewsOf(event: string): Promise<Record<string, unknown> | undefined> {
  const { body } = await log.get<Shown>(`/attacks/${NIGHT}?minPosition=${lastPosition()}`);
  return body.reviews[event];
}

function lastPosition(): number {
  return Math.max(...answers.keys());
}

async function corrections(more = ''): Promise<readonly Correction[]> {
  const { body } = await log.get<{ readonly items: readonly Correction[] }>(
    `/corrections?minPosition=${lastPosition()}${more}`,
  );
  return body.items;
}

describe('the count of 176', () => {
  it('is corrected to 175, and every answer as of before stays', async () => {
    const { id } = reported;
    const as = { occurred: OVERNIGHT, citation: AIR_FORCE, data: { ...REPORTED, launched: 175 } };
    const receipt = await tell('correction', 'EventCorrected', { event: id, replaces: id, as, reason: 'typo' });
    expect(await launched()).toEqual(['175', 'source-ukrainian-air-force', 1]);
    expect(await reviewsOf(id)).toEqual({ correctedBy: receipt.id });
    const [correction] = await corrections();
    expect(correction).toMatchObject({
      kind: 'corrected',
      event: receipt.id,
      of: { event: id, type: 'DroneBarrageReported', review: null },
      recorded: { position: receipt.position, at: receipt.recordedAt, by: 'local' },
      reason: 'typo',
      inForce: true,
    });
    expect(correction!.changes).toContainEqual({ pointer: '/data/launched', old: 176, new: 175 });
  });

  it('is corrected in its history as well, where both can be read', async () => {
    const { body } = await log.get<{ readonly events: readonly object[] }>(`/streams/${NIGHT}`);
    expect(body.events[0]).toMatchObject({
      standing: { correctedBy: story.get('correction')!.id, as: { data: { launched: 175 } } },
      event: { data: { launched: 176 } },
    });
  });

  it('is corrected again only by who has read the correction', async () => {
    const as = { occurred: OVERNIGHT, citation: AIR_FORCE, data: { ...REPORTED, launched: 174 } };
    const stale = { event: reported.id, replaces: reported.id, as, reason: 'typo' };
    const { status, text } = await log.record({
      type: 'EventCorrected',
      stream: NIGHT,
      citation: AIR_FORCE,
      data: stale,
    });
    expect([status, (JSON.parse(text) as { code: string }).code]).toEqual([409, 'review.stale_correction']);
  });

  it('is 176 again when the correction is retracted', async () => {
    const { id } = story.get('correction')!;
    const receipt = await tell('retraction', 'EventRetracted', { event: id, reason: 'The report does say 176.' });
    expect(await launched()).toEqual(['176', 'source-ukrainian-air-force', 1]);
    expect(await reviewsOf(reported.id)).toBeUndefined();
    const [retraction, correction] = await corrections();
    expect(retraction).toMatchObject({
      kind: 'retracted',
      event: receipt.id,
      of: { event: reported.id, review: id },
      reason: 'The report does say 176.',
    });
    expect(retraction!.changes).toContainEqual({ pointer: '/data/launched', old: 175, new: 176 });
    expect(correction).toMatchObject({ event: id, inForce: false });
  });

  it('stands beside 180 of a second source, and either rule says which it takes', async () => {
    await tell(
      'second source',
      'DroneBarrageReported',
      { ...REPORTED, launched: 180 },
      { citation: { ...OUTLET, grade: 'B2' }, occurred: OVERNIGHT },
    );
    expect(await launched()).toEqual(['180', 'source-unnamed-outlet', 2]);
    const { body } = await log.get<Shown & { readonly rule: string }>(
      `/attacks/${NIGHT}?rule=hull@1&minPosition=${lastPosition()}`,
    );
    expect(body.rule).toBe('hull@1');
    expect(body.facts.find(({ what }) => what === 'launched')).toMatchObject({
      adopted: { quantity: { min: 176, max: 180 } },
    });
  });

  it('is disputed, which changes no number but is told beside it', async () => {
    const { id } = story.get('second source')!;
    const counter = { launched: 150 };
    const receipt = await tell(
      'dispute',
      'ClaimDisputed',
      { event: id, counter, text: 'Fewer.' },
      { citation: AIR_FORCE },
    );
    expect(await launched()).toEqual(['180', 'source-unnamed-outlet', 2]);
    expect(await reviewsOf(id)).toMatchObject({ disputes: [{ event: receipt.id, counter, isResolved: false }] });
    expect((await corrections('&kind=disputed'))[0]).toMatchObject({ counter, citation: AIR_FORCE, changes: [] });
  });

  it('is settled for the count that the air force stated first, whatever the grades', async () => {
    const { id } = story.get('second source')!;
    const data = { event: id, adopted: reported.id, reason: 'The outlet had added the drones of the day before.' };
    const receipt = await tell('resolution', 'DisputeResolved', data, { citation: OUTLET });
    expect(await launched()).toEqual(['176', 'source-ukrainian-air-force', 2]);
    expect(await reviewsOf(id)).toMatchObject({
      disputes: [{ isResolved: true }],
      resolution: { event: receipt.id, adopted: reported.id },
    });
    expect(await reviewsOf(reported.id)).toEqual({ preferred: true });
  });

  it('is corroborated by sources that are not independent of each other, which count once', async () => {
    const corroborated = { event: reported.id };
    await tell('corroboration', 'ClaimCorroborated', corroborated, { citation: { source: 'source-associated-press' } });
    // The sample has the outlet linked to the agency whose wording it follows.
    const { id } = await tell('linked corroboration', 'ClaimCorroborated', corroborated, { citation: OUTLET });
    const standing = (await reviewsOf(reported.id)) as { corroboration: { independentSources: number; by: object[] } };
    expect(standing.corroboration.independentSources).toBe(2);
    expect(standing.corroboration.by).toHaveLength(2);
    expect((await corrections('&kind=corroborated'))[0]).toMatchObject({ event: id });
  });

  it('leaves every view when it is retracted, and stays in the log', async () => {
    await tell('end', 'EventRetracted', { event: reported.id, reason: 'Recorded in the wrong stream.' });
    expect(await launched()).toEqual(['180', 'source-unnamed-outlet', 1]);
    const { body } = await log.get<{ readonly events: readonly object[] }>(`/streams/${NIGHT}`);
    expect(body.events[0]).toMatchObject({
      standing: { retractedBy: story.get('end')!.id },
      event: { data: REPORTED },
    });
    const { items } = (await log.get<{ items: { event: string }[] }>(`/timeline?minPosition=${lastPosition()}`)).body;
    expect(items.map(({ event }) => event)).not.toContain(reported.id);
  });
});

describe('each step of the story', () => {
  it('has changed no answer as of before it', async () => {
    for (const [position, before] of answers) expect([position, await allViews(position)]).toEqual([position, before]);
  });

  it.each(['correction', 'retraction', 'second source', 'resolution', 'end'])(
    'of the %s has changed every view that shows the count',
    (name) => {
      const { position } = story.get(name)!;
      const positions = [...answers.keys()].sort((one, other) => one - other);
      const before = answers.get(positions[positions.indexOf(position) - 1]!)!;
      const after = answers.get(position)!;
      // A claim of another source is no review.
      const isShown = (view: string): boolean => name !== 'second source' || !view.startsWith('/corrections');
      for (const [index, view] of VIEWS.entries())
        if (isShown(view)) expect([view, told(after[index]!)]).not.toEqual([view, told(before[index]!)]);
    },
  );

  it('gives the same bytes after a rebuild of every read model', async () => {
    const open = await connect(service.database.source, undefined, {
      onMessage: () => undefined,
      onIdleError: () => undefined,
    });
    await rebuildModels(rebuildDatabase(open), readModels, 1);
    await open.close();
    for (const [position, before] of answers) expect([position, await allViews(position)]).toEqual([position, before]);
  }, 60_000);
});

/** An answer without its position, which every step changes. */
function told(text: string): string {
  const { position: _, ...answer } = JSON.parse(text) as { readonly position: number };
  return JSON.stringify(answer);
}
