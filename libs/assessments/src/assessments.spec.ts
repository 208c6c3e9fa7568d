import { AIR_FORCE, ARTICLE, eventOf, given, type EventDraft } from '@tracker/spec-kit';
import { testTables } from '../../../test/setup/test-tables';
import type { AssessmentRecorded } from './assessment.events';
import { assessmentStream } from './assessment.stream';
import { assessmentsModel } from './assessment.tables';
import { ListAssessmentsHandler, ListAssessments, ShowAssessmentHandler, ShowAssessment } from './assessments.queries';

const FRONT = 'assessment-front-line';
const assessed = (
  data: Partial<AssessmentRecorded>,
  parts: Partial<EventDraft> = {},
): EventDraft<'AssessmentRecorded', AssessmentRecorded> =>
  eventOf(
    'AssessmentRecorded',
    { topic: 'front line', kind: 'analysis', text: 'Ukraine loses ground slowly.', ...data },
    { stream: FRONT, occurred: '/2025-02-19', ...parts },
  );

describe('an assessment', () => {
  it('may be made again by the same source, and by others', () => {
    given(assessmentStream, assessed({}), assessed({ direction: 'worsening' }))
      .when(assessed({ text: 'It holds.' }, { citation: AIR_FORCE }))
      .thenAccepted();
  });

  it('of another topic is refused in the stream', () => {
    const refusal = given(assessmentStream, assessed({}))
      .when(assessed({ topic: 'sanctions' }))
      .thenRefused('assessment.other_topic');
    expect(refusal.message).toContain('"front line"');
  });

  it('has a horizon only if it is an outlook', () => {
    given(assessmentStream)
      .when(assessed({ kind: 'outlook', horizon: '2025-03' }))
      .thenAccepted();
    given(assessmentStream)
      .when(assessed({ horizon: '2025-03' }))
      .thenRefused('event.invalid');
  });
});

describe('the list of assessments', () => {
  const tables = testTables(assessmentsModel);
  const moment = { conflict: 'russia-ukraine', position: 5, on: '2025-02-19' };
  const paging = { limit: 100 };
  const list = async (selection: ListAssessments['selection']) =>
    (await new ListAssessmentsHandler(tables.questions).execute(new ListAssessments(moment, paging, selection))).items;

  beforeAll(() =>
    tables.project('russia-ukraine', [
      assessed({ direction: 'worsening' }, { occurred: '2025-02-17' }),
      assessed({ text: 'The line holds.', direction: 'steady' }, { occurred: '2025-02-18' }),
      assessed({ text: 'Drones by night.' }, { citation: AIR_FORCE, occurred: '2025-02-18' }),
      assessed(
        {
          topic: 'talks without Ukraine',
          kind: 'reaction',
          text: 'Many are irritated.',
          about: ['meeting-riyadh-2025-02-18'],
        },
        { stream: 'assessment-reaction', occurred: '/2025-02-19' },
      ),
      assessed(
        { topic: 'peace', kind: 'outlook', text: 'Talks may begin.', horizon: '2025-03' },
        { stream: 'assessment-peace', occurred: undefined },
      ),
    ]),
  );

  it('has the latest of each source, and what it said before', async () => {
    expect((await list({ topic: 'Front', latest: 'true' })).map(({ text }) => text)).toEqual([
      'Drones by night.',
      'The line holds.',
    ]);
    expect((await list({ latest: 'false' })).map(({ direction }) => direction)).toEqual(['worsening']);
  });

  it.each([
    [{ kind: 'reaction' } as const, ['Many are irritated.']],
    [{ about: 'meeting-riyadh-2025-02-18' }, ['Many are irritated.']],
    [{ direction: 'steady' } as const, ['The line holds.']],
    [{ source: AIR_FORCE.source }, ['Drones by night.']],
    [{ to: '2025-02-17' }, ['Ukraine loses ground slowly.']],
    [{ kind: 'outlook' } as const, ['Talks may begin.']],
  ])('narrowed to %j', async (selection, texts) => {
    expect((await list(selection)).map(({ text }) => text)).toEqual(texts);
  });

  it('shows one topic with its sources side by side, the best graded first', async () => {
    const answer = await new ShowAssessmentHandler(tables.questions).execute(new ShowAssessment(moment, FRONT));
    expect(answer.latest.map(({ citation }) => citation?.source)).toEqual([AIR_FORCE.source, ARTICLE.source]);
    expect(answer.earlier.map(({ text }) => text)).toEqual(['Ukraine loses ground slowly.']);
  });

  it('does not know a topic that nobody assessed', async () => {
    const asked = new ShowAssessmentHandler(tables.questions).execute(new ShowAssessment(moment, 'assessment-none'));
    await expect(asked).rejects.toMatchObject({ code: 'stream.unknown' });
  });
});
