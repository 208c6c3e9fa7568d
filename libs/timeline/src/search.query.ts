import { type AskedPeriod, heldSql, InvalidParameterError, type Moment } from '@tracker/reading';
import type { DataSource } from 'typeorm';
import { monthsAsked } from './months';
import { readQuestion, type Term } from './search.question';
import { SEARCH_CONFIGURATION } from './search.tables';

/** Things that one word may stand in the names of: more would be asked for one by one. */
const NAMED_MAX = 1_000;

interface FoundTerm {
  /** A tsquery of its stems; '' if every text has them ("the"). */
  readonly stems: string;
  /** What is named so, in order; one more than NAMED_MAX if there are more. */
  readonly named: readonly string[];
}

/**
 * The tsquery of a question, as text: an event meets a term if it says so, or refers to something that is named so. Names are
 * those that hold at the moment. It leaves out only what lies outside the period, but not all of that: the list itself MUST ask for
 * the period too. Throws InvalidParameterError where there is nothing to look for.
 */
export async function searchFor(
  source: DataSource,
  moment: Moment,
  question: string,
  period: AskedPeriod,
): Promise<string> {
  const alternatives = readQuestion(question);
  const terms = alternatives.flat();
  const found = new Map((await findTerms(source, moment, terms)).map((term, index) => [terms[index], term]));
  const asked = alternatives.flatMap((all) => {
    const parts = all.flatMap((term) => partOf(term, found.get(term)!, question));
    return parts.length === 0 ? [] : [`(${parts.join(' & ')})`];
  });
  if (asked.length === 0)
    throw new InvalidParameterError('q', question, 'a word to look for, other than those that every text has');
  const months = monthsAsked(period)?.map((month) => `'${month}'`);
  return [[`'conflict:${moment.conflict}'`], ...(months ? [months] : []), asked].map(eitherOf).join(' & ');
}

async function findTerms(source: DataSource, moment: Moment, terms: readonly Term[]): Promise<readonly FoundTerm[]> {
  return source.query(
    `select phraseto_tsquery('${SEARCH_CONFIGURATION}', term.words)::text as stems, array(
       select name.stream from search_v2.name name
       where ${heldSql('name')}
         and name.vector @@ (phraseto_tsquery('simple', term.words) || phraseto_tsquery('${SEARCH_CONFIGURATION}', term.words))
       order by name.stream limit ${NAMED_MAX + 1}) as named
     from unnest($3::text[]) with ordinality term(words, number) order by term.number`,
    [moment.conflict, moment.position, terms.map(({ words }) => words)],
  );
}

function partOf({ words, excluded }: Term, { stems, named }: FoundTerm, question: string): readonly string[] {
  if (named.length > NAMED_MAX)
    throw new InvalidParameterError(
      'q',
      question,
      `words of at most ${NAMED_MAX} names, but more than that are called ${JSON.stringify(words)}: put more of the name in quotation marks`,
    );
  const either = [stems, ...named.map((stream) => `'${stream}'`)].filter((part) => part !== '');
  return either.length === 0 ? [] : [`${excluded ? '!' : ''}${eitherOf(either)}`];
}

function eitherOf(parts: readonly string[]): string {
  return `(${parts.join(' | ')})`;
}
