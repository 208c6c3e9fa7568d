import { startTestService, type TestService } from '../setup/test-service';
import {
  factOf,
  type Attack,
  type List,
  type Meeting,
  type Named,
  type Office,
  type Planned,
  type Statement,
} from './answers';
import type {
  Commitment,
  Board,
  Agreement,
  Measure,
  Assessment,
  Area,
  Incident,
  Told,
  Night,
  Contact,
  Standing,
  Summed,
  Held,
} from './domain-answers';
import { Notebook } from './notebook';

/*
 * What readers of the article on the talks in Riyadh ask, in their words, each with the answer that the article gives. Every
 * question is one request or two over HTTP, put on the day after the talks unless it names another.
 */

const TALKS = 'meeting-riyadh-2025-02-18';
const US = 'actor-united-states';
const RUSSIA = 'actor-russia';

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
  const day = /[?&]on=/.test(question) ? '' : '&on=2025-02-19';
  const asked = `${question}${question.includes('?') ? '' : '?'}${day}&minPosition=${last}`.replace('?&', '?');
  const { status, body, text } = await log.get<Body & Named>(asked);
  if (status !== 200) throw new Error(`${asked}: ${text}`);
  return body;
}

/** Names instead of ids, in the order of names. */
function named(ids: readonly string[], { names }: Named): readonly string[] {
  return ids.map((id) => names[id] ?? id).sort();
}

describe('the night and the war', () => {
  const night = () => ask<Attack>('/attacks/attack-2025-02-18-overnight');

  it('How many drones were launched overnight into 2025-02-18?', async () => {
    const { items } = await ask<List<Attack>>('/attacks?from=2025-02-18&to=2025-02-18&part=false');
    expect(items.map((attack) => factOf(attack, 'launched').adopted.quantity)).toMatchObject([
      { text: '176', min: 176, max: 176, best: 176 },
    ]);
  });

  it('Who reported that number?', async () => {
    const { names, ...attack } = await night();
    expect(names[factOf(attack, 'launched').adopted.citation.source]).toBe('Ukrainian air force');
  });

  it('How many of the 176 were destroyed or jammed, by the article?', async () => {
    expect(factOf(await night(), 'destroyed_or_jammed').adopted.quantity).toMatchObject({
      text: 'most of 176',
      min: 89,
      max: 176,
    });
  });

  it('How many of the 176 does nobody account for? 0 to 87, by our own sum: no source says a number', async () => {
    const { items } = await ask<List<Night>>('/nights?from=2025-02-18&to=2025-02-18');
    expect(items.map(({ night, remainder }) => [night, remainder?.min, remainder?.max])).toEqual([
      ['2025-02-18', 0, 87],
    ]);
    expect(items[0]!.totals['unaccounted']).toBeNull();
  });

  it('How many wounded in Dolynska, how many of them children?', async () => {
    const { totals } = await ask<Summed>('/casualties?place=place-dolynska');
    expect(totals['wounded']).toMatchObject({ min: 3, max: 3, parts: { children: { min: 2, max: 2 } } });
  });

  it('And how many were killed there? Nobody says, which is not none', async () => {
    const { totals } = await ask<Summed>('/casualties?place=place-dolynska');
    expect(totals['killed']).toBeNull();
  });

  it('How many apartments were evacuated?', async () => {
    const { totals } = await ask<Summed>('/evacuations?night=2025-02-18');
    expect(totals['evacuatedApartments']).toMatchObject({ text: '38', min: 38, max: 38 });
    expect(totals['evacuatedPersons']).toBeNull();
  });

  it('How many buildings were damaged in the Cherkasy region?', async () => {
    const { totals } = await ask<Summed>('/damage?place=place-cherkasy-region');
    expect(totals['damaged']).toMatchObject({ text: '4', min: 4, max: 4 });
  });

  it('Is it said that the building struck in Dolynska was damaged? It is implied', async () => {
    const { items, names } = await ask<Summed>('/damage?place=place-dolynska');
    const { citation } = factOf(items[0]!, 'damaged').adopted;
    expect([names[citation.source], citation.basis]).toEqual(['Kirovohrad regional administration', 'implied']);
  });

  it('What is the date of the full-scale invasion?', async () => {
    const { items, ...answer } = await ask<List<Incident>>('/attacks?kind=invasion');
    expect(items.map(({ occurred }) => occurred)).toEqual(['2022-02-24']);
    expect(named(items[0]!.attackers, answer)).toEqual(['Russia']);
    expect(named(items[0]!.targets, answer)).toEqual(['Ukraine']);
  });

  it('Since when is Crimea annexed, by the article, and with what qualifier?', async () => {
    const { held, names } = await ask<Area>('/territory/area-crimea');
    expect(held).toMatchObject({ occurred: '2014', legalNote: 'illegally' });
    expect([names[held!.holder], names[held!.previous], names[held!.citation.source]]).toEqual([
      'Russia',
      'Ukraine',
      'Unnamed outlet',
    ]);
  });

  it('Who held Crimea before that? Nothing is told of the day, but Ukraine is named as the one it came from', async () => {
    const before = await ask<Area & { readonly heldBefore: { readonly holder: string } }>(
      '/territory/area-crimea?on=2013-12-31',
    );
    expect(before.held).toBeNull();
    expect(before.names[before.heldBefore.holder]).toBe('Ukraine');
  });
});

