import { Catalogue, defineStream, eventType } from '@tracker/event-store';
import { entriesModel, namesModel, reviewsModel, type Moment, type Paging } from '@tracker/reading';
import { ARTICLE, eventOf, given, idAt, recorded } from '@tracker/spec-kit';
import { Described, IsNames, IsReference, IsText, MayBeOmitted } from '@tracker/vocabulary';
import { testTables } from '../../../test/setup/test-tables';
import { searchModel, SearchNameRow, SearchRow } from './search.tables';
import { ListTimeline, ListTimelineHandler, type TimelineSelection } from './timeline.queries';

@Described('A name, and those in other languages.')
class Named {
  @IsText('Name.') readonly name!: string;
  @MayBeOmitted() @IsNames('Other names.') readonly names?: Readonly<Record<string, string>>;
}

@Described('Something was said.')
class Said {
  @IsText('What.') readonly text!: string;
  @MayBeOmitted() @IsReference('actor', 'By whom.') readonly by?: string;
}

const named = eventType({
  schemaVersion: 1,
  payload: Named,
  registration: true,
  summary: 'Something is called so.',
  line: ({ name }) => name,
  label: ({ name }) => name,
  otherNames: ({ names }) => names,
  example: { stream: 'actor-russia', data: { name: 'Russia' } },
});
const said = eventType({
  schemaVersion: 1,
  payload: Said,
  summary: 'Something was said.',
  line: ({ by = 'nobody', text }) => `{${by}} said: ${text}`,
  example: { stream: 'statement-lavrov', data: { text: 'We agreed to restore embassy staffing.' } },
});
const nothing = { initial: null, accept: {} };
const streams = [
  defineStream({
    kind: 'conflict',
    types: { ConflictNamed: named },
    evolve: { ConflictNamed: () => null },
    ...nothing,
  }),
  defineStream({
    kind: 'actor',
    types: { ActorNamed: named, ActorRenamed: named },
    evolve: { ActorNamed: () => null, ActorRenamed: () => null },
    ...nothing,
  }),
  defineStream({ kind: 'statement', types: { WordsSaid: said }, evolve: { WordsSaid: () => null }, ...nothing }),
];
const model = searchModel(streams);
const tables = testTables(namesModel(streams), reviewsModel(streams), entriesModel(streams), model);

const actor = (id: string, name: string, names?: object, type = 'ActorNamed') =>
  eventOf(type, { name, ...(names && { names }) }, { stream: `actor-${id}`, citation: null });
const says = (
  text: string,
  { by, note, occurred = '2025-02-18' }: { by?: string; note?: string; occurred?: string } = {},
) => {
  const citation = note === undefined ? ARTICLE : { source: ARTICLE.source, note };
  const data = { text, ...(by && { by: `actor-${by}` }) };
  return eventOf('WordsSaid', data, { stream: `statement-${by ?? 'unknown'}`, occurred, citation });
};

describe('what is searched', () => {
  it('is the line, the texts, and the words of the citation, each text apart; and the streams referred to, and the month', () => {
    const [row] = given(model, says('Ties with Kyiv', { by: 'lavrov', note: 'Said before noon.' })).thenRows(SearchRow);
    expect(row?.words).toBe('said ties with kyiv the said before noon');
    expect(row?.lexemes).toEqual(['statement-lavrov', 'actor-lavrov', 'month:2025-02']);
  });

  it('is every name of a thing, the last ones told', () => {
    const first = actor('kyiv', 'Kiev', { uk: 'Київ' });
    const later = actor('kyiv', 'Kyiv', { uk: 'Київ', fr: 'Kíev' }, 'ActorRenamed');
    const rows = given(model, first, later);
    expect(
      rows
        .asOf(1)
        .thenRows(SearchNameRow)
        .map(({ words }) => words),
    ).toEqual(['kiev київ']);
    expect(rows.thenRows(SearchNameRow).map(({ words }) => words)).toEqual(['kyiv київ kiev']);
  });

  it('is no registration, and not the name of the conflict itself', () => {
    const opened = eventOf('ConflictNamed', { name: 'War' }, { stream: 'conflict', citation: null });
    const rows = given(model, opened, actor('russia', 'Russia'));
    expect(rows.thenRows(SearchRow)).toEqual([]);
    expect(rows.thenRows(SearchNameRow).map(({ stream }) => stream)).toEqual(['actor-russia']);
  });
});

const TALKS = recorded(
  actor('zelenskyy', 'Volodymyr Zelenskyy', { uk: 'Володимир Зеленський', ru: 'Владимир Зеленский' }),
  actor('will', 'Will Scharf'),
  says('No peace without Ukraine at the table.', { by: 'zelenskyy', occurred: '2025-02-18' }),
  says('We agreed to restore embassy staffing.', { occurred: '2025-02-18' }),
  says('Переговоры продолжатся, объём поставки вырос.', { occurred: '2025-02-19' }),
  says('Після переговорів у Києві області знеструмлені.', { occurred: '2025-02-19' }),
  says('The staffing of both embassies, Zelenskyy said, is no matter.', { note: 'Table talk', occurred: '2025-02-20' }),
  says('Signed at noon.', { by: 'will', occurred: '2025-02-20' }),
  actor('zelenskyy', 'Petro Poroshenko', undefined, 'ActorRenamed'),
);

beforeAll(async () => {
  await tables.project('talks', TALKS);
  await tables.project('others', [says('Nothing about embassies, one staffing plan.')]);
});

