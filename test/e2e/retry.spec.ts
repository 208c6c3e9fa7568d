import { startTestService, type TestService } from '../setup/test-service';
import { DAMAGE } from './article';
import { idNumbered, Notebook, type Problem, type Receipt } from './notebook';

let service: TestService;
let log: Notebook;

beforeAll(async () => {
  service = await startTestService();
  log = await Notebook.open(service, 'russia-ukraine');
});
afterAll(() => service.stop());
describe('a retry', () => {
  const anew = (number: number) => ({ ...DAMAGE, id: idNumbered(number), stream: `attack-retried-${number}` });

  test('with the same id and bytes gets the first receipt, and nothing is recorded twice', async () => {
    const first = await log.record(anew(1));
    const head = await log.head();
    const again = await log.record(anew(1));
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(first.headers.get('idempotency-replayed')).toBeNull();
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(again.body).toEqual(first.body);
    for (const header of ['etag', 'location', 'log-position'])
      expect(again.headers.get(header)).toBe(first.headers.get(header));
    expect(await log.head()).toBe(head);
  });

  test('is answered by its id before its version is looked at', async () => {
    const event = { ...anew(2), expectedVersion: 0 };
    const first = await log.record(event);
    await log.record({ ...DAMAGE, stream: event.stream });
    const again = await log.record(event, { 'if-none-match': '*' });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('with the same id and other bytes is refused', async () => {
    await log.record(anew(3));
    const head = await log.head();
    for (const other of [
      { ...anew(3), data: { ...DAMAGE.data, objects: 5 } },
      `${JSON.stringify(anew(3)).slice(0, -1)} }`,
    ]) {
      const refused = await log.record<Problem>(other);
      expect([refused.status, refused.body.code, refused.body['id']]).toEqual([422, 'event.id_reused', idNumbered(3)]);
    }
    expect(await log.head()).toBe(head);
  });

  test('with the same Idempotency-Key gets the first receipt, another key records another event', async () => {
    const { stream: _, ...unnamed } = DAMAGE;
    const sent = (key: string) => log.record(unnamed, { 'idempotency-key': key });
    const [first, again, other] = [await sent('Cherkasy, 4'), await sent('Cherkasy, 4'), await sent('Cherkasy, 5')];
    expect([first.status, again.status, other.status]).toEqual([201, 200, 201]);
    expect(again.body).toEqual(first.body);
    expect(other.body.stream).not.toBe(first.body.stream);
  });

  test('of an array gets the first receipts in their order', async () => {
    const array = [4, 5, 6].map(anew);
    const [first, again] = [await log.record<readonly Receipt[]>(array), await log.record<readonly Receipt[]>(array)];
    expect([first.status, again.status, again.headers.get('idempotency-replayed')]).toEqual([201, 200, 'true']);
    expect(again.body).toEqual(first.body);
  });

  test('of an array by its Idempotency-Key needs no ids', async () => {
    const array = [7, 8].map((number) => ({ ...DAMAGE, stream: `attack-keyed-array-${number}` }));
    const sent = () => log.record<readonly Receipt[]>(array, { 'idempotency-key': 'array of 2025-02-19' });
    const [first, again] = [await sent(), await sent()];
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(again.body).toEqual(first.body);
    expect(new Set(first.body.map(({ id }) => id)).size).toBe(2);
  });

  test('of an array that is known in part is refused with the list of what is known', async () => {
    await log.record(anew(9));
    const head = await log.head();
    const refused = await log.record<Problem>([anew(10), anew(9)]);
    expect([refused.status, refused.body.code]).toEqual([409, 'events.partly_recorded']);
    expect(refused.body['recorded']).toEqual([idNumbered(9)]);
    expect(await log.head()).toBe(head);
  });

  test('inside one array is a mistake', async () => {
    const refused = await log.record<Problem>([anew(11), anew(11)]);
    expect([refused.status, refused.body.code]).toEqual([422, 'events.id_repeated']);
  });
});