describe('who met whom', () => {
  const talks = () => ask<Held>(`/meetings/${TALKS}`);
  const delegation = async (party: string): Promise<readonly string[]> => {
    const { sides, ...answer } = await talks();
    const members = sides.find((side) => side.party === party)!.members;
    return named(
      members.map(({ actor }) => actor),
      answer,
    );
  };

  it('Who was in the US delegation in Riyadh?', async () => {
    expect(await delegation(US)).toEqual(['Marco Rubio', 'Michael Waltz', 'Steven Witkoff']);
  });

  it('Who was in the Russian delegation?', async () => {
    expect(await delegation(RUSSIA)).toEqual(['Sergey Lavrov', 'Yuri Ushakov']);
  });

  it('Where did the talks take place, and who hosted?', async () => {
    const { details, names } = await talks();
    const { venue, hostedBy, convenedBy } = details;
    expect(names[String(venue!.value)]).toBe('Diriyah Palace');
    expect([names[String(convenedBy!.value)], names[convenedBy!.claim.citation.source]]).toEqual([
      'Mohammed bin Salman',
      'Saudi state media',
    ]);
    expect([names[String(hostedBy!.value)], hostedBy!.claim.citation.basis]).toEqual(['Saudi Arabia', 'implied']);
    const palace = await ask<{ readonly adminPath: readonly string[]; readonly country: string }>(
      `/places/${String(venue!.value)}`,
    );
    expect([palace.adminPath, palace.country]).toEqual([['Riyadh'], 'SAU']);
  });

  it('Who convened the emergency European meeting, and when?', async () => {
    const { occurred, details, parties, ...answer } = await ask<Held>(
      '/meetings/meeting-european-emergency-2025-02-17',
    );
    expect([answer.names[String(details['convenedBy']!.value)], occurred]).toEqual(['France', '2025-02-17']);
    expect(named(parties, answer)).toEqual(['European Union countries', 'United Kingdom']);
    expect(details['venue']).toBeNull();
  });

  it('Whom did Macron call?', async () => {
    const { sides, details, ...answer } = await ask<Held>('/meetings/meeting-macron-calls-2025-02-18');
    const all = sides.flatMap(({ members }) => members.map(({ actor }) => actor));
    expect(
      named(
        all.filter((actor) => actor !== details['caller']!.value),
        answer,
      ),
    ).toEqual(['Donald Trump', 'Volodymyr Zelenskyy']);
  });

  it('Was that one call or two, and who says so? One or two, says Macron himself', async () => {
    const { details, names } = await ask<Held>('/meetings/meeting-macron-calls-2025-02-18');
    const { value, claim } = details['sessions']!;
    expect(value).toMatchObject({ min: 1, max: 2 });
    expect(names[claim.citation.source]).toBe('Emmanuel Macron');
  });

  it('How often have Russia and the United States met, when first and when last?', async () => {
    const { items } = await ask<List<Contact>>(`/contacts?between=${RUSSIA},${US}`);
    expect(items).toMatchObject([
      {
        meetings: 2,
        first: { meeting: 'meeting-lavrov-blinken-g20', occurred: '2023~' },
        last: { meeting: TALKS, daysAgo: 1 },
      },
    ]);
  });

  it('Whom has Lavrov met? The Americans at the table, and Blinken', async () => {
    const { items, ...answer } = await ask<List<Contact>>('/contacts?by=actor&actor=actor-sergey-lavrov');
    const met = items.flatMap(({ between }) => between.filter((actor) => actor !== 'actor-sergey-lavrov'));
    expect(named(met, answer)).toEqual(['Antony Blinken', 'Marco Rubio', 'Michael Waltz', 'Steven Witkoff']);
  });

  it('Did Trump and Zelenskyy speak with each other? Nobody says so: Macron called both', async () => {
    const { items, ...answer } = await ask<List<Contact>>('/contacts?by=actor&actor=actor-donald-trump');
    expect(items.map(({ between }) => named(between, answer))).toEqual([['Donald Trump', 'Emmanuel Macron']]);
  });

  it('When is the Trump-Putin summit?', async () => {
    const { items, names } = await ask<List<Planned>>('/agenda');
    const summit = items.find(({ meeting }) => meeting === 'meeting-trump-putin-summit')!;
    expect([summit.when, summit.whenText]).toEqual([null, 'no date set']);
    const outlooks = summit.outlooks.map(({ speaker, likelihood, window }) => [names[speaker], [likelihood, window]]);
    expect(Object.fromEntries(outlooks)).toEqual({
      'Michael Waltz': ['possible', null],
      'Yuri Ushakov': ['unlikely', '2025-02-24/2025-03-02'],
    });
  });

  it("By how much did Zelenskyy's visit slip, and is the reason his own word? By 19 days; the reason is implied", async () => {
    const { slipDays, firstWhen, when, history } = await ask<Meeting>('/meetings/meeting-zelenskyy-saudi-visit');
    expect([slipDays, firstWhen, when]).toEqual([19, '2025-02-19', '2025-03-10']);
    expect(history.find(({ step }) => step === 'postponed')!.reason).toMatchObject({ basis: 'implied' });
  });

  it('Which planned meetings had passed by 20 March without a word of them? The visit, ten days before', async () => {
    const { items } = await ask<List<Planned & { readonly daysUntil: number | null }>>('/agenda?on=2025-03-20');
    const passed = items.filter(({ daysUntil }) => daysUntil !== null && daysUntil < 0);
    expect(passed.map(({ meeting, daysUntil }) => [meeting, daysUntil])).toEqual([
      ['meeting-zelenskyy-saudi-visit', -10],
    ]);
  });
});

