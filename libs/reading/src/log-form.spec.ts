import { acceptedForm, JSON_FORM, NDJSON_FORM } from './log-form';
import { NotAcceptableError } from './log.errors';

describe('the form in which the log is sent', () => {
  it.each([
    [undefined, JSON_FORM],
    ['*/*', JSON_FORM],
    ['application/*', JSON_FORM],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', JSON_FORM],
    ['application/x-ndjson', NDJSON_FORM],
    ['Application/X-NDJSON', NDJSON_FORM],
    ['application/x-ndjson, */*', NDJSON_FORM],
    ['application/x-ndjson;q=0.5, application/json', JSON_FORM],
    ['application/json;q=0.5, application/x-ndjson;q=0.9', NDJSON_FORM],
    ['application/json;q=0, */*', NDJSON_FORM],
    ['application/json; charset=utf-8', JSON_FORM],
  ])('for Accept %s is %s', (accept, form) => {
    expect(acceptedForm(accept, [JSON_FORM, NDJSON_FORM])).toBe(form);
  });

  it.each(['text/html', 'application/json;q=0', 'application/json;profile=other', 'json', 'application/json;q=2'])(
    'is none for Accept %s',
    (accept) => {
      expect(() => acceptedForm(accept, [JSON_FORM, NDJSON_FORM])).toThrow(NotAcceptableError);
    },
  );
});