const catalogue = new Catalogue(streams);
const ask = (query: ListTimeline) => new ListTimelineHandler(tables.questions, catalogue).execute(query);
const search = (
  q: string,
  selection: TimelineSelection = {},
  position = 8,
  paging: Paging = { limit: 100, order: 'asc' },
) => {
  const moment: Moment = { conflict: 'talks', position, on: '2025-02-20' };
  return ask(new ListTimeline(moment, paging, { ...selection, q }));
};
const found = async (...question: Parameters<typeof search>) =>
  (await search(...question)).items.map(({ recorded: { position } }) => position);

describe('a search', () => {
  it.each([
    ['a word of it, whatever the case', 'UKRAINE', [3]],
    ['its words in other forms', 'embassies restored', [4]],
    ['Russian words in other forms', 'переговорах объем поставками', [5]],
    ['Ukrainian words in other forms', 'переговори область', [6]],
    ['words wherever they stand', 'table staffing', [7]],
    ['all the words that are asked for, not some', 'ukraine staffing', []],
    ['words that follow each other', '"embassy staffing"', [4]],
    ['and not where another text begins', '"matter table"', []],
    ['what is not left out', 'staffing -embassies', []],
    ['alternatives', 'ukraine or "embassy staffing"', [3, 4]],
    ['words beside those that every text has', 'the staffing', [4, 7]],
  ])('finds %s', async (_, q, positions) => {
    expect(await found(q)).toEqual(positions);
  });

  it.each([
    ['in the language of the log', 'zelenskyy', [3, 7]],
    ['in another language', 'Зеленський', [3]],
    ['in another form', 'Зеленского', [3]],
    ['with words of the text', 'Зеленского peace', [3]],
    ['in full', '"Volodymyr Zelenskyy"', [3]],
    ['to leave out', 'table -Володимир', [7]],
    ['that is a word which every text has', 'will', [8]],
  ])('finds what refers to a name, %s', async (_, q, positions) => {
    expect(await found(q)).toEqual(positions);
  });

  it('knows names as they were at the position, and nothing recorded later', async () => {
    expect(await found('Poroshenko', {}, 8)).toEqual([]);
    expect(await found('Poroshenko', {}, 9)).toEqual([3]);
    expect(await found('Зеленский', {}, 9)).toEqual([]);
    expect(await found('staffing', {}, 6)).toEqual([4]);
  });

  it('goes with a period and the other filters, and pages like the list', async () => {
    expect(await found('staffing', { from: '2025-02-19' })).toEqual([7]);
    expect(await found('staffing', { to: '2025-02-19', stream: 'statement-unknown' })).toEqual([4]);
    const first = await search('staffing', {}, 8, { limit: 1 });
    expect(first.items.map(({ event }) => event)).toEqual([idAt(7)]);
    const second = await search('staffing', {}, 8, { limit: 1, after: first.after });
    expect(second.items.map(({ event }) => event)).toEqual([idAt(4)]);
    expect(second.after).toBeUndefined();
  });

  it('finds in a period what lasted into it, whether days, months or years, and nothing undated', async () => {
    await tables.project('long', [
      says('The siege of one night.', { occurred: '2024-12-31/2025-01-01' }),
      says('The siege of some months.', { occurred: '2024-10/2025-03' }),
      says('The siege of some years.', { occurred: '2022-02-24/2025-02-18' }),
      says('The siege of a later month.', { occurred: '2025-02-03' }),
      says('The siege of an unknown day.', { occurred: 'XXXX' }),
    ]);
    const moment: Moment = { conflict: 'long', position: 5, on: '2025-02-20' };
    const sieges = async (from: string, to: string) => {
      const page = await ask(new ListTimeline(moment, { limit: 100, order: 'asc' }, { q: 'siege', from, to }));
      return page.items.map(({ recorded: { position } }) => position);
    };
    expect(await sieges('2025-01-01', '2025-01-31')).toEqual([3, 2, 1]);
    expect(await sieges('2025-02-01', '2025-02-28')).toEqual([3, 2, 4]);
    expect(await sieges('2020-01-01', '2022-02-28')).toEqual([3]);
    expect(await sieges('2022-02-01', '2025-12-31')).toEqual([3, 2, 1, 4]);
  });

  it('answers with the lines of the timeline', async () => {
    expect((await search('peace')).items).toMatchObject([
      {
        type: 'WordsSaid',
        line: 'Volodymyr Zelenskyy said: No peace without Ukraine at the table.',
        occurred: '2025-02-18',
      },
    ]);
  });

  it.each(['the', '- …', '"of the"'])('for nothing but %s is refused', async (q) => {
    await expect(search(q)).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  it('for a word that a thousand things are called by is refused, and more of the name is not', async () => {
    const villages = Array.from({ length: 1_001 }, (_, index) => actor(`village-${index}`, `Ivanivka ${index}`));
    await tables.project('villages', [...villages, says('Ivanivka 7 is dark.')]);
    const moment: Moment = { conflict: 'villages', position: 2_000, on: '2025-02-20' };
    const villagesCalled = (q: string) => ask(new ListTimeline(moment, { limit: 100 }, { q }));
    await expect(villagesCalled('ivanivka')).rejects.toThrow('more than that are called "ivanivka"');
    expect((await villagesCalled('"ivanivka 7"')).items).toHaveLength(1);
  });
});
