import { sayQuantity, type Quantity } from '@tracker/vocabulary';
import type { Absentee, Attendee, MeetingDetails, MeetingFormat } from './attendance.parts';

interface Plan {
  readonly format: MeetingFormat;
  readonly parties: readonly string[];
  readonly when?: string;
  readonly venue?: string;
}
interface Move {
  readonly from?: string;
  readonly to?: string;
  readonly by?: string;
  readonly reason?: { readonly text: string };
}

/** The timeline's lines of meetings. Stream ids stand in braces: the reader shows names for them. */
export function lineOfPlan({ format, parties, when, venue }: Plan): string {
  const place = venue === undefined ? '' : ` in {${venue}}`;
  return `Planned: ${format} of ${listed(parties.map((party) => `{${party}}`))}${place}, ${when ?? 'no date set'}`;
}

export function lineOfMove(what: string, { from, to, by, reason }: Move): string {
  const parts = [
    from === undefined ? '' : ` from ${from}`,
    to === undefined ? '' : ` to ${to}`,
    by === undefined ? '' : ` by {${by}}`,
    reason === undefined ? '' : `: ${reason.text}`,
  ];
  return what + parts.join('');
}

export function lineOfHeld(
  data: MeetingDetails & { readonly format: MeetingFormat; readonly present: readonly Attendee[] },
): string {
  return [`Held: ${data.format} of ${listed(data.present.map(attendee))}`, ...details(data)].join('; ');
}

export function lineOfDetail(data: MeetingDetails): string {
  const present = data.present?.length ? [`at the table ${listed(data.present.map(attendee))}`] : [];
  return `Of the meeting: ${[...present, ...details(data)].join('; ') || 'nobody was missing'}`;
}

function details(data: MeetingDetails): readonly string[] {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['absent', data.absent?.length ? listed(data.absent.map(absentee)) : undefined],
    ['at', braced(data.venue)],
    ['occasion:', data.occasion],
    ['purpose:', data.purpose],
    ['hosted by', braced(data.hostedBy)],
    ['convened by', braced(data.convenedBy)],
    ['mediated by', braced(data.mediatedBy)],
    ['called by', braced(data.caller)],
    ['sessions:', said(data.sessions)],
  ];
  return named.flatMap(([word, value]) => (value === undefined ? [] : [`${word} ${value}`]));
}

function attendee(one: Attendee): string {
  if ('actor' in one) return one.delegation === undefined ? `{${one.actor}}` : `{${one.actor}} ({${one.delegation}})`;
  return `${one.unnamed} ({${one.delegation}}${one.count === undefined ? '' : `, ${sayQuantity(one.count)}`})`;
}

function absentee({ actor, why }: Absentee): string {
  return `{${actor}}${why === 'not_stated' ? '' : ` (${why.replace('_', ' ')})`}`;
}

function braced(id: string | undefined): string | undefined {
  return id === undefined ? undefined : `{${id}}`;
}

function said(quantity: Quantity | undefined): string | undefined {
  return quantity === undefined ? undefined : sayQuantity(quantity);
}

function listed(items: readonly string[]): string {
  const last = items.at(-1) ?? 'nobody';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}
