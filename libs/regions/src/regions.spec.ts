import { startTestService, type TestService } from '../../../test/setup/test-service';
import type { RegionsAnswer } from './regions.queries';

let service: TestService;
let last: number;

beforeAll(async () => {
  service = await startTestService();
  last = await service.loadSample();
}, 60_000);
afterAll(() => service.stop());

const ask = async (question: string): Promise<RegionsAnswer> => {
  const path = `/v1/conflicts/russia-ukraine/regions?minPosition=${last}&${question}`;
  const { status, body, text } = await service.get<RegionsAnswer>(path);
  if (status !== 200) throw new Error(text);
  return body;
};

describe('harm by region, of the night into 2025-02-18', () => {
  it('has the wounded of Dolynska in its region, and the buildings of each region apart', async () => {
    const { items } = await ask('from=2025-02-18&to=2025-02-18');
    const shown = items.map(({ places, casualties, damage }) => [
      places,
      casualties['wounded']?.text ?? null,
      damage['damaged']?.text ?? null,
    ]);
    expect(shown).toEqual(
      expect.arrayContaining([
        [['place-cherkasy-region'], null, '4'],
        [['place-dolynska'], '3', '1'],
      ]),
    );
  });

  it('takes the largest unit that a place lies in, and a region for itself', async () => {
    const { items } = await ask('from=2025-02-18&to=2025-02-18&country=UKR');
    expect(items.map(({ country }) => country)).toEqual(['UKR', 'UKR']);
    expect(items.every(({ region }) => region !== null)).toBe(true);
  });

  it('says which period it is about if none is named', async () => {
    expect(await ask('on=2025-02-19')).toMatchObject({ from: '2025-01-21', to: '2025-02-19', rule: 'graded-latest@1' });
  });

  it('has nothing where nothing happened', async () => {
    expect((await ask('from=2025-02-10&to=2025-02-12')).items).toEqual([]);
    expect((await ask('from=2025-02-18&to=2025-02-18&country=RUS')).items).toEqual([]);
  });
});
