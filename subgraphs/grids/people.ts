import type { Principal } from '../../core/permissions.ts';
import { hasRight } from '../../core/permissions.ts';

/**
 * Whether something that serves `gridCode` serves the principal: it lies in the scope, or above it on the same path
 * (the community's staff answer for the micro-grid's worker). Null serves the whole site, so everybody.
 */
export function servesScope(principal: Principal, gridCode: string | null): boolean {
  const code = gridCode ?? '';
  return principal.grids.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
}

/** `138****0000`: the first three and last four stay of a mobile number, the last two of a shorter one. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\s/g, '');
  if (digits.length >= 11) return `${digits.slice(0, 3)}****${digits.slice(-4)}`;
  if (digits.length >= 5) return `****${digits.slice(-2)}`;
  return '****';
}

/** The number as this principal may read it: whole with the right personal.read, else masked. */
export function phoneFor(principal: Principal | null, phone: string | null): string | null {
  if (phone === null) return null;
  return principal !== null && hasRight(principal, 'personal.read') ? phone : maskPhone(phone);
}
