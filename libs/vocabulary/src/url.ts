export const URL_CHARACTERS_MAX = 2000;

/** Whether the text is an absolute http or https URL. The parser alone would forgive blanks and a missing slash. */
export function isHttpUrl(text: string): boolean {
  return text.length <= URL_CHARACTERS_MAX && /^https?:\/\/[^\s/]\S*$/u.test(text) && URL.canParse(text);
}
