/** `王**`: the first character stays, of a Latin name too; two stars at most, so that the length tells nothing more. */
export function maskName(name: string): string {
  const [first, ...rest] = [...name.trim()];
  if (first === undefined) return '';
  // a name of one character would stand there whole
  return rest.length === 0 ? '*' : `${first}${'*'.repeat(Math.min(2, rest.length))}`;
}

/** `138****0000`: the first three and last four signs stay of a long number, the last two of a shorter one. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/[^0-9+]/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  return digits.length >= 5 ? `****${digits.slice(-2)}` : '****';
}

/** `z***@example.com`: enough to tell one's own from another's. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 1 ? '***' : `${email.charAt(0)}***${email.slice(at)}`;
}
