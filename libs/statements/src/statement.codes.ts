export const STATEMENT_KINDS = [
  'remark',
  'position',
  'demand',
  'offer',
  'threat',
  'forecast',
  'praise',
  'criticism',
  'announcement',
] as const;
export type StatementKind = (typeof STATEMENT_KINDS)[number];

/** How near `text` is to what was said. Only verbatim may stand in quotation marks. */
export const WORDINGS = ['verbatim', 'partial', 'paraphrase', 'broken'] as const;
export type Wording = (typeof WORDINGS)[number];

export const STANCES = ['supports', 'rejects', 'demands', 'offers', 'concerned', 'open', 'neutral'] as const;
export type Stance = (typeof STANCES)[number];

export const LIKELIHOODS = ['certain', 'likely', 'possible', 'unlikely', 'excluded'] as const;
export type Likelihood = (typeof LIKELIHOODS)[number];

export const DENIALS = ['having_said_it', 'content'] as const;
export type Denial = (typeof DENIALS)[number];
