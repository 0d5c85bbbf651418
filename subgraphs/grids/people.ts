import { maskPhone } from '../../core/mask.ts';
import { hasRight, type Principal } from '../../core/permissions.ts';

/** The number as this principal may read it: whole with the right personal.read, else masked. */
export function phoneFor(principal: Principal | null, phone: string | null): string | null {
  if (phone === null) return null;
  return principal !== null && hasRight(principal, 'personal.read') ? phone : maskPhone(phone);
}
