import { heldSql } from '@tracker/reading';

/** Columns of a ClaimRecord that are the claim's own, of table `c`, and `t` of its account. */
export const SHOWN_CLAIM = `c.stream, c.key, c.what, c.part, c.rivals, c.weapon, c.model, c.object_kind as "objectKind", c.side, c.place,
  c.quantity, c.position, c.modality, c.counted_day::text as "countedDay", c.counted_period as "countedPeriod", t.occurred, t.citation`;

/** What the event of a claim says of its source and its time, for each of a few claims `c`. */
export const ACCOUNT_OF_CLAIM = `cross join lateral (
  select t.occurred, t.citation from attacks_v3.account t
  where ${heldSql('t')} and t.stream = c.stream and t.key = split_part(c.key, ' ', 1)
  offset 0
) t`;
