/** One thing wrong with what was sent: where (RFC 6901 JSON Pointer into the event or request), and how to mend it. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/**
 * Base of every error that a user may see. One subclass per cause, each with a stable `code` (never reused);
 * the HTTP status of a code stands in the table of `problem-table.ts` and nowhere else.
 * The message says what failed, which, what was found, what was expected and how to mend it.
 */
export abstract class TrackerError extends Error {
  abstract readonly code: string;
  /** Members added to the problem document, such as the current version of a stream. */
  readonly facts: Readonly<Record<string, unknown>>;
  private faultsHere: readonly Fault[];

  constructor(message: string, facts: Readonly<Record<string, unknown>> = {}, faults: readonly Fault[] = []) {
    super(message);
    this.name = new.target.name;
    this.facts = facts;
    this.faultsHere = faults;
  }

  get faults(): readonly Fault[] {
    return this.faultsHere;
  }

  /** The same error, told of an element of a larger request: its faults are found below `pointer`. */
  within(pointer: string): this {
    const own = this.faultsHere.length > 0 ? this.faultsHere : [{ pointer: '', code: this.code, detail: this.message }];
    this.faultsHere = own.map((fault) => ({ ...fault, pointer: pointer + fault.pointer }));
    return this;
  }
}
