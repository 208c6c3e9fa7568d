import { parseStrictJson } from '@tracker/recording';
import { isUtf8 } from 'node:buffer';
import { UnreadableReportTextError } from './report.errors';

/** The text that a body holds, as UTF-8 bytes. Throws UnreadableReportTextError, or what is wrong with the JSON. */
export function readReportText(mediaType: 'text/plain' | 'application/json', body: Buffer): Buffer {
  if (mediaType === 'application/json') return Buffer.from(textIn(parseStrictJson(body)), 'utf8');
  if (!isUtf8(body)) throw new UnreadableReportTextError('it is not valid UTF-8');
  return body;
}

function textIn(value: unknown): string {
  const found = typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
  const { text, ...others } = found;
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new UnreadableReportTextError(`there is a property ${JSON.stringify(unknown)}`);
  if (typeof text !== 'string') throw new UnreadableReportTextError('there is no property "text" that is a string');
  return text;
}
