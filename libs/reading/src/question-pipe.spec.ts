import type { ArgumentMetadata } from '@nestjs/common';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { NoQuery } from './log-query';
import { questionPipe } from './question-pipe';
import { ListQuery } from './view-query';

class AttackFilter extends ListQuery {
  @IsOptional()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'from must be a day, such as 2025-02-18' })
  readonly from?: string;

  @IsOptional()
  @IsIn(['drone', 'missile'])
  readonly weapon?: string;
}

const pipe = questionPipe();

function ask(question: object, metatype: ArgumentMetadata['metatype'] = AttackFilter): Promise<unknown> {
  return pipe.transform(question, { type: 'query', metatype }) as Promise<unknown>;
}

describe('the check of query parameters', () => {
  it('gives a route its parameters as they were sent', async () => {
    const question = { from: '2025-02-18', limit: '007', asOf: '130' };
    expect(await ask(question)).toBe(question);
  });

  it('names a parameter that is not known, and those that are', async () => {
    const expected =
      'Query parameter "asof" is not known here. Expected any of: asOf, cursor, from, limit, minPosition, on, order, weapon, why.';
    await expect(ask({ asof: '130' })).rejects.toMatchObject({ code: 'parameter.unknown', message: expected });
  });

  it.each(['constructor', 'toString', '__proto__'])('does not overlook a parameter named %s', async (name) => {
    const question = Object.defineProperty({}, name, { value: '1', enumerable: true }) as object;
    await expect(ask(question)).rejects.toMatchObject({ code: 'parameter.unknown' });
  });

  it('lets nothing through where a route takes none', async () => {
    await expect(ask({ verbose: '1' }, NoQuery)).rejects.toMatchObject({
      code: 'parameter.unknown',
      message: 'Query parameter "verbose" is not known here. Leave it out: there are none here.',
    });
    expect(await ask({}, NoQuery)).toEqual({});
  });

  it('says what was found and what was expected', async () => {
    await expect(ask({ from: 'yesterday' })).rejects.toMatchObject({
      code: 'parameter.invalid',
      message: 'Query parameter from: found "yesterday", expected a day, such as 2025-02-18.',
      faults: [{ pointer: '/from', code: 'parameter.invalid', detail: 'expected a day, such as 2025-02-18' }],
    });
    await expect(ask({ weapon: 'spear' })).rejects.toMatchObject({
      message: 'Query parameter weapon: found "spear", expected one of the following values: drone, missile.',
    });
  });

  it('refuses a parameter given twice where one value is meant', async () => {
    await expect(ask({ limit: ['1', '2'] })).rejects.toMatchObject({
      code: 'parameter.invalid',
      facts: { parameter: 'limit' },
    });
  });
});
