import { startTestService, type TestService } from '../setup/test-service';
import { SAMPLE_LINES } from './article';
import {
  factOf,
  type Attack,
  type List,
  type Meeting,
  type Named,
  type Office,
  type Planned,
  type Statement,
  type Status,
  type Totals,
} from './answers';
import { Notebook, type Problem } from './notebook';

/** The article on the talks in Riyadh, recorded once, and what its readers ask. */

let service: TestService;
let log: Notebook;
/** The position of the last event of the sample case. */
let last: number;

beforeAll(async () => {
  service = await startTestService();
  log = new Notebook(service, 'russia-ukraine');
  last = await service.loadSample(log.conflict);
});
afterAll(() => service.stop());

/** Asks when the whole article is known. */
async function ask<Body>(question: string): Promise<Body & Named> {
  const answer = await log.get<Body & Named>(`${question}${question.includes('?') ? '&' : '?'}minPosition=${last}`);
  expect({ question, status: answer.status }).toEqual({ question, status: 200 });
  return answer.body;
}

describe('the night before the talks', () => {
  const night = '/attacks?from=2025-02-18&to=2025-02-18';

  test('How many drones were launched overnight into 18 February, and who says so? 176, says the Ukrainian air force', async () => {
    const { items, names } = await ask<List<Attack>>(`${night}&part=false`);
    expect(items.map(({ attack }) => attack)).toEqual(['attack-2025-02-18-overnight']);
    const launched = factOf(items[0]!, 'launched');
    expect(launched.adopted.quantity).toMatchObject({ text: '176', min: 176, max: 176, best: 176 });
    expect(launched.rule).toBe('graded-latest@1');
    expect(names[launched.adopted.citation.source]).toBe('Ukrainian air force');
  });

  test('How many of them were destroyed or jammed? Most: between 89 and 176, says the Ukrainian air force', async () => {
    const story = await ask<Attack>('/attacks/attack-2025-02-18-overnight');
    const { quantity, citation } = factOf(story, 'destroyed_or_jammed').adopted;
    expect(quantity).toMatchObject({ text: 'most of 176', min: 89, max: 176 });
    expect(story.names[citation.source]).toBe('Ukrainian air force');
    expect(story.totals['destroyedOrJammed']).toMatchObject({ text: '89 to 176', min: 89, max: 176 });
  });

  test('What happened as part of the barrage? A strike on Dolynska and damage in the Cherkasy region', async () => {
    const { items } = await ask<List<Attack>>(`${night}&part=true`);
    expect(items.map(({ attack }) => attack).sort()).toEqual([
      'attack-2025-02-18-cherkasy',
      'attack-2025-02-18-dolynska',
    ]);
    for (const { partOf } of items) expect(partOf).toEqual(['attack-2025-02-18-overnight']);
  });

  test('Who was hurt in Dolynska? 3 were wounded, 2 of them children; of killed nobody says anything, which is not 0', async () => {
    const { totals, items, names } = await ask<{ readonly totals: Totals } & List<Attack>>(
      '/casualties?place=place-dolynska&night=2025-02-18',
    );
    expect(totals['wounded']).toMatchObject({ text: '3', min: 3, max: 3 });
    expect(totals['wounded']!.parts['children']).toMatchObject({ text: '2', min: 2, max: 2 });
    expect(totals['killed']).toBeNull();
    const { citation } = factOf(items[0]!, 'wounded').adopted;
    expect(names[citation.source]).toBe('Kirovohrad regional administration');
  });

  test('How many apartments were evacuated? 38; of persons nobody says how many', async () => {
    const { totals } = await ask<{ readonly totals: Totals }>('/evacuations?night=2025-02-18');
    expect(totals['evacuatedApartments']).toMatchObject({ text: '38', min: 38, max: 38 });
    expect(totals['evacuatedPersons']).toBeNull();
  });

  test('How many buildings were damaged in the Cherkasy region? 4, by debris, say local officials', async () => {
    const { totals, items, names } = await ask<{ readonly totals: Totals } & List<Attack>>(
      '/damage?place=place-cherkasy-region&night=2025-02-18',
    );
    expect(totals['damaged']).toMatchObject({ text: '4', min: 4, max: 4 });
    expect(names[items[0]!.facts[0]!.adopted.citation.source]).toBe('Local officials in the Cherkasy region');
  });

  test('How many buildings were damaged that night in all? 5', async () => {
    const { totals } = await ask<{ readonly totals: Totals }>('/damage?night=2025-02-18');
    expect(totals['damaged']).toMatchObject({ text: '5', min: 5, max: 5 });
  });
});

