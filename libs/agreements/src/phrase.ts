import type { Reason } from '@tracker/vocabulary';

/** Pieces of the timeline's lines. Stream ids stand in braces: the reader shows names for them. */
export function named(stream: string): string {
  return `{${stream}}`;
}

/** `{actor-russia} and {actor-united-states}`; nobody: `nobody`. */
export function namedList(streams: readonly string[]): string {
  return listed(streams.map(named), 'nobody');
}

/** `one, another and a third`. */
export function listed(items: readonly string[], none: string): string {
  const last = items.at(-1) ?? none;
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} and ${last}`;
}

/** `prefix` and the text, or nothing where the source is silent. */
export function after(prefix: string, text: string | undefined): string {
  return text === undefined ? '' : `${prefix}${text}`;
}

/** ` by {actor-russia}: the reason`, as far as told. */
export function byWhomAndWhy({ by, reason }: { readonly by?: string; readonly reason?: Reason }): string {
  return `${after(' by ', by === undefined ? undefined : named(by))}${after(': ', reason?.text)}`;
}

/** `, from 2025-01-19 to 2025-03-01`, as far as told. */
export function lasting({ from, to }: { readonly from?: string; readonly to?: string }): string {
  if (from === undefined && to === undefined) return '';
  return `,${after(' from ', from)}${after(' to ', to)}`;
}
