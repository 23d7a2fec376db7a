// SPDX-License-Identifier: AGPL-3.0-or-later
// An authenticator app, as small as it can be (RFC 6238, SHA-1, six digits).
import { createHmac } from 'node:crypto';

/** The code of a base32 key now, or `later` periods from now. */
export function code(key, later = 0) {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  let bits = '';
  for (const c of key.replaceAll(' ', '')) bits += letters.indexOf(c).toString(2).padStart(5, '0');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((b) => parseInt(b, 2)));
  const step = Buffer.alloc(8);
  step.writeBigInt64BE(BigInt(Math.floor(Date.now() / 30000) + later));
  const mac = createHmac('sha1', bytes).update(step).digest();
  const at = mac[19] & 15;
  return String((mac.readUInt32BE(at) & 0x7fffffff) % 1000000).padStart(6, '0');
}