describe('the talks', () => {
  const talks = () => ask<Meeting>('/meetings/meeting-riyadh-2025-02-18');

  test('Who sat for each side? Rubio, Waltz and Witkoff for the United States, Lavrov and Ushakov for Russia', async () => {
    const { sides, names, status, occurred } = await talks();
    expect([status, occurred]).toEqual(['held', '2025-02-18']);
    const table = sides.map(({ party, members }) => [names[party], members.map(({ actor }) => names[actor])]);
    expect(table).toEqual([
      ['Russia', ['Sergey Lavrov', 'Yuri Ushakov']],
      ['United States', ['Marco Rubio', 'Michael Waltz', 'Steven Witkoff']],
    ]);
    const rubio = sides[1]!.members.find(({ actor }) => actor === 'actor-marco-rubio')!;
    expect(names[rubio.office]).toBe('Secretary of State');
    expect(sides.map(({ unnamed }) => unnamed.map(({ text }) => text))).toEqual([
      ['Other senior Russian officials'],
      ['Other senior US officials'],
    ]);
  });

  test('Was Ukraine there? No, it was not invited, says the report', async () => {
    const { absent, names } = await talks();
    expect(absent.map(({ actor, why }) => [names[actor], why])).toEqual([['Ukraine', 'not_invited']]);
    expect(absent[0]!.claims.map(({ citation }) => names[citation.source])).toEqual(['Unnamed outlet']);
  });

  test('Where, with whom as host, and convened by whom? Each on its own word', async () => {
    const { details, names } = await talks();
    const told = ['venue', 'hostedBy', 'convenedBy'].map((field) => {
      const { value, claim } = details[field]!;
      return [field, names[value], names[claim.citation.source], claim.citation.basis ?? 'stated'];
    });
    expect(told).toEqual([
      ['venue', 'Diriyah Palace', 'Unnamed outlet', 'stated'],
      ['hostedBy', 'Saudi Arabia', 'Unnamed outlet', 'implied'],
      ['convenedBy', 'Mohammed bin Salman', 'Saudi state media', 'stated'],
    ]);
  });

  test('When do Trump and Putin meet? It is planned, no date is set; Ushakov holds it unlikely for the week after, Waltz possible', async () => {
    const { items, names } = await ask<List<Planned>>('/agenda?on=2025-02-19');
    const summit = items.find(({ meeting }) => meeting === 'meeting-trump-putin-summit')!;
    expect([summit.when, summit.whenText]).toEqual([null, 'no date set']);
    const outlooks = summit.outlooks.map(({ speaker, likelihood, window }) => [names[speaker], likelihood, window]);
    expect(outlooks).toHaveLength(2);
    expect(outlooks).toContainEqual(['Michael Waltz', 'possible', null]);
    expect(outlooks).toContainEqual(['Yuri Ushakov', 'unlikely', '2025-02-24/2025-03-02']);
  });

  test('By how much did the visit of Zelenskyy slip? From 2025-02-19 to 2025-03-10, by 19 days, and why', async () => {
    const visit = await ask<Meeting>('/meetings/meeting-zelenskyy-saudi-visit');
    const { firstWhen, when, slipDays, status } = visit;
    expect({ firstWhen, when, slipDays, status }).toEqual({
      firstWhen: '2025-02-19',
      when: '2025-03-10',
      slipDays: 19,
      status: 'planned',
    });
    expect(visit.history.map(({ step }) => step)).toEqual(['planned', 'postponed', 'rescheduled']);
    expect(visit.history[1]!.reason!.text).toMatch(/did not want the visit to be connected with talks/);
  });
});

