import { createHmac, timingSafeEqual } from 'node:crypto';
import { randomBytes } from './random';

/** Bytes of a salt and of a commitment. */
export const SALT_BYTES = 32;

/** 32 random bytes. */
export function newSalt(): Buffer {
  return randomBytes(SALT_BYTES);
}

/** HMAC-SHA256(salt, body), RFC 2104. Binds the record to the body, and says nothing of it once the salt is gone. */
export function commitmentOf(salt: Buffer, body: Buffer): Buffer {
  return createHmac('sha256', salt).update(body).digest();
}

/** Whether a recorded commitment is that of these bytes. */
export function commits(record: { readonly salt: Buffer; readonly commitment: Buffer }, body: Buffer): boolean {
  return timingSafeEqual(record.commitment, commitmentOf(record.salt, body));
}
