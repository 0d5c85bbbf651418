import { ALERT_TYPES } from './alert-types.ts';
import { HubError } from './errors.ts';
import { nearest } from './near.ts';

const MOST_TOLD = 80;

/**
 * The types of a filter, each a code of the type table; null where none are given. A mistyped code would match nothing
 * for ever, so it is refused with the nearest known one.
 * @throws HubError BAD_USER_INPUT
 */
export function typesArgument(path: string, types: readonly string[] | null | undefined): string[] | null {
  if (types === null || types === undefined) return null;
  for (const [at, type] of types.entries()) {
    if (ALERT_TYPES.has(type)) continue;
    const told = type.replaceAll('\0', '').slice(0, MOST_TOLD);
    const near = nearest(told, [...ALERT_TYPES.keys()], Math.max(2, Math.floor(told.length / 4)));
    throw new HubError('BAD_USER_INPUT', {
      path: `${path}.${at}`,
      reason:
        near === null
          ? `"${told}" is no alert type (alertTypes lists them)`
          : `"${told}" is no alert type (did you mean "${near}"?)`,
      reasonZh:
        near === null
          ? `“${told}”不是已知的告警类型（全部类型见 alertTypes）`
          : `“${told}”不是已知的告警类型（是否为“${near}”？）`,
    });
  }
  return [...types];
}
