/** The recorder's words, plain text of 1 to 4000 characters, or an official's words where the field says so. */
export type Text = string;
/** Key of an issue: kebab case, the same key for the same issue everywhere. `ukraine-at-the-table` */
export type IssueKey = string;
/** BCP 47: language, then script, region and variants where they matter. `en`, `uk`, `sr-Latn-RS` */
export type Language = string;
/** ISO 3166-1 alpha-3, the only country code in use. Says nothing about who controls a place. */
export type Iso3 = string;

export const TEXT_CHARACTERS_MAX = 4000;

/** Characters of a text as a reader counts them in a report: Unicode code points, not UTF-16 units. */
export function codePointsOf(text: string): number {
  let count = 0;
  for (let index = 0; index < text.length; index += 1) {
    const pair = isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1));
    if (pair) index += 1;
    count += 1;
  }
  return count;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

/** False for NaN, which is what lies behind the last unit. */
function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
