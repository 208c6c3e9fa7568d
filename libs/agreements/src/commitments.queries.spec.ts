import type { Moment } from '@tracker/reading';
import { ARTICLE, eventOf, idAt, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import { agreementsModel } from './agreement.model';
import type { AgreementFilter } from './agreements.filter';
import { ListAgreements, ListAgreementsHandler, ShowAgreement, ShowAgreementHandler } from './agreements.queries';
import type { CommitmentMade } from './commitment.events';
import { commitmentsModel } from './commitment.model';
import type { CommitmentFilter } from './commitments.filter';
import { ListCommitments, ListCommitmentsHandler, ShowCommitment, ShowCommitmentHandler } from './commitments.queries';
import { standingCommitments } from './standing-commitments';

const TALKS = 'agreement-riyadh-2025-02-18';
const [STAFFING, TEAM, TIES] = ['commitment-embassy-staffing', 'commitment-high-level-team', 'commitment-closer-ties'];
const CONSULTATIONS = 'commitment-regular-consultations';
const ENGAGEMENT = 'commitment-us-engagement';
const TOGETHER = 'commitment-macron-work-together';
const [US, RUSSIA] = ['actor-united-states', 'actor-russia'] as const;
const AP = { source: 'source-associated-press', report: 'report-riyadh-talks', grade: 'B2' } as const;
const TASS = { source: 'source-tass', grade: 'C3' } as const;

const reached = eventOf(
  'AgreementReached',
  {
    parties: [US, RUSSIA],
    subjects: ['Begin working towards an end of the war in Ukraine', 'Better diplomatic and economic ties'],
    form: 'oral',
    announcedBy: [US, RUSSIA],
    meeting: 'meeting-riyadh-2025-02-18',
  },
  { stream: TALKS, occurred: '2025-02-18' },
);
const made = (stream: string, data: Partial<CommitmentMade>, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf(
    'CommitmentMade',
    { owedBy: [US, RUSSIA], object: stream, announcedBy: [US], ...data },
    { stream, occurred: '2025-02-18', ...parts },
  );
const confirmed = (stream: string, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('CommitmentConfirmed', { by: RUSSIA, speaker: 'actor-sergey-lavrov' }, { stream, ...parts });
const progressed = (stream: string, state: string, parts: Partial<EventParts> = {}): EventDraft =>
  eventOf('CommitmentProgressed', { state }, { stream, ...parts });

/** Facts 1, 2, 5 to 7, 36, 37, 51 and 59 of the article. */
const ARTICLE_FACTS = [
  reached,
  ...[STAFFING, TEAM, TIES].map((goal) =>
    made(goal!, { agreement: TALKS, statement: 'statement-rubio-three-aims' }, { citation: AP }),
  ),
  ...[STAFFING, TEAM, TIES].map((goal) => confirmed(goal!)),
  made(CONSULTATIONS, { announcedBy: [RUSSIA], agreement: TALKS, statement: 'statement-lavrov-consultations' }),
  made(ENGAGEMENT, { owedBy: [US], owedTo: ['actor-ukraine', 'actor-european-allies'] }),
  made(TOGETHER, { owedBy: ['actor-france'], announcedBy: ['actor-france'] }),
];

const tables = testTables(agreementsModel, commitmentsModel);

beforeAll(() => tables.project('article', ARTICLE_FACTS));

const at = (conflict: string, on = '2025-02-19', position = 1_000): Moment => ({ conflict, position, on });
const board = (filter: Partial<CommitmentFilter> = {}, moment = at('article'), limit = 100) =>
  new ListCommitmentsHandler(tables.questions).execute(
    new ListCommitments(moment, { limit }, filter as CommitmentFilter),
  );
const streams = async (filter: Partial<CommitmentFilter>, moment = at('article')) =>
  (await board(filter, moment)).items.map(({ commitment }) => commitment).sort();
const shown = (commitment: string, moment = at('article')) =>
  new ShowCommitmentHandler(tables.questions).execute(new ShowCommitment(moment, commitment));
const agreed = (filter: Partial<AgreementFilter> = {}, moment = at('article')) =>
  new ListAgreementsHandler(tables.questions).execute(
    new ListAgreements(moment, { limit: 100 }, filter as AgreementFilter),
  );
const agreement = (moment = at('article')) =>
  new ShowAgreementHandler(tables.questions).execute(new ShowAgreement(moment, TALKS));

describe('the agreement of the article', () => {
  it('is between the two, in words only, on two matters, on whose word', async () => {
    const { items } = await agreed({ party: RUSSIA, from: '2025-02-18', to: '2025-02-18' });
    expect(items).toMatchObject([
      {
        agreement: TALKS,
        status: 'reached',
        parties: [US, RUSSIA],
        subjects: { length: 2 },
        form: 'oral',
        title: null,
        meetings: ['meeting-riyadh-2025-02-18'],
        reachedClaim: { event: idAt(1), citation: ARTICLE },
        signedClaim: null,
        rule: 'graded-latest@1',
      },
    ]);
    expect((await agreed({ to: '2025-02-17' })).items).toEqual([]);
    expect((await agreed({ status: 'ended' })).items).toEqual([]);
    expect((await agreed({ meeting: 'meeting-trump-putin-summit' })).items).toEqual([]);
  });

  it('has four commitments under it, three of them of both sides', async () => {
    const { commitments } = await agreement();
    expect(commitments.map(({ commitment, status, oneSided }) => [commitment, status, oneSided])).toEqual([
      [TIES, 'open', false],
      [STAFFING, 'open', false],
      [TEAM, 'open', false],
      [CONSULTATIONS, 'open', true],
    ]);
    await expect(agreement(at('article', '2025-02-19', 0))).rejects.toMatchObject({ code: 'stream.unknown' });
  });

  it('goes on with what becomes of it, the claims beside', async () => {
    const step = (type: string, data: object, parts: Partial<EventParts> = {}) =>
      eventOf(type, data, { stream: TALKS, ...parts });
    await tables.project('sequel', [
      reached,
      step('AgreementSigned', { parties: [US, RUSSIA], title: 'Riyadh' }, { citation: TASS, occurred: '2025-03-01' }),
      step('AgreementSuspended', { by: RUSSIA }, { occurred: '2025-04-01' }),
      step('AgreementEnded', { by: US }, { occurred: '2025-05-01', modality: 'negated' }),
      step('AgreementEnded', { by: US }, { occurred: '2025-05-01', citation: TASS }),
    ]);
    const status = async (position: number) => (await agreement(at('sequel', '2025-06-01', position))).status;
    expect(await Promise.all([1, 2, 3, 4, 5].map(status))).toEqual([
      'reached',
      'signed',
      'suspended',
      'suspended',
      'ended',
    ]);
    const { title, form, occurred, statusClaim, claims } = await agreement(at('sequel'));
    expect({ title, form, occurred }).toEqual({ title: 'Riyadh', form: 'oral', occurred: '2025-02-18' });
    expect(statusClaim).toMatchObject({ type: 'AgreementEnded', citation: TASS });
    expect(claims.map(({ type, modality, adopted }) => [type, modality, adopted])).toEqual([
      ['AgreementReached', 'realised', true],
      ['AgreementSigned', 'realised', true],
      ['AgreementSuspended', 'realised', false],
      ['AgreementEnded', 'negated', false],
      ['AgreementEnded', 'realised', true],
    ]);
  });
});

describe('the board of the article', () => {
  it('has the goals that were agreed, and that three of them are confirmed by both sides', async () => {
    const { items, counts } = await board({ agreement: TALKS, oneSided: 'false' });
    expect(counts).toMatchObject({ all: 3, open: 3, oneSided: 0, overdue: 0 });
    expect(items.map(({ commitment }) => commitment).sort()).toEqual([TIES, STAFFING, TEAM].sort());
    expect(items[0]).toMatchObject({
      status: 'open',
      owedBy: [US, RUSSIA],
      owedTo: null,
      announcedBy: [US],
      confirmedBy: [RUSSIA],
      unconfirmed: [],
      due: null,
      daysOverdue: null,
      statement: 'statement-rubio-three-aims',
      claim: { type: 'CommitmentMade', citation: AP },
      rule: 'graded-latest@1',
    });
  });

  it('has the consultations on the word of Russia alone', async () => {
    const { items } = await board({ oneSided: 'true' });
    expect(items).toMatchObject([
      {
        commitment: CONSULTATIONS,
        announcedBy: [RUSSIA],
        confirmedBy: [],
        unconfirmed: [US],
        claim: { citation: ARTICLE },
      },
    ]);
  });

  it('is asked by who owes, who is owed, and either', async () => {
    expect(await streams({ owedBy: 'actor-france' })).toEqual([TOGETHER]);
    expect(await streams({ owedTo: 'actor-ukraine' })).toEqual([ENGAGEMENT]);
    expect(await streams({ party: 'actor-ukraine' })).toEqual([ENGAGEMENT]);
    expect(await streams({ owedBy: US })).toHaveLength(5);
    expect(await streams({ from: '2025-02-19' })).toEqual([]);
    expect((await board()).counts).toMatchObject({ all: 6, open: 6, oneSided: 1 });
  });

  it('knows the goals as one-sided until Lavrov named them too', async () => {
    expect((await shown(STAFFING, at('article', '2025-02-19', 4))).oneSided).toBe(true);
    const { oneSided, claims } = await shown(STAFFING);
    expect(oneSided).toBe(false);
    expect(claims).toMatchObject([
      { type: 'CommitmentMade', adopted: true, citation: AP },
      { type: 'CommitmentConfirmed', data: { by: RUSSIA, speaker: 'actor-sergey-lavrov' }, citation: ARTICLE },
    ]);
  });

  it('goes on to its next page', async () => {
    const first = await board({}, at('article'), 4);
    const rest = await new ListCommitmentsHandler(tables.questions).execute(
      new ListCommitments(at('article'), { limit: 4, after: first.after }, {} as CommitmentFilter),
    );
    expect([first.items.length, rest.items.length, rest.after]).toEqual([4, 2, undefined]);
    expect(rest.counts).toEqual(first.counts);
  });
});

describe('a commitment with a due day', () => {
  const due = (commitment: string, when: string): EventDraft => made(commitment, { due: when });
  const [KEPT, LATE, SOON, MONTH] = ['commitment-kept', 'commitment-late', 'commitment-soon', 'commitment-month'];

  beforeAll(() =>
    tables.project('due', [
      due(KEPT!, '2025-03-01'),
      progressed(KEPT!, 'kept'),
      due(LATE!, '2025-03-01'),
      progressed(LATE!, 'started'),
      due(SOON!, '2025-03-10'),
      due(MONTH!, '2025-03'),
    ]),
  );

  it('is overdue from the day after, as long as nobody says how it ended', async () => {
    const item = async (on: string, commitment = LATE!) => {
      const { overdue, daysOverdue } = await shown(commitment, at('due', on));
      return [overdue, daysOverdue];
    };
    expect(await item('2025-03-01')).toEqual([false, null]);
    expect(await item('2025-03-02')).toEqual([true, 1]);
    expect(await item('2025-04-01')).toEqual([true, 31]);
    expect(await item('2025-04-01', KEPT)).toEqual([false, null]);
    expect(await item('2025-03-31', MONTH)).toEqual([false, null]);
    expect(await item('2025-04-01', MONTH)).toEqual([true, 1]);
  });

  it('is found by status and due day, and counted', async () => {
    const march = at('due', '2025-03-11');
    expect(await streams({ status: 'overdue' }, march)).toEqual([LATE, SOON]);
    expect(await streams({ status: 'open' }, march)).toEqual([LATE, MONTH, SOON]);
    expect(await streams({ status: 'started' }, march)).toEqual([LATE]);
    expect(await streams({ status: 'kept' }, march)).toEqual([KEPT]);
    expect(await streams({ dueFrom: '2025-03-02', dueTo: '2025-03-09' }, march)).toEqual([MONTH]);
    await expect(board({ dueFrom: '2025-03-02', dueTo: '2025-03-01' })).rejects.toMatchObject({
      code: 'parameter.invalid',
    });
    // Counts are of the selection, whatever status is asked for.
    expect((await board({ status: 'kept' }, march)).counts).toEqual({
      all: 4,
      open: 3,
      started: 1,
      partly: 0,
      overdue: 2,
      kept: 1,
      broken: 0,
      lapsed: 0,
      superseded: 0,
      oneSided: 4,
    });
  });

  it('stands in the status with those longest overdue first', async () => {
    const { counts, open } = await standingCommitments(tables.questions, at('due', '2025-03-11'));
    expect(counts).toMatchObject({ open: 3, overdue: 2, kept: 1 });
    expect(open.map(({ commitment, daysOverdue }) => [commitment, daysOverdue])).toEqual([
      [LATE, 10],
      [SOON, 1],
      [MONTH, null],
    ]);
    expect(await standingCommitments(tables.questions, at('article', '2025-02-19', 0))).toMatchObject({
      counts: { all: 0 },
      open: [],
    });
  });
});

describe('what several sources tell of a commitment', () => {
  it('is shown as the best graded has the terms, and as far as anybody has it', async () => {
    await tables.project('rivals', [
      made(STAFFING!, { object: 'As AP has it' }, { citation: AP }),
      made(STAFFING!, { object: 'As TASS has it', announcedBy: [RUSSIA] }, { citation: TASS }),
      progressed(STAFFING!, 'partly', { citation: TASS }),
      progressed(STAFFING!, 'started', { citation: AP }),
      progressed(STAFFING!, 'broken', { citation: TASS }),
      progressed(STAFFING!, 'kept', { citation: AP }),
    ]);
    const state = async (position: number) => (await shown(STAFFING!, at('rivals', '2025-06-01', position))).status;
    expect(await Promise.all([2, 3, 4, 5, 6].map(state))).toEqual(['open', 'partly', 'partly', 'broken', 'kept']);
    const { object, announcedBy, claim, statusClaim, claims } = await shown(STAFFING!, at('rivals'));
    expect({ object, announcedBy }).toEqual({ object: 'As AP has it', announcedBy: [US] });
    expect([claim?.citation, statusClaim?.citation]).toEqual([AP, AP]);
    expect(claims).toHaveLength(6);
    expect(claims.filter(({ adopted }) => adopted)).toHaveLength(2);
  });

  it('counts only if it is said to be so, and a denial stands beside', async () => {
    await tables.project('supposed', [
      made(STAFFING!, {}, { modality: 'planned' }),
      made(TEAM!, {}),
      confirmed(TEAM!, { modality: 'negated' }),
      progressed(TEAM!, 'kept', { modality: 'negated' }),
    ]);
    const { items, counts } = await board({}, at('supposed'));
    expect(counts).toMatchObject({ all: 1, open: 1, oneSided: 1 });
    expect(items.map(({ commitment, status, modality }) => [commitment, status, modality])).toEqual([
      [TEAM, 'open', 'realised'],
      [STAFFING, null, 'planned'],
    ]);
    expect((await shown(TEAM!, at('supposed'))).claims.map(({ type, modality }) => [type, modality])).toEqual([
      ['CommitmentMade', 'realised'],
      ['CommitmentConfirmed', 'negated'],
      ['CommitmentProgressed', 'negated'],
    ]);
  });

  it('is still told of when the making is retracted and only a confirmation is left', async () => {
    await tables.project('left', [confirmed(STAFFING!)]);
    expect(await shown(STAFFING!, at('left'))).toMatchObject({
      status: null,
      object: null,
      owedBy: [],
      claim: null,
      confirmedBy: [RUSSIA],
      claims: [{ type: 'CommitmentConfirmed' }],
    });
  });
});
