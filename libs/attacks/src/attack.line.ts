/** A stream id as lines of the timeline have it: shown as that thing's name. */
export function named(stream: string): string {
  return `{${stream}}`;
}

/** `prefix` and the names, or nothing where there is nobody to name. */
export function namedList(prefix: string, streams: readonly string[] | undefined): string {
  return streams && streams.length > 0 ? `${prefix}${streams.map(named).join(', ')}` : '';
}

/** The same for one. */
export function namedAfter(prefix: string, stream: string | undefined): string {
  return namedList(prefix, stream === undefined ? undefined : [stream]);
}

/** A code in plain words: `glide bomb` for `glide_bomb`. */
export function plain(code: string): string {
  return code.replaceAll('_', ' ');
}
