import { heldSql } from '@tracker/reading';

/** Every attack that is told to be part of another, or of a part of it. Parameters: $1 conflict, $2 position, $3 the attack. */
export const PARTS_OF_ATTACK = `
with recursive part as (
  select l.stream from attacks_v3.link l
  where ${heldSql('l')} and l.other = $3::text and l.relation = 'partOf' and l.modality = 'realised'
  union
  select l.stream from part join attacks_v3.link l on l.other = part.stream
  where ${heldSql('l')} and l.relation = 'partOf' and l.modality = 'realised'
)
select stream from part where stream <> $3::text order by stream`;
