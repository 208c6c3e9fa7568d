/*
 * Answers as the README shows them: JSON in which `...` stands for what is left out. As a member of an object it stands for
 * further members, as an element of a list for any number of elements, as a value for any value. Without it nothing is left
 * out. Ids, instants and hashes differ each time, so of them only the shape is compared.
 */

/** Stands for what is left out. */
const LEFT_OUT = '\u2026';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Where an answer differs from what is shown, one line each; none if it is as shown. */
export function differences(actual: unknown, shown: string): readonly string[] {
  return compare(actual as Json, parseShown(shown), '');
}

/** The same for an answer of one JSON text a line; a line `...` stands for any number of lines. */
export function differencesInLines(actual: readonly unknown[], shown: string): readonly string[] {
  return compare(actual as Json, shown.trim().split('\n').map(parseShown), '');
}

/** The same for plain text, line by line; `...` stands for anything in a line. */
export function differencesInText(actual: string, shown: string): readonly string[] {
  const lines = masked(actual).split('\n');
  return masked(shown)
    .trim()
    .split('\n')
    .filter((line) => !lines.some((candidate) => asPattern(line).test(candidate)))
    .map((line) => `no line like ${JSON.stringify(line)} in ${JSON.stringify(lines)}`);
}

function asPattern(line: string): RegExp {
  const parts = line.split('...').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`);
}

function parseShown(text: string): Json {
  const within: string[] = [];
  let before = '';
  const json = text.replace(/"(?:[^"\\]|\\.)*"|\.\.\.|[{}[\],:]/g, (token) => {
    if (token === '{' || token === '[') within.push(token);
    if (token === '}' || token === ']') within.pop();
    const isMember = token === '...' && within.at(-1) === '{' && before !== ':';
    before = token;
    if (token !== '...') return token;
    return isMember ? `"${LEFT_OUT}":0` : `"${LEFT_OUT}"`;
  });
  return JSON.parse(json) as Json;
}

function compare(actual: Json | undefined, shown: Json, path: string): readonly string[] {
  if (shown === LEFT_OUT && actual !== undefined) return [];
  if (Array.isArray(shown) && Array.isArray(actual)) return compareLists(actual, shown, path);
  if (isObject(shown) && isObject(actual)) return compareObjects(actual, shown, path);
  return actual !== undefined && masked(JSON.stringify(actual)) === masked(JSON.stringify(shown))
    ? []
    : [`${path || '/'}: shown ${JSON.stringify(shown)}, found ${JSON.stringify(actual)}`];
}

function compareObjects(actual: Readonly<Record<string, Json>>, shown: Readonly<Record<string, Json>>, path: string) {
  const { [LEFT_OUT]: more, ...members } = shown;
  const unseen = more === undefined ? Object.keys(actual).filter((name) => !(name in members)) : [];
  return [
    ...Object.entries(members).flatMap(([name, value]) => compareMember(actual, name, value, path)),
    ...unseen.map((name) => `${path}/${name}: not shown, found ${JSON.stringify(actual[name])}`),
  ];
}

/** A member named by an id is any one that is so named and as shown. */
function compareMember(actual: Readonly<Record<string, Json>>, name: string, shown: Json, path: string) {
  const named = masked(name) === name ? [name] : Object.keys(actual).filter((other) => masked(other) === masked(name));
  const tried = named.map((own) => compare(actual[own], shown, `${path}/${name}`));
  return tried.find((found) => found.length === 0) ?? tried[0] ?? compare(undefined, shown, `${path}/${name}`);
}

function compareLists(actual: readonly Json[], shown: readonly Json[], path: string): readonly string[] {
  const [first, ...rest] = shown;
  if (first === undefined)
    return actual.map((item, index) => `${path}/+${index}: not shown, found ${JSON.stringify(item)}`);
  if (first !== LEFT_OUT) {
    const found = compare(actual[0], first, `${path}/${shown.length}th from the end`);
    return found.length > 0 || actual.length === 0 ? found : compareLists(actual.slice(1), rest, path);
  }
  // As many are left out as lets the rest fit.
  const tried = Array.from({ length: actual.length + 1 }, (_, skipped) =>
    compareLists(actual.slice(skipped), rest, path),
  );
  return tried.reduce((best, found) => (found.length < best.length ? found : best));
}

const VARYING: readonly (readonly [RegExp, string])[] = [
  [/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '<uuid>'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, '<instant>'],
  [/\b[0-9a-f]{64}\b/g, '<hash>'],
];

/** The text with what varies named by its shape. */
function masked(text: string): string {
  return VARYING.reduce((left, [pattern, shape]) => left.replace(pattern, shape), text);
}

function isObject(value: Json | undefined): value is { readonly [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
