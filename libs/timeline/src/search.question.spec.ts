import { readQuestion } from './search.question';

const asked = (text: string) =>
  readQuestion(text).map((terms) => terms.map(({ words, excluded }) => `${excluded ? '-' : ''}${words}`));

describe('a question', () => {
  it.each([
    ['words, all of which are wanted', 'Drones  over Kyiv', [['drones', 'over', 'kyiv']]],
    ['words that follow each other', '"embassy staffing" talks', [['embassy staffing', 'talks']]],
    ['other quotation marks', '«Чёрное море» “Black Sea”', [['черное море', 'black sea']]],
    ['what is left out', 'drones -artillery -"air alarm"', [['drones', '-artillery', '-air alarm']]],
    ['alternatives', 'drones or missiles kyiv', [['drones'], ['missiles', 'kyiv']]],
    ['what punctuation joins', 'F-16', [['f 16']]],
    ['a quotation mark that is never closed', '"embassy staffing', [['embassy staffing']]],
    ['nothing but punctuation', ' - "" … or ', []],
  ])('may have %s', (_, text, terms) => {
    expect(asked(text)).toEqual(terms);
  });
});
