import { inForce, type HistoricEvent, type LogRow } from '@tracker/event-store';

/** How an event of a history stands after the reviews of it. */
export interface InPlace {
  /** Id of the retraction in force: the event is in no view. */
  readonly retractedBy?: string;
  /** Id of the correction, or of the resolution that adopts a counter, and what it says now. */
  readonly correctedBy?: string;
  readonly as?: Readonly<Record<string, unknown>>;
}

/** How the events of one stream stand that reviews have changed, by id. `rows` MUST be all of it up to a position. */
export function standingsIn(rows: readonly LogRow[]): ReadonlyMap<string, InPlace> {
  const history = rows.map(({ version, event_id, type, body }): HistoricEvent => {
    const { occurred, modality, citation, data } = JSON.parse(body.toString('utf8')) as HistoricEvent;
    return { version, id: event_id, type, occurred, modality, citation, data };
  });
  const { events, retracted, replaced } = inForce(history);
  const standings = new Map<string, InPlace>();
  for (const { version, id } of history) {
    const by = retracted.get(version);
    if (by) standings.set(id, { retractedBy: by.id });
  }
  for (const { version, id, occurred, modality, citation, data } of events) {
    const by = replaced.get(version);
    if (by) standings.set(id, { correctedBy: by.id, as: { occurred, modality, citation, data } });
  }
  return standings;
}