describe('what was agreed', () => {
  const goals = async () => {
    const board = await ask<Board>('/commitments?agreement=agreement-riyadh-2025-02-18');
    return { ...board, items: board.items.filter(({ announcedBy }) => announcedBy.includes(US)) };
  };

  it('What goals were agreed?', async () => {
    const { items } = await goals();
    expect(items.map(({ object }) => object).sort()).toEqual([
      'Explore closer relations and economic cooperation',
      'Form a high-level team for peace talks on Ukraine',
      'Restore staffing at the embassies in Washington and Moscow',
    ]);
  });

  it('Which of the goals are confirmed by both sides?', async () => {
    const { items } = await goals();
    const confirmed = items.filter(({ announcedBy, confirmedBy, owedBy, unconfirmed }) => {
      const said = [...announcedBy, ...confirmedBy];
      return owedBy.every((party) => said.includes(party)) && unconfirmed.length === 0;
    });
    expect(confirmed).toHaveLength(3);
    expect(confirmed.map(({ confirmedBy }) => confirmedBy)).toEqual([[RUSSIA], [RUSSIA], [RUSSIA]]);
  });

  it('On whose word do they stand? On that of Rubio, by way of the agency', async () => {
    const { items, names } = await goals();
    const told = items.map(({ claim: { citation } }) => [
      names[citation.source],
      (citation.via ?? []).map((id) => names[id]),
    ]);
    expect(told).toEqual(items.map(() => ['Marco Rubio', ['The Associated Press']]));
  });

  it('What did the two countries agree on, in which form, and who says so?', async () => {
    const agreement = await ask<Agreement>('/agreements/agreement-riyadh-2025-02-18');
    expect(named(agreement.parties, agreement)).toEqual(['Russia', 'United States']);
    expect(agreement.subjects).toEqual([
      'Begin working towards an end of the war in Ukraine',
      'Better diplomatic and economic ties',
    ]);
    expect(agreement.form).toBe('oral');
    expect(named(agreement.announcedBy, agreement)).toEqual(['Russia', 'United States']);
    expect(agreement.names[agreement.statusClaim.citation.source]).toBe(
      'Top diplomats of the United States and Russia',
    );
  });

  it('Which duties of both has only one side announced? The consultations, on the word of Lavrov alone', async () => {
    const { items, ...answer } = await ask<Board>('/commitments?oneSided=true');
    expect(items.map(({ commitment }) => commitment)).toEqual(['commitment-regular-consultations']);
    const [{ unconfirmed, claim, statement }] = items as [Commitment];
    expect([named(unconfirmed, answer), answer.names[claim.citation.source], statement]).toEqual([
      ['United States'],
      'Sergey Lavrov',
      'statement-lavrov-consultations',
    ]);
  });

  it('What is owed to Ukraine, by whom, and is that said outright? To be consulted, by the United States; it is implied', async () => {
    const { items, ...answer } = await ask<Board>('/commitments?owedTo=actor-ukraine');
    expect(items).toHaveLength(1);
    const [{ owedBy, owedTo, claim }] = items as [Commitment];
    expect([named(owedBy, answer), named(owedTo!, answer)]).toEqual([
      ['United States'],
      ['European allies', 'Ukraine'],
    ]);
    expect([answer.names[claim.citation.source], claim.citation.basis]).toEqual(['Marco Rubio', 'implied']);
  });

  it('What did France promise? To work with the others on a lasting peace, in the words of Macron', async () => {
    const { items, ...answer } = await ask<Board>('/commitments?owedBy=actor-france');
    expect(items.map(({ object }) => object)).toEqual([
      'Work on a lasting peace together with Europeans, Americans and Ukrainians',
    ]);
    const { text, safeToPrint } = await ask<Statement>(`/statements/${items[0]!.statement}`);
    expect([text, safeToPrint]).toEqual(['work on this together with all Europeans, Americans, and Ukrainians', true]);
    expect(answer.names[items[0]!.claim.citation.source]).toBe('Emmanuel Macron');
  });

  it.each(['2025-02-19', '2026-02-19'])(
    'What is overdue on %s? Nothing: of no duty is it said by when',
    async (day) => {
      const { items, counts } = await ask<Board>(`/commitments?on=${day}`);
      expect(items.map(({ due }) => due)).toEqual(items.map(() => null));
      expect(counts).toMatchObject({ all: 6, open: 6, kept: 0, broken: 0, overdue: 0, oneSided: 1 });
      expect((await ask<Board>(`/commitments?status=overdue&on=${day}`)).items).toEqual([]);
    },
  );
});

