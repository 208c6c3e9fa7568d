/**
 * A payload class is declared in a way that cannot be turned into a schema. Raised when the process starts, never by what is sent,
 * so it is an error of the code and has no place among those that users see.
 */
export class BrokenDeclarationError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'BrokenDeclarationError';
  }
}
