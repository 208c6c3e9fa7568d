import { IsShape } from '@tracker/vocabulary';

/** An event of the same stream: its version there (1, 2, ...), or its id (a UUID in lower case). */
export type EventRef = number | string;

const UUID = '^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$';
const EVENT_REF = {
  title: 'EventRef',
  anyOf: [
    { type: 'integer', minimum: 1, maximum: 20_000 },
    { type: 'string', pattern: UUID },
  ],
  'x-expected': 'an event of the same stream: its version there (1, 2, ...) or its id',
};
const PAYLOAD = { type: 'object', 'x-expected': 'a JSON object: fields of the event type' };

/** The field names an event of the same stream. */
export function IsEventRef(description: string): PropertyDecorator {
  const id = new RegExp(UUID);
  const holds = (value: unknown): boolean =>
    typeof value === 'string'
      ? id.test(value)
      : Number.isSafeInteger(value) && (value as number) >= 1 && (value as number) <= 20_000;
  return IsShape('EventRef', EVENT_REF, holds, description);
}

/** The field holds fields of an event type, whichever it is. */
export function IsPayload(description: string): PropertyDecorator {
  const holds = (value: unknown): boolean => typeof value === 'object' && value !== null && !Array.isArray(value);
  return IsShape('Payload', PAYLOAD, holds, description);
}