describe('what was said', () => {
  test.each([
    ['actor-sergey-lavrov', 'Sergey Lavrov', 5],
    ['actor-marco-rubio', 'Marco Rubio', 7],
    ['actor-emmanuel-macron', 'Emmanuel Macron', 3],
  ])('What did %s say? Every statement of that speaker, and of nobody else', async (speaker, name, told) => {
    const { items, names } = await ask<List<Statement>>(`/statements?speaker=${speaker}`);
    expect(names[speaker]).toBe(name);
    expect([...new Set(items.map((item) => item.speaker))]).toEqual([speaker]);
    expect(items).toHaveLength(told);
    expect(told).toBe(
      SAMPLE_LINES.filter((line) => line.includes('StatementMade') && line.includes(`"speaker":"${speaker}"`)).length,
    );
  });

  test('Which words must not be printed in quotation marks? All but the verbatim ones, with the reason', async () => {
    const { items } = await ask<List<Statement>>('/statements?safeToPrint=false');
    const unsafe = SAMPLE_LINES.filter((line) => /"wording":"(partial|paraphrase|broken)"/.test(line));
    expect(items).toHaveLength(unsafe.length);
    for (const { safeToPrint, wording, safeToPrintWhy } of items) {
      expect([safeToPrint, wording]).not.toEqual([true, 'verbatim']);
      expect(safeToPrintWhy).toMatch(new RegExp(`^${wording}: `));
    }
    const { items: safe } = await ask<List<Statement>>('/statements?safeToPrint=true');
    expect(safe.every(({ wording }) => wording === 'verbatim')).toBe(true);
    expect(items.length + safe.length).toBe(SAMPLE_LINES.filter((line) => line.includes('"StatementMade"')).length);
  });

  test("Which quotations are broken? One of Witkoff's and one of Rubio's", async () => {
    const { items, names } = await ask<List<Statement>>('/statements?wording=broken');
    expect(Object.fromEntries(items.map(({ speaker, text }) => [names[speaker], text]))).toEqual({
      'Marco Rubio': 'the Russian side will eventually be indispensable to this effort',
      'Steven Witkoff': 'Everyone was there to get the right result.',
    });
    expect(items).toHaveLength(2);
  });
});

describe('who held which office', () => {
  test('Who was US Secretary of State on 18 February 2025? Rubio, and before him Blinken', async () => {
    const office = await ask<Office>('/offices/office-us-secretary-of-state?on=2025-02-18');
    expect(office.holders.map(({ holder }) => office.names[holder])).toEqual(['Marco Rubio']);
    expect(office.names[office.predecessor!.holder]).toBe('Antony Blinken');
    expect(office.names[office.holders[0]!.citation.source]).toBe('Unnamed outlet');
  });

  test('And in the summer of 2024? Blinken, the one last seen in office', async () => {
    const office = await ask<Office>('/offices/office-us-secretary-of-state?on=2024-07-01');
    expect(office.holders.map(({ holder }) => office.names[holder])).toEqual(['Antony Blinken']);
  });
});

describe('how things stand on 19 February 2025', () => {
  const status = () => ask<Status>('/status?on=2025-02-19');

  test('How long has the war lasted, and in what phase is it? 1,091 days, active hostilities', async () => {
    const { conflict, phase } = await status();
    expect(conflict).toMatchObject({ name: 'Russia-Ukraine war', began: '2022-02-24', days: 1_091 });
    expect(phase).toMatchObject({ phase: 'active_hostilities', since: '2022-02-24' });
  });

  test('When was the last attack night? Into 18 February: 176 launched, 89 to 176 destroyed or jammed', async () => {
    const { lastAttackNight } = await status();
    expect(lastAttackNight!.night).toBe('2025-02-18');
    expect(lastAttackNight!.totals['launched']!.text).toBe('176');
    expect(lastAttackNight!.totals['destroyedOrJammed']!.text).toBe('89 to 176');
  });

  test('What harm was reported in the last 30 days? 3 wounded, 5 buildings, 38 apartments; of killed nothing is said', async () => {
    const { period } = await status();
    expect([period.from, period.to]).toEqual(['2025-01-21', '2025-02-19']);
    expect(period.casualties['wounded']!.text).toBe('3');
    expect(period.casualties['killed']).toBeNull();
    expect(period.damage['damaged']!.text).toBe('5');
    expect(period.evacuations['evacuatedApartments']!.text).toBe('38');
  });

  test('What comes next, and when did Russia and the United States last meet? The summit, the visit; in Riyadh, a day ago', async () => {
    const { nextMeetings } = await status();
    expect(nextMeetings.map(({ meeting, whenText }) => [meeting, whenText])).toEqual([
      ['meeting-trump-putin-summit', 'no date set'],
      ['meeting-zelenskyy-saudi-visit', '2025-03-10'],
    ]);
    const { lastContacts } = await ask<Status>('/status?on=2025-02-19&between=actor-russia,actor-united-states');
    expect(lastContacts.map(({ meeting, daysAgo }) => [meeting, daysAgo])).toEqual([['meeting-riyadh-2025-02-18', 1]]);
  });

  test('What happened to the visit, told in order? Each step in a sentence, with names and not ids', async () => {
    const { items } = await ask<List<{ readonly type: string; readonly line: string }>>(
      '/timeline?stream=meeting-zelenskyy-saudi-visit&order=asc',
    );
    expect(items.map(({ type }) => type)).toEqual(['MeetingPlanned', 'MeetingPostponed', 'MeetingRescheduled']);
    expect(items[0]!.line).toMatch(/Volodymyr Zelenskyy/);
    for (const { line } of items) expect(line).not.toMatch(/actor-|[{}]/);
  });

  test('What happened on 18 February, by the Ukrainian air force? The barrage and what became of it', async () => {
    const { items } = await ask<List<{ readonly type: string }>>(
      '/timeline?from=2025-02-18&to=2025-02-18&source=source-ukrainian-air-force',
    );
    expect(items.map(({ type }) => type).sort()).toEqual(['BarrageOutcomeReported', 'DroneBarrageReported']);
  });
});

