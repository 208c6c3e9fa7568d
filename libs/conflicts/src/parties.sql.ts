import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

/**
 * What is told of parties, party by party, the adopted claim of each first: one told as real before others; then by
 * graded-latest@1. Parameters: conflict, position.
 */
export const PARTIES_SQL = `
select p.key as event, p.position, p.party, p.side, p.occurred, p.modality, p.citation
from conflicts_v2.party_claim p
where ${heldSql('p')}
order by p.party, p.modality = 'realised' desc, ${gradedLatestOrderSql('p.grade', 'p.position')}`;
