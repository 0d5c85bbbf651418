import { ALERT_TYPES } from '../core/alert-types.ts';
import { HubError } from '../core/errors.ts';
import { typeMatches } from '../core/patterns.ts';

/** A type code or `<family>.*` that matches at least one known type. @throws HubError BAD_USER_INPUT */
export function typePattern(path: string, pattern: string | null | undefined): string | null {
  if (pattern === null || pattern === undefined) return null;
  if ([...ALERT_TYPES.keys()].some((code) => typeMatches(pattern, code))) return pattern;
  throw new HubError('BAD_USER_INPUT', {
    path,
    reason: 'a known type code, or a family like camera.*',
    reasonZh: '须为已知的类型代码，或形如 camera.* 的大类',
  });
}
