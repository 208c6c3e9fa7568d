import { wordsOf } from './words';

describe('the words of a text', () => {
  it.each([
    [
      'accents of Latin letters',
      'Volodymyr ZELENSKÝY, Türkiye, Łódź, İstanbul, straße',
      'volodymyr zelenskyy turkiye lodz istanbul strasse',
    ],
    ['letters that Cyrillic makes with a mark', 'Зеленський, Їжак, Быў', 'зеленський їжак быў'],
    ['ё and stress', 'Артём, за́мок', 'артем замок'],
    ['composed and decomposed letters', 'й'.normalize('NFD'), 'й'],
    ['apostrophes inside Ukrainian words', "м’яч об'єкт", 'мяч обєкт'],
    ['apostrophes elsewhere', "Zelensky's", 'zelensky s'],
    ['what punctuation joins', 'F-16, 1,000 at 03:00', 'f 16 1 000 at 03 00'],
    ['characters of languages without blanks', '北京で会談', '北 京 で 会 談'],
    ['wide forms and ligatures', 'Ｋｙｉｖ ﬁre', 'kyiv fire'],
    [
      'Ukrainian endings, spelt as Russian ones',
      'переговорів області війні Україною',
      'переговоров области війни україною',
    ],
  ])('do not depend on %s', (_, text, words) => {
    expect(wordsOf(text)).toBe(words);
  });

  it('are none where there are none', () => {
    expect(wordsOf(' – «» … ')).toBe('');
  });
});
