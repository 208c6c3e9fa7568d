import { randomFillSync } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';

const POOL_BYTES = 64 * 1024;
let pool = Buffer.alloc(0);
let used = 0;

/** Bytes of the operating system's randomness, never given twice; drawn in bulk, because one call costs more than an HMAC. */
export function randomBytes(bytes: number): Buffer {
  if (used + bytes > pool.length) {
    pool = randomFillSync(Buffer.alloc(POOL_BYTES));
    used = 0;
  }
  return pool.subarray(used, (used += bytes));
}

/** A new event id or stream name: UUIDv7 (RFC 9562), each greater than the one before, also within a millisecond. */
export function newId(): string {
  return uuidv7();
}
