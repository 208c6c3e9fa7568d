import {
  inForce,
  UnreadableEventError,
  type Catalogue,
  type HistoricEvent,
  type InForce,
  type LogRow,
  type Written,
} from '@tracker/event-store';

/** How an event of a history stands after the reviews of it. */
export interface InPlace {
  /** Id of the retraction in force: the event is in no view. */
  readonly retractedBy?: string;
  /**
   * Id of the correction, or of the resolution that adopts a counter, and what it says now: in the newest schema version, which it
   * states where the event was recorded under another.
   */
  readonly correctedBy?: string;
  readonly as?: Readonly<Record<string, unknown>>;
}

/** How the events of one stream stand that reviews have changed, by id. `rows` MUST be all of it up to a position. */
export function standingsIn(rows: readonly LogRow[], catalogue: Catalogue): ReadonlyMap<string, InPlace> {
  const history = rows.map((row) => historic(row, catalogue));
  const { events, retracted, replaced } = standing(history, rows);
  const standings = new Map<string, InPlace>();
  for (const { version, id } of history) {
    const by = retracted.get(version);
    if (by) standings.set(id, { retractedBy: by.id });
  }
  for (const event of events) {
    const by = replaced.get(event.version);
    if (by) standings.set(event.id, { correctedBy: by.id, as: contentOf(event) });
  }
  return standings;
}

type Historic = HistoricEvent & Pick<LogRow, 'schema_version'>;

/** The log is shown whatever is in it: what this release cannot read stands as it was written. */
function historic(row: LogRow, catalogue: Catalogue): Historic {
  return asFarAsReadable(
    () => ({ ...catalogue.read(row), schema_version: row.schema_version }),
    () => unread(row),
  );
}

/** A review may say an event in a version that this release cannot read: then the stream is shown as it was written. */
function standing(history: readonly Historic[], rows: readonly LogRow[]): InForce<Historic> {
  return asFarAsReadable(
    () => inForce(history),
    () => inForce(rows.map(unread)),
  );
}

function asFarAsReadable<Read>(read: () => Read, otherwise: () => Read): Read {
  try {
    return read();
  } catch (unreadable) {
    if (unreadable instanceof UnreadableEventError) return otherwise();
    throw unreadable;
  }
}

/** In no version that is known, and so in all: reviews are taken as they say it. */
function unread({ version, event_id, type, schema_version, body }: LogRow): Historic {
  const { occurred, modality, citation, data } = JSON.parse(body.toString('utf8')) as HistoricEvent;
  const written: Written = { schemaVersion: schema_version, data, upcast: (said) => said.data, newest: Infinity };
  return { version, id: event_id, type, schema_version, occurred, modality, citation, data, written };
}

function contentOf({ schema_version, written, occurred, modality, citation, data }: Historic): InPlace['as'] {
  const content = { occurred, modality, citation, data };
  const said = written?.newest === Infinity ? written.schemaVersion : written?.newest;
  return said === undefined || said === schema_version ? content : { schemaVersion: said, ...content };
}