describe('measures', () => {
  it('Which measures are in force the day after the talks, by whom and against whom?', async () => {
    const { items, ...answer } = await ask<List<Measure>>('/measures?inForce=true&order=asc');
    const told = items.map(({ kind, by, target, mutual }) => [
      kind,
      [named(by, answer), named(target, answer), mutual],
    ]);
    const both = ['Russia', 'United States'];
    expect(Object.fromEntries(told)).toEqual({
      expulsion: [both, both, true],
      restriction: [both, both, true],
      sanction: [['European countries', 'United States'], ['Russia'], false],
    });
  });

  it('How many sanctions are there, and since when? "A slew", no number; since when is not said', async () => {
    const { items } = await ask<List<Measure>>('/measures?kind=sanction');
    expect(items.map(({ measures }) => measures)).toMatchObject([{ min: 1, max: null, best: null, words: 'a slew' }]);
    expect(items[0]!.occurred).toBe('/2025-02-19');
  });

  it('Is it said who expelled whose diplomats? It is implied', async () => {
    const { items } = await ask<List<Measure>>('/measures?kind=expulsion');
    expect(items.map(({ imposed, affected }) => [imposed.citation.basis, affected!.words])).toEqual([
      ['implied', 'large-scale'],
    ]);
  });
});

describe('what was said, and what is made of it', () => {
  it('Which statements have a broken quotation mark?', async () => {
    const { items } = await ask<List<Statement>>('/statements?wording=broken');
    expect(items.map(({ statement }) => statement).sort()).toEqual([
      'statement-rubio-russia-indispensable',
      'statement-witkoff-right-result',
    ]);
  });

  it('What did Macron demand of Russia?', async () => {
    const { items, names } = await ask<List<Statement>>(`/statements?addressee=${RUSSIA}&kind=demand`);
    expect(items.map(({ speaker, text }) => [names[speaker], text.slice(0, 30)])).toEqual([
      ['Emmanuel Macron', 'Russia must end its aggression'],
    ]);
  });

  it('Who rejects an outcome of the talks?', async () => {
    const { items, names } = await ask<List<Statement>>(
      '/statements?issue=outcome-of-talks-without-ukraine&stance=rejects',
    );
    expect(items.map(({ speaker }) => names[speaker])).toEqual(['Volodymyr Zelenskyy']);
  });

  it('What does the report itself make of it, and where does it see things go?', async () => {
    const { items } = await ask<List<Assessment>>('/assessments?source=source-unnamed-outlet&kind=analysis');
    expect(Object.fromEntries(items.map(({ topic, direction }) => [topic, direction]))).toEqual({
      'US foreign policy': null,
      'Front line': 'worsening',
      'Relations between the United States and Russia': 'worsening',
      'US policy on Russia': 'reversed',
      'Contact between the United States and Russia': null,
      'Mohammed bin Salman as a diplomat': null,
    });
  });

  it('Who says that the drones go on? The Ukrainian military', async () => {
    const { items, names } = await ask<List<Assessment>>('/assessments?topic=drones');
    expect(items.map(({ citation }) => names[citation.source])).toEqual(['Ukrainian military']);
  });

  it('What is only feared? A deal at the expense of Ukraine and its allies', async () => {
    const { items } = await ask<List<Assessment>>('/assessments?kind=outlook');
    expect(items.map(({ topic, modality }) => [topic, modality])).toEqual([
      ['A deal at the expense of Ukraine and its allies', 'hypothetical'],
    ]);
  });

  it('How did Ukrainians take it that they were not there?', async () => {
    const { items } = await ask<List<Assessment>>('/assessments?kind=reaction&about=actor-ukrainians');
    expect(items.map(({ text }) => text)).toEqual(['Many Ukrainians took it ill that Ukraine was not at the talks.']);
  });

  it('When was Khashoggi murdered?', async () => {
    const { items } = await ask<List<Told & { readonly occurred: string }>>('/timeline?q=khashoggi');
    expect(items.map(({ type, occurred }) => [type, occurred])).toEqual([['AssessmentRecorded', '2018']]);
  });

  it('What is said on the word of Lavrov alone? His part of the agreement', async () => {
    const { items } = await ask<List<Told>>('/timeline?source=source-sergey-lavrov&order=asc');
    expect(items.map(({ type }) => type).sort()).toEqual([
      'CommitmentConfirmed',
      'CommitmentConfirmed',
      'CommitmentConfirmed',
      'CommitmentMade',
    ]);
  });

  it('What in all this is not stated but implied or inferred?', async () => {
    const { items } = await ask<List<Told>>('/timeline?limit=500');
    const read = items.filter(({ citation }) => citation?.basis !== undefined && citation.basis !== 'stated');
    const told = read.map(({ type, stream, citation }) => `${citation.basis}: ${type} in ${stream}`);
    expect(told.sort()).toEqual([
      'implied: AttacksLinked in attack-2025-02-18-cherkasy',
      'implied: AttacksLinked in attack-2025-02-18-dolynska',
      'implied: CommitmentMade in commitment-consult-ukraine-and-europe',
      'implied: ConflictPartyJoined in conflict',
      'implied: ConflictPartyJoined in conflict',
      'implied: ConflictPhaseChanged in conflict',
      'implied: DamageReported in attack-2025-02-18-dolynska',
      'implied: MeasureImposed in measure-embassy-expulsions',
      'implied: MeasureImposed in measure-embassy-restrictions',
      'implied: MeetingDetailReported in meeting-riyadh-2025-02-18',
      'implied: MeetingPlanned in meeting-zelenskyy-saudi-visit',
      'inferred: SourceLinked in source-ukrainian-military',
      'inferred: SourceLinked in source-unnamed-outlet',
      'inferred: StatementMade in statement-rubio-russia-indispensable',
      'inferred: StatementMade in statement-witkoff-right-result',
    ]);
  });
});

