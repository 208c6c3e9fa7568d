import { startReadingApp, type ReadingApp } from './reading-app';

/** The conflict of the log below, and where it is asked for. */
export const CONFLICT = 'russia-ukraine';
export const LOG = `/v1/conflicts/${CONFLICT}/events`;
/** Written in ways that no writer of JSON has, so that bytes are told apart from what they mean. */
const OPENED = '{ "type": "ConflictOpened", "occurred":"2014", "data": {"name":"Russia and Ukraine"} }';
const DOLYNSKA = '{"type":"PlaceRegistered","stream":"place-dolynska","data":{"name":"Долинська"}}';
const CHERKASY = '{"type":"PlaceRegistered","data":{"name":"Cherkasy"},   "stream":"place-cherkasy"}';
const RENAMED = '{"type":"PlaceRenamed","stream":"place-dolynska","data":{"name":"Dolynska \\u0044"}}';
/** The events of the log, at positions 1 to 4. */
export const EVENTS = [OPENED, DOLYNSKA, CHERKASY, RENAMED];

/** The routes of the log, with these events in it. */
export async function startRecordedLog(): Promise<ReadingApp> {
  const reading = await startReadingApp();
  for (const event of EVENTS) await reading.record(CONFLICT, event);
  return reading;
}

/** Positions of the events in a page of the log. */
export async function positionsAt(ask: ReadingApp['ask'], url: string): Promise<readonly number[]> {
  const { events } = (await ask(url)).json() as { readonly events: readonly { readonly position: number }[] };
  return events.map(({ position }) => position);
}
