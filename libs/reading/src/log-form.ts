import { NotAcceptableError } from './log.errors';

export const JSON_FORM = 'application/json';
export const NDJSON_FORM = 'application/x-ndjson';

interface Range {
  readonly type: string;
  readonly quality: number;
}

/**
 * The form in which a resource is sent, of those it has, by the request's Accept (RFC 9110, 12.5.1). A form takes the quality of
 * the most specific range that names it; of equals the more specifically named one wins, then the one listed first.
 * Without Accept: the first. Throws NotAcceptableError.
 */
export function acceptedForm<Form extends string>(accept: string | undefined, forms: readonly [Form, ...Form[]]): Form {
  if (accept === undefined || accept.trim() === '') return forms[0];
  const ranges = accept.split(',').flatMap(readRange);
  const ranked = forms
    .map((form) => ({ form, ...bestRange(form, ranges) }))
    .filter(({ quality }) => quality > 0)
    .sort((one, other) => other.quality - one.quality || other.specificity - one.specificity);
  if (!ranked[0]) throw new NotAcceptableError(accept, forms);
  return ranked[0].form;
}

function bestRange(form: string, ranges: readonly Range[]): { readonly quality: number; readonly specificity: number } {
  const [family] = form.split('/');
  const patterns = ['*/*', `${family}/*`, form];
  let best = { quality: 0, specificity: -1 };
  for (const { type, quality } of ranges) {
    const specificity = patterns.indexOf(type);
    if (specificity > best.specificity) best = { quality, specificity };
  }
  return best;
}

/** A range with a parameter of its own (a charset, a profile) asks for something that no form here is. */
function readRange(text: string): readonly Range[] {
  const [type, ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='));
  const others = parameters.filter((parameter) => parameter !== weight && parameter !== 'charset=utf-8');
  const quality = weight === undefined ? 1 : Number(weight.slice(2));
  return others.length > 0 || !(quality >= 0 && quality <= 1) ? [] : [{ type: type!, quality }];
}
