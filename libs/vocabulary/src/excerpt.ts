const EXCERPT_CHARACTERS_MAX = 80;

/** A value as JSON, cut to at most 80 characters. */
export function excerptOf(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  if (text.length <= EXCERPT_CHARACTERS_MAX) return text;
  // A cut in the middle of a surrogate pair would leave half a character.
  return `${text.slice(0, EXCERPT_CHARACTERS_MAX - 3).replace(/[\ud800-\udbff]$/, '')}...`;
}

/** The name that was probably meant: equal but for case, or one or two letters away. */
export function nearestName(written: string, names: readonly string[]): string | undefined {
  // What is longer than any name by more than two letters cannot be near one, and may be very long.
  const near = names
    .filter((name) => Math.abs(name.length - written.length) <= 2)
    .map((name) => ({ name, edits: editsBetween(name.toLowerCase(), written.toLowerCase()) }))
    .filter(({ name, edits }) => edits <= Math.min(2, Math.floor(name.length / 3)))
    .sort((a, b) => a.edits - b.edits);
  return near[0]?.name;
}

/** Levenshtein distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= other.length; j += 1) {
      const change = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(change, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
