import { BARRAGE, type Written } from './article';

export const CONFLICT = 'russia-ukraine';
/** Where events are recorded unless a case says otherwise. */
export const EVENTS = `/v1/conflicts/${CONFLICT}/events`;

/** What is sent, and what the problem says of it. */
export interface BadInput {
  readonly method?: string;
  /** Left out: the events of the conflict. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON; the rest as it stands. */
  readonly body?: string | Buffer | FormData | URLSearchParams | object;
  readonly status: number;
  readonly code: string;
  /** Of the first fault. */
  readonly pointer?: string;
  /** How to mend it, in `detail`. */
  readonly repair: RegExp;
}
/** Somebody in the office of US Secretary of State over a stated period. */
export function holder(actor: string, from: string, to: string): Written {
  return {
    type: 'OfficeHeld',
    stream: 'office-us-secretary-of-state',
    citation: { source: 'source-unnamed-outlet' },
    data: { holder: actor, from, to },
  };
}
/** The barrage with other data, or with other members beside its data. */
export function barrage(data: object, members: object = {}): object {
  return { ...BARRAGE, stream: 'attack-bad-input', data: { ...BARRAGE.data, ...data }, ...members };
}

/** The barrage as text, with `launched` written as given. */
export function launched(written: string): string {
  return JSON.stringify(barrage({ launched: '?' })).replace('"?"', written);
}

/** The barrage as text, with a note written as given between quotation marks. */
export function noted(written: string): string {
  return JSON.stringify(barrage({}, { citation: { ...BARRAGE.citation, note: '?' } })).replace('"?"', `"${written}"`);
}
