import { maskPhone } from '../../core/mask.ts';
import { hasRight, type Principal } from '../../core/permissions.ts';

/**
 * Whether something that serves `gridCode` serves the principal: it lies in the scope, or above it on the same path
 * (the community's staff answer for the micro-grid's worker). Null serves the whole site, so everybody.
 */
export function servesScope(principal: Principal, gridCode: string | null): boolean {
  const code = gridCode ?? '';
  return principal.grids.some((prefix) => code.startsWith(prefix) || prefix.startsWith(code));
}

/** The number as this principal may read it: whole with the right personal.read, else masked. */
export function phoneFor(principal: Principal | null, phone: string | null): string | null {
  if (phone === null) return null;
  return principal !== null && hasRight(principal, 'personal.read') ? phone : maskPhone(phone);
}
