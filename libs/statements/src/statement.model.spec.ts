import { ARTICLE, eventOf, given, idAt } from '@tracker/spec-kit';
import { statementsModel } from './statement.model';
import { ReplyRow, StanceRow, StatementRow } from './statement.tables';

const STREAM = 'statement-zelenskyy-no-outcome-without-ukraine';
const REUTERS = { source: 'source-reuters', grade: 'B2' } as const;
const made = eventOf(
  'StatementMade',
  {
    speaker: 'actor-volodymyr-zelenskyy',
    kind: 'position',
    text: 'Ukraine accepts no result of the talks.',
    wording: 'paraphrase',
    about: ['meeting-riyadh-2025-02-18'],
    positions: [
      {
        issue: 'outcome-of-talks-without-ukraine',
        stance: 'rejects',
        holder: 'actor-ukraine',
        reason: { text: 'Ukraine had no part in the talks.' },
      },
      { issue: 'ukraine-at-the-table', stance: 'demands' },
    ],
  },
  { stream: STREAM, occurred: '/2025-02-19' },
);
const withdrawn = eventOf('StatementWithdrawn', { text: 'He did not mean it so.' }, { stream: STREAM });

describe('the row of a statement', () => {
  it('holds what the source says, and null where it is silent', () => {
    expect(given(statementsModel, made).thenRows(StatementRow)).toMatchObject([
      {
        key: idAt(1),
        speaker: 'actor-volodymyr-zelenskyy',
        about: ['meeting-riyadh-2025-02-18'],
        addressees: null,
        channel: null,
        likelihood: null,
        occurred: '/2025-02-19',
        dayFrom: null,
        dayTo: '2025-02-19',
        citation: ARTICLE,
        position: 1,
      },
    ]);
  });

  it('gives each stance its holder, the speaker if no other is named', () => {
    const [row] = given(statementsModel, made).thenRows(StatementRow);
    expect(row!.stances).toEqual([
      {
        issue: 'outcome-of-talks-without-ukraine',
        stance: 'rejects',
        holder: 'actor-ukraine',
        reason: { text: 'Ukraine had no part in the talks.' },
      },
      { issue: 'ukraine-at-the-table', stance: 'demands', holder: 'actor-volodymyr-zelenskyy', reason: null },
    ]);
    expect(given(statementsModel, made).thenRows(StanceRow)).toMatchObject([
      { key: `${idAt(1)} actor-ukraine outcome-of-talks-without-ukraine`, stance: 'rejects', dayTo: '2025-02-19' },
      { key: `${idAt(1)} actor-volodymyr-zelenskyy ukraine-at-the-table`, speaker: 'actor-volodymyr-zelenskyy' },
    ]);
  });

  it('stands beside that of another source', () => {
    const rows = given(statementsModel, made, { ...made, citation: REUTERS }).thenRows(StatementRow);
    expect(rows.map(({ key, grade }) => [key, grade])).toEqual([
      [idAt(1), null],
      [idAt(2), 'B2'],
    ]);
  });
});

describe('what became of a statement', () => {
  it('is told by its own rows', () => {
    const clarified = eventOf(
      'StatementClarified',
      { text: 'It holds for these talks.', by: 'actor-volodymyr-zelenskyy' },
      { stream: STREAM },
    );
    const denied = eventOf('StatementDenied', { by: 'actor-ukraine', denies: 'content' }, { stream: STREAM });
    expect(given(statementsModel, made, clarified, denied, withdrawn).thenRows(ReplyRow)).toMatchObject([
      {
        key: idAt(2),
        reply: 'clarified',
        by: 'actor-volodymyr-zelenskyy',
        text: 'It holds for these talks.',
        denies: null,
      },
      { key: idAt(3), reply: 'denied', by: 'actor-ukraine', text: null, denies: 'content' },
      { key: idAt(4), reply: 'withdrawn', by: null, text: 'He did not mean it so.', reason: null },
    ]);
  });

  it('withdrawn once by one source: the later telling takes the place of the earlier', () => {
    const again = { ...withdrawn, data: { text: 'He took it back.' } };
    const model = given(statementsModel, made, withdrawn, again);
    expect(model.thenRows(ReplyRow)).toMatchObject([{ key: idAt(3), text: 'He took it back.' }]);
    expect(model.asOf(2).thenRows(ReplyRow)).toMatchObject([{ key: idAt(2) }]);
    expect(given(statementsModel, made, withdrawn, { ...again, citation: REUTERS }).thenRows(ReplyRow)).toHaveLength(2);
  });
});
