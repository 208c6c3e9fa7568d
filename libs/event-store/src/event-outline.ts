import type { Citation, Modality } from '@tracker/vocabulary';
import type { ClientBase, Pool } from 'pg';

/** What tells of an event where it comes from: its header, and of its body all but the data. */
export interface EventOutline {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly recordedAt: Date;
  readonly recordedBy: string;
  readonly occurred: string | null;
  readonly modality: Modality | null;
  readonly citation: Citation | null;
  /** Of a correction: the citation of the event as it should have been. */
  readonly correctedCitation: Citation | null;
}

/** Which events to outline, each as far as it is at a position up to `upTo`; those of several kinds of asking come once each. */
export interface OutlineSelection {
  readonly upTo: number;
  /** The last events of these streams, so many of each at most. */
  readonly streams?: readonly string[];
  readonly perStream?: number;
  readonly ids?: readonly string[];
  readonly positions?: readonly number[];
}

const COLUMNS = `e.position, e.stream, e.version, e.event_id as id, e.type, e.recorded_at as "recordedAt", e.recorded_by as "recordedBy",
    b.body ->> 'occurred' as occurred, b.body ->> 'modality' as modality, b.body -> 'citation' as citation,
    case when e.type = 'EventCorrected' then b.body #> '{data,as,citation}' end as "correctedCitation"`;

// Bodies may be large and are read in the database, so that none leaves it. The offset keeps one from being read once a column.
const outlined = (selection: string): string =>
  `select ${COLUMNS} from ${selection} cross join lateral (select convert_from(e.body, 'UTF8')::json as body offset 0) b`;

const OUTLINES_SQL = `
  ${outlined(`unnest($3::text[]) s(stream) cross join lateral (
    select * from log.events e where e.conflict = $1 and e.stream = s.stream and e.position <= $2
    order by e.version desc limit $4) e`)}
  union all
  ${outlined(`unnest($5::uuid[]) i(id) cross join lateral (
    select * from log.events e where e.conflict = $1 and e.event_id >= i.id and e.event_id <= i.id and e.position <= $2
    order by e.event_id limit 1) e`)}
  union all
  ${outlined(`unnest($6::bigint[]) p(position) cross join lateral (
    select * from log.events e where e.conflict = $1 and e.position >= p.position and e.position <= least(p.position, $2)
    order by e.position limit 1) e`)}`;

/** In order of position. */
export async function outlinesIn(
  connection: Pool | ClientBase,
  conflict: string,
  { upTo, streams = [], perStream = 0, ids = [], positions = [] }: OutlineSelection,
): Promise<readonly EventOutline[]> {
  const { rows } = await connection.query<EventOutline>({
    name: 'outlines',
    text: OUTLINES_SQL,
    values: [conflict, upTo, [...new Set(streams)], perStream, [...new Set(ids)], [...new Set(positions)]],
  });
  const known = new Map(rows.map((row) => [row.position, row]));
  return [...known.values()].sort((one, other) => one.position - other.position);
}
