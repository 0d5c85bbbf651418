/** Crockford's base 32: no I, L, O and U, so that a secret can be read out over the telephone. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 5 bits a letter. */
const SECRET_LETTERS = 24;
/** Bytes that a secret is made of: 120 bits. */
export const SECRET_BYTES = 15;

/** The secret that a reporter keeps, `K7Q2-9XVB-…`: 24 letters of 15 random bytes. @throws RangeError for fewer bytes */
export function secretText(bytes: Uint8Array): string {
  if (bytes.length < SECRET_BYTES) throw new RangeError(`a secret takes ${SECRET_BYTES} bytes`);
  let bits = 0n;
  for (const byte of bytes.subarray(0, SECRET_BYTES)) bits = (bits << 8n) | BigInt(byte);
  let text = '';
  for (let at = SECRET_LETTERS - 1; at >= 0; at -= 1) {
    text += LETTERS.charAt(Number((bits >> BigInt(at * 5)) & 31n));
    if (at % 4 === 0 && at > 0) text += '-';
  }
  return text;
}

/** What people write for a secret, as it was given: capitals, no dashes or spaces, O for 0 and I or L for 1 mended. */
export function normalSecret(text: string): string {
  return text
    .slice(0, 100)
    .toUpperCase()
    .replaceAll(/[\s\-–—]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i;

/** A `clientRequestId` gives the secret back to whoever repeats the request, so it must be one that nobody guesses. */
export function isRequestId(text: string): boolean {
  return UUID.test(text);
}
