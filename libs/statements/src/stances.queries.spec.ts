import { ForeignCursorError, type Moment, type Paging } from '@tracker/reading';
import { eventOf, idAt, sampleCase, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import type { Stance } from './statement.codes';
import { statementsModel } from './statement.model';
import { ListStances, ListStancesHandler, type AskedStances } from './stances.queries';

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const REUTERS = { source: 'source-reuters' } as const;
const UKRAINE = 'actor-ukraine';
const ZELENSKYY = 'actor-volodymyr-zelenskyy';
const ISSUE = 'outcome-of-talks-without-ukraine';
const FIRST = 'statement-zelenskyy-first';
const SECOND = 'statement-zelenskyy-second';

const tables = testTables(statementsModel);

beforeAll(() => tables.project('sample', sampleCase()));

const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const page = (asked: AskedStances = {}, moment = at('sample'), paging: Paging = { limit: 100 }) =>
  new ListStancesHandler(tables.questions).execute(new ListStances(moment, paging, asked));
const stances = async (asked: AskedStances = {}, moment = at('sample')) =>
  (await page(asked, moment)).items.map(({ holder, issue, stance }) => [holder, issue, stance]);

/** Zelenskyy, for Ukraine, on the outcome of the talks. */
const said = (stance: Stance, parts: Partial<EventParts> & { readonly condition?: string } = {}): EventDraft => {
  const { condition, ...envelope } = parts;
  const data = {
    speaker: ZELENSKYY,
    kind: 'position',
    text: `Ukraine ${stance} it.`,
    wording: 'paraphrase',
    positions: [{ issue: ISSUE, stance, holder: UKRAINE }],
    ...(condition === undefined ? {} : { condition }),
  };
  return eventOf('StatementMade', data, { stream: FIRST, occurred: '2025-02-18', citation: OUTLET, ...envelope });
};
const reply = (type: string, data: object, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf(type, data, { stream: SECOND, occurred: '2025-02-20', citation: REUTERS, ...parts });
/** `rejects` on the 18th, `open` on the 19th. */
const twice = [said('rejects'), said('open', { stream: SECOND, occurred: '2025-02-19' })];

describe('the stances of the sample case', () => {
  it('are those of whoever holds them, whoever spoke', async () => {
    const [ukraine] = (await page({ actor: UKRAINE })).items;
    expect(ukraine).toMatchObject({
      issue: ISSUE,
      stance: 'rejects',
      times: 1,
      rule: 'graded-latest@1',
      taken: {
        speaker: ZELENSKYY,
        statement: 'statement-zelenskyy-no-outcome-without-ukraine',
        reason: { text: 'Ukraine had no part in the talks.' },
        wording: 'paraphrase',
        safeToPrint: false,
        claim: { citation: { source: 'source-unnamed-outlet' } },
      },
    });
    expect(ukraine).not.toHaveProperty('history');
    expect(await stances({ actor: ZELENSKYY })).toEqual([]);
  });

  it('are found by issue and by what is held of it', async () => {
    expect(await stances({ issue: 'security-guarantees-for-ukraine' })).toEqual([
      ['actor-emmanuel-macron', 'security-guarantees-for-ukraine', 'demands'],
    ]);
    expect(await stances({ stance: 'concerned' })).toEqual([['actor-european-allies', 'europe-left-out', 'concerned']]);
  });

  it('are those said by the day, and in the period', async () => {
    expect(await stances({ actor: UKRAINE }, at('sample', '2025-02-18'))).toEqual([]);
    const ofTheDay = await stances({ from: '2025-02-18', to: '2025-02-18' });
    expect(ofTheDay.map(([holder]) => holder)).not.toContain(UKRAINE);
    expect(ofTheDay.map(([holder]) => holder)).toContain('actor-emmanuel-macron');
    await expect(page({ from: '2025-02-19', to: '2025-02-18' })).rejects.toMatchObject({ code: 'parameter.invalid' });
  });

  it('are listed once each, page by page, the latest first or last', async () => {
    const all = await stances();
    const first = await page({}, at('sample'), { limit: 3 });
    const second = await page({}, at('sample'), { limit: 100, after: first.after });
    expect([...first.items, ...second.items].map(({ holder, issue, stance }) => [holder, issue, stance])).toEqual(all);
    const turned = await page({}, at('sample'), { limit: 100, order: 'asc' });
    expect(turned.items.map(({ holder, issue, stance }) => [holder, issue, stance])).toEqual([...all].reverse());
    await expect(page({}, at('sample'), { limit: 3, after: [''] })).rejects.toBeInstanceOf(ForeignCursorError);
    expect(await stances({}, at('sample', '2025-02-19', 1))).toEqual([]);
  });
});

describe('of several stances on one issue', () => {
  it('the latest said is shown, also where it was recorded first', async () => {
    await tables.project('order', [...twice].reverse());
    expect(await stances({}, at('order'))).toEqual([[UKRAINE, ISSUE, 'open']]);
    expect(await stances({}, at('order', '2025-02-18'))).toEqual([[UKRAINE, ISSUE, 'rejects']]);
    expect(await stances({ stance: 'rejects' }, at('order'))).toEqual([]);
  });

  it('the earlier ones are told on request', async () => {
    await tables.project('history', twice);
    const [item] = (await page({ why: '1' }, at('history'))).items;
    expect(item?.times).toBe(2);
    expect(item?.history?.map(({ stance, judgement, claim }) => [stance, judgement, claim.event])).toEqual([
      ['open', 'stands', idAt(2)],
      ['rejects', 'earlier', idAt(1)],
    ]);
  });

  it('one told by two sources of one statement is that of the better graded', async () => {
    await tables.project('rivals', [
      said('rejects', { citation: { ...OUTLET, grade: 'B2' } }),
      said('open', { citation: REUTERS }),
    ]);
    expect((await page({ why: '1' }, at('rivals'))).items).toMatchObject([
      { stance: 'rejects', times: 1, history: [{ claim: { event: idAt(1) } }] },
    ]);
  });
});

describe('a stance does not stand', () => {
  it('from the day on which the statement was withdrawn, and then the earlier one does', async () => {
    await tables.project('withdrawn', [...twice, reply('StatementWithdrawn', {})]);
    expect(await stances({}, at('withdrawn'))).toEqual([[UKRAINE, ISSUE, 'open']]);
    const later = at('withdrawn', '2025-02-20');
    expect(await stances({}, later)).toEqual([[UKRAINE, ISSUE, 'rejects']]);
    const [item] = (await page({ why: '1' }, later)).items;
    expect(item?.history).toMatchObject([
      { stance: 'open', judgement: 'withdrawn', replies: [idAt(3)] },
      { stance: 'rejects', judgement: 'stands' },
    ]);
  });

  it.each([
    ['if the holder denies it', UKRAINE, 'rejects', 'denied'],
    ['if the speaker denies it', ZELENSKYY, 'rejects', 'denied'],
    ['and does if only others deny it', 'actor-russia', 'open', 'stands'],
  ])('%s', async (_claim, by, stance, judgement) => {
    const denied = reply('StatementDenied', { by, denies: 'content' });
    await tables.project(`denied-by-${by}`, [...twice, denied]);
    const [item] = (await page({ why: '1' }, at(`denied-by-${by}`, '2025-02-20'))).items;
    expect(item?.stance).toBe(stance);
    expect(item?.history?.[0]).toMatchObject({ stance: 'open', judgement, deniedBy: [by] });
  });

  it('under a condition, nor as it was not said to be so', async () => {
    const ifAsked = { modality: 'hypothetical', condition: 'Ukraine is at the table', stream: SECOND } as const;
    await tables.project('condition', [said('rejects'), said('open', { ...ifAsked, occurred: '2025-02-19' })]);
    const [item] = (await page({ why: '1' }, at('condition'))).items;
    expect(item?.stance).toBe('rejects');
    expect(item?.history?.[0]).toMatchObject({
      stance: 'open',
      judgement: 'not_realised',
      condition: 'Ukraine is at the table',
    });
  });

  it('and where none does, that is said', async () => {
    await tables.project('none', [twice[1]!, reply('StatementWithdrawn', {})]);
    const none = at('none', '2025-02-20');
    expect((await page({}, none)).items).toMatchObject([
      { holder: UKRAINE, issue: ISSUE, stance: null, taken: null, times: 1 },
    ]);
    expect(await stances({ stance: 'open' }, none)).toEqual([]);
  });
});
