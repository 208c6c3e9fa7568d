import { CodeParameter, DayParameter, StreamParameter, TextParameter } from './parameters';
import { questionPipe } from './question-pipe';
import { ListQuery } from './view-query';

class MeetingsQuery extends ListQuery {
  @DayParameter('First day.')
  readonly from?: string;

  @StreamParameter('Who took part.', 'actor-russia', 'actor')
  readonly participant?: string;

  @StreamParameter('What it is about.', 'meeting-riyadh-2025-02-18')
  readonly about?: string;

  @CodeParameter(['planned', 'held'], 'How it stands.')
  readonly status?: string;

  @TextParameter('Text that stands in the name.', 'talks')
  readonly name?: string;
}

function ask(question: object): Promise<unknown> {
  return questionPipe().transform(question, { type: 'query', metatype: MeetingsQuery }) as Promise<unknown>;
}

describe('a query parameter', () => {
  it.each([
    { from: '2024-02-29' },
    { from: '0001-01-01' },
    { from: '9999-12-31' },
    { participant: 'actor-russia' },
    { about: 'attack-2025-02-18-overnight' },
    { status: 'held' },
    { name: 'x'.repeat(200) },
    {},
  ])('of the form that is declared is taken: %j', async (question) => {
    expect(await ask(question)).toBe(question);
  });

  it.each([
    [{ from: '2025-2-18' }, 'a day, such as 2025-02-18'],
    [{ from: '0000-02-18' }, 'a day, such as 2025-02-18'],
    [{ from: '2025-02-29' }, 'a day that exists, such as 2025-02-18'],
    [{ participant: 'place-dolynska' }, 'the id of a stream of kind actor, such as actor-russia'],
    [{ participant: 'actor-' }, 'the id of a stream of kind actor, such as actor-russia'],
    [{ about: 'Riyadh' }, 'the id of a stream, such as meeting-riyadh-2025-02-18'],
    [{ status: 'cancelled' }, 'one of planned, held'],
    [{ name: '' }, 'text of 1 to 200 characters'],
    [{ name: 'x'.repeat(201) }, 'text of 1 to 200 characters'],
    [{ name: ['a', 'b'] }, 'text of 1 to 200 characters'],
  ])('of another form is refused: %j', async (question, expected) => {
    await expect(ask(question)).rejects.toMatchObject({
      code: 'parameter.invalid',
      message: expect.stringContaining(expected),
    });
  });
});