describe('who holds which office', () => {
  it('Which offices does the article name, and who held them on the day of the talks?', async () => {
    const { items, ...answer } = await ask<List<Office & { readonly of: string }>>('/offices?on=2025-02-19&limit=100');
    const told = items.map(({ title, of, holders }) => {
      const names = named(
        holders.map(({ holder }) => holder),
        answer,
      );
      return `${title}, ${answer.names[of]}: ${names.join(', ')}`;
    });
    expect(told.sort()).toEqual([
      'Crown Prince, Saudi Arabia: Mohammed bin Salman',
      'Foreign Minister, Russia: Sergey Lavrov',
      'Foreign affairs adviser to the President, Russia: Yuri Ushakov',
      'National Security Adviser, United States: Michael Waltz',
      'President, France: Emmanuel Macron',
      'President, Russia: Vladimir Putin',
      'President, Ukraine: Volodymyr Zelenskyy',
      'President, United States: Donald Trump',
      'Secretary of State, United States: Marco Rubio',
      'Special Mideast Envoy, United States: Steven Witkoff',
      'Spokesperson, US State Department: Tammy Bruce',
    ]);
  });

  it('Who was President of the United States before Trump, and until when? Biden; until when is not said', async () => {
    const office = await ask<
      Omit<Office, 'holders'> & { readonly holders: readonly { readonly from: string | null }[] }
    >('/offices/office-us-president');
    expect(office.names[office.predecessor!.holder]).toBe('Joe Biden');
    expect(office.holders.map(({ from }) => from)).toEqual([null]);
  });
});

describe('how it stands', () => {
  it('What is open, in force and ahead the day after the talks, all in one?', async () => {
    const { commitments, measures, nextMeetings, lastContacts } = await ask<Standing>(
      `/status?between=${RUSSIA},${US}`,
    );
    expect(commitments.counts).toMatchObject({ open: 6, kept: 0, broken: 0, overdue: 0, oneSided: 1 });
    expect(measures.count).toBe(3);
    expect(nextMeetings.map(({ meeting, slipDays }) => [meeting, slipDays])).toEqual([
      ['meeting-trump-putin-summit', null],
      ['meeting-zelenskyy-saudi-visit', 19],
    ]);
    expect(lastContacts.map(({ meeting, daysAgo }) => [meeting, daysAgo])).toEqual([[TALKS, 1]]);
  });
});
