import { gradedLatestOrderSql, heldSql } from '@tracker/reading';

/**
 * The grades of sources, source by source, the adopted one of each first. Of one grader the last grade stands (`stands`); of
 * several one is adopted by graded-latest@1, by the grade of its claim. Parameters: conflict, position, source ids.
 */
export const GRADES_SQL = `
with told as (
  select g.*, g.modality = 'realised' and 1 = row_number() over (
    partition by g.stream, g.modality = 'realised', g.citation ->> 'source' order by g.position desc) as stands
  from sources_v2.grade g
  where ${heldSql('g')} and g.stream = any($3::text[])
)
select t.stream as source, t.reliability, t.reason, t.occurred, t.modality, t.event, t.position, t.recorded_at as "recordedAt",
  t.citation, t.stands
from told t
order by t.stream, t.stands desc, ${gradedLatestOrderSql('t.grade', 't.position')}`;
