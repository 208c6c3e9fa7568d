import { TrackerError } from '@tracker/problems';

/** Why a text is refused. All of them are one cause, "this is not JSON that can be kept unaltered", and one HTTP answer. */
export type MalformedJsonCode =
  | 'json.byte_order_mark'
  | 'json.duplicate_key'
  | 'json.forbidden_key'
  | 'json.invalid_utf8'
  | 'json.lone_surrogate'
  | 'json.not_an_array'
  | 'json.not_an_object'
  | 'json.nul'
  | 'json.number_altered'
  | 'json.syntax'
  | 'json.too_deep'
  | 'json.too_many_elements'
  | 'json.too_many_keys'
  | 'json.unsafe_integer';

/** Where a text begins in the request it was cut from, so that errors name places the sender can find. */
export interface JsonPlace {
  /** Bytes before the text. */
  readonly offset: number;
  /** RFC 6901 JSON Pointer of the text; '' is the whole request. */
  readonly pointer: string;
}

export const WHOLE_REQUEST: JsonPlace = { offset: 0, pointer: '' };

/**
 * A text that is not I-JSON as RFC 7493 and the intake want it. Nothing of it is recorded.
 * `offset` counts bytes from 0; `pointer` names the value, or the object or array in which the fault was met.
 */
export class MalformedJsonError extends TrackerError {
  readonly code: MalformedJsonCode;
  readonly offset: number;
  readonly pointer: string;

  constructor(code: MalformedJsonCode, place: JsonPlace, found: string, repair: string) {
    const where = place.pointer === '' ? 'the top level' : excerpt(place.pointer);
    super(
      `Malformed JSON at byte ${place.offset}, in ${where}: ${found}. ${repair}.`,
      { offset: place.offset, pointer: place.pointer },
      [{ pointer: place.pointer, code, detail: `${found}. ${repair}.` }],
    );
    this.code = code;
    this.offset = place.offset;
    this.pointer = place.pointer;
  }
}

const EXCERPT_CHARACTERS_MAX = 60;

/** Enough of a text to recognise it: a message must not grow with the input. */
export function excerpt(text: string): string {
  return text.length <= EXCERPT_CHARACTERS_MAX ? text : `${text.slice(0, EXCERPT_CHARACTERS_MAX)}...`;
}
