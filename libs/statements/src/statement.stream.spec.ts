import { eventOf, given, type EventDraft, type EventParts } from '@tracker/spec-kit';
import { StatementAlreadyMadeError } from './statement.errors';
import { statementTypes, type StatementMade } from './statement.events';
import { statementStream } from './statement.stream';

const OUTLET = { source: 'source-unnamed-outlet', report: 'report-riyadh-talks' } as const;
const REUTERS = { source: 'source-reuters' } as const;
const STREAM = 'statement-lavrov-very-useful';
const WORDS = 'the conversation was very useful';
const QUOTED = { ...OUTLET, passages: [{ start: 939, end: 971, text: WORDS }] } as const;

type Parts = Partial<EventParts>;
const made = (data: Partial<StatementMade> = {}, parts: Parts = {}): EventDraft =>
  eventOf(
    'StatementMade',
    { speaker: 'actor-sergey-lavrov', kind: 'praise', text: WORDS, wording: 'paraphrase', ...data },
    { stream: STREAM, occurred: '2025-02-18', ...parts },
  );
const denied = eventOf('StatementDenied', { by: 'actor-sergey-lavrov', denies: 'having_said_it' }, { stream: STREAM });
const clarified = eventOf('StatementClarified', { text: 'Useful, he said, not decisive.' }, { stream: STREAM });
const withdrawn = eventOf('StatementWithdrawn', {}, { stream: STREAM });

describe('a statement', () => {
  it('is told once by one source', () => {
    const error = given(statementStream, made()).when(made()).thenRefused(StatementAlreadyMadeError);
    expect(error).toMatchObject({ code: 'statement.already_made', facts: { source: OUTLET.source, version: 1 } });
    expect(error.message).toContain('Correct version 1');
  });

  it('told by another source is a rival claim', () => {
    given(statementStream, made())
      .when(made({ text: 'It was of use.' }, { citation: REUTERS }))
      .thenAccepted();
  });

  it('has one speaker, whoever tells it', () => {
    const error = given(statementStream, made())
      .when(made({ speaker: 'actor-yuri-ushakov' }, { citation: REUTERS }))
      .thenRefused('statement.other_speaker');
    expect(error.faults).toMatchObject([{ pointer: '/data/speaker' }]);
  });

  it.each([clarified, denied, withdrawn])('is needed for $type', (event) => {
    given(statementStream).when(event).thenRefused('statement.not_made');
    given(statementStream, made())
      .when({ ...event, citation: REUTERS })
      .thenAccepted();
  });
});

describe('the stances of a statement', () => {
  const open = { issue: 'ukraine-at-the-table', stance: 'open' } as const;

  it('are one of a holder on an issue', () => {
    const twice = [open, { ...open, stance: 'rejects', holder: 'actor-sergey-lavrov' }] as const;
    const error = given(statementStream)
      .when(made({ positions: twice }))
      .thenRefused('event.invalid');
    expect(error.message).toContain('one stance of a holder on an issue');
  });

  it('are as many as there are holders and issues', () => {
    given(statementStream)
      .when(
        made({
          positions: [open, { ...open, holder: 'actor-russia' }, { ...open, issue: 'lasting-peace-in-ukraine' }],
        }),
      )
      .thenAccepted();
  });
});

describe('wording', () => {
  it.each(['verbatim', 'broken'] as const)('%s says that the text is the first passage', (wording) => {
    given(statementStream)
      .when(made({ wording }, { citation: QUOTED }))
      .thenAccepted();
    const error = given(statementStream)
      .when(made({ wording, text: 'it was very useful' }, { citation: QUOTED }))
      .thenRefused('statement.text_not_the_passage');
    expect(error.message).toContain(WORDS);
  });

  it.each(['partial', 'paraphrase'] as const)('%s leaves the text to the recorder', (wording) => {
    given(statementStream)
      .when(made({ wording, text: 'Useful talks.' }, { citation: QUOTED }))
      .thenAccepted();
  });

  it('verbatim without a passage is warned of, with one that is only located it is not', () => {
    given(statementStream)
      .when(made({ wording: 'verbatim' }))
      .thenAccepted({ warnings: ['statement.no_passage'] });
    const located = { ...OUTLET, passages: [{ start: 939, end: 971 }] };
    given(statementStream)
      .when(made({ wording: 'verbatim' }, { citation: located }))
      .thenAccepted();
  });
});

describe('a condition', () => {
  const conditional = {
    text: 'A ceasefire could make room for working together.',
    condition: 'A ceasefire in Ukraine',
  };

  it('goes with modality hypothetical', () => {
    given(statementStream)
      .when(made(conditional, { modality: 'hypothetical' }))
      .thenAccepted();
    given(statementStream).when(made(conditional)).thenRefused('statement.condition_not_hypothetical');
    const error = given(statementStream)
      .when(made(conditional, { modality: 'planned' }))
      .thenRefused('statement.condition_not_hypothetical');
    expect(error.faults).toMatchObject([{ pointer: '/modality' }]);
  });
});

describe('a forecast', () => {
  const forecast = { likelihood: 'unlikely', when: '2025-02-24/2025-03-02' } as const;

  it('names what it is about', () => {
    given(statementStream)
      .when(made({ kind: 'forecast', forecast, about: ['meeting-trump-putin-summit'] }))
      .thenAccepted();
    for (const about of [undefined, []] as const) {
      expect(() =>
        given(statementStream)
          .when(made({ kind: 'forecast', forecast, about }))
          .thenAccepted(),
      ).toThrow(/about to name what is forecast/);
    }
  });
});

describe('any part of a history', () => {
  it('folds without an error', () => {
    for (const part of [[denied], [clarified, withdrawn], [withdrawn, withdrawn, denied]]) {
      expect(() => given(statementStream, ...part).thenState()).not.toThrow();
    }
  });
});

describe('the timeline', () => {
  it('puts only verbatim words into quotation marks', () => {
    const { line } = statementTypes.StatementMade;
    const statement = { speaker: 'actor-sergey-lavrov', kind: 'praise', text: WORDS } as const;
    expect(line({ ...statement, wording: 'verbatim' })).toBe(`{actor-sergey-lavrov}, praise: “${WORDS}”`);
    for (const wording of ['partial', 'paraphrase', 'broken'] as const)
      expect(line({ ...statement, wording })).toBe(`{actor-sergey-lavrov}, praise: ${WORDS}`);
  });

  it('tells who denies what', () => {
    expect(statementTypes.StatementDenied.line({ by: 'actor-sergey-lavrov', denies: 'content' })).toBe(
      '{actor-sergey-lavrov} denies that it is so',
    );
    expect(statementTypes.StatementWithdrawn.line({ reason: { text: 'He misspoke.' } })).toBe(
      'Statement withdrawn: He misspoke.',
    );
  });
});