describe('as of position 1, when only the name of the war was recorded', () => {
  const earlier = async <Body>(question: string) => {
    const answer = await log.get<Body>(`${question}${question.includes('?') ? '&' : '?'}asOf=1`);
    return answer;
  };

  test.each([
    ['drones launched overnight', '/attacks?from=2025-02-18&to=2025-02-18'],
    ['meetings', '/meetings'],
    ['planned meetings', '/agenda?on=2025-02-19'],
    ['statements', '/statements'],
    ['statements that may not be printed', '/statements?safeToPrint=false'],
    ['offices', '/offices'],
    ['actors', '/actors'],
    ['places', '/places'],
    ['sources', '/sources'],
    ['what happened', '/timeline'],
  ])('nothing is known yet of %s', async (_, question) => {
    const { status, headers, body } = await earlier<List<unknown>>(question);
    expect([status, headers.get('log-position')]).toEqual([200, '1']);
    expect(body.items).toEqual([]);
  });

  test.each([
    ['casualties', '/casualties?place=place-dolynska'],
    ['damage', '/damage?night=2025-02-18'],
    ['evacuations', '/evacuations?night=2025-02-18'],
  ])('nothing is known yet of %s: every total is absent, not 0', async (_, question) => {
    const { body } = await earlier<{ readonly totals: Totals } & List<unknown>>(question);
    expect(body.items).toEqual([]);
    expect(Object.values(body.totals).every((total) => total === null)).toBe(true);
  });

  test('nothing is known yet of how things stand, but since when', async () => {
    const { body } = await earlier<Status>('/status?on=2025-02-19');
    const { conflict, phase, lastAttackNight, nextMeetings, lastContacts, period } = body;
    expect(conflict).toMatchObject({ name: 'Russia-Ukraine war', days: 1_091 });
    expect({ phase, lastAttackNight, nextMeetings, lastContacts }).toEqual({
      phase: null,
      lastAttackNight: null,
      nextMeetings: [],
      lastContacts: [],
    });
    for (const totals of [period.casualties, period.damage, period.evacuations])
      expect(Object.values(totals).every((total) => total === null)).toBe(true);
  });

  test.each([
    '/attacks/attack-2025-02-18-overnight',
    '/meetings/meeting-riyadh-2025-02-18',
    '/meetings/meeting-zelenskyy-saudi-visit',
    '/statements/statement-waltz-summit-possible',
    '/offices/office-us-secretary-of-state?on=2025-02-18',
    '/streams/meeting-riyadh-2025-02-18',
  ])('nothing is known yet of %s, and the answer says as of when', async (question) => {
    const { status, body } = await earlier<Problem>(question);
    expect([status, body.code]).toEqual([404, 'stream.unknown']);
    expect(body.detail).toMatch(/at position 1\b/);
  });

  test('and as of position 0 not even the name', async () => {
    const { status, body } = await log.get<Problem>('?asOf=0');
    expect([status, body.code]).toEqual([404, 'stream.unknown']);
  });
});
