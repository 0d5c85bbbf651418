import { UNKNOWN_COMMUNITY } from '../../core/grid.ts';
import { type AlertPlan, nsOfMs } from './query.ts';
import { anyOf, fieldIs, quoteName, regexPrefix, tagIs } from './quote.ts';

const COMMUNITY_DIGITS = 12;

/**
 * A subtree. The community is a tag: a prefix of up to 12 digits is answered by it alone, a longer one by the tag and
 * the `grid` field. What lies above communities (a lamp of the whole street) stands under UNKNOWN_COMMUNITY together
 * with what has no grid, so there the field decides.
 */
function gridCondition(prefixes: readonly string[]): string {
  const [grid, community] = [quoteName('grid'), quoteName('community')];
  const short = prefixes.filter((prefix) => prefix.length <= COMMUNITY_DIGITS);
  const long = prefixes.filter((prefix) => prefix.length > COMMUNITY_DIGITS);
  const unknown = `${tagIs('community', UNKNOWN_COMMUNITY)} AND ${grid} =~`;
  const known = `${community} != '${UNKNOWN_COMMUNITY}' AND ${community} =~`;
  return anyOf([
    ...(short.length === 0 ? [] : [`(${known} ${regexPrefix(short)})`, `(${unknown} ${regexPrefix(short)})`]),
    ...long.map(
      (prefix) =>
        `(${tagIs('community', prefix.slice(0, COMMUNITY_DIGITS))} AND ${grid} =~ ${regexPrefix([prefix])})`,
    ),
  ]);
}

/** `WHERE` of measurement `alert`. */
export function alertWhere(plan: AlertPlan): string {
  const conditions = [`time >= ${nsOfMs(plan.fromMs)}`, `time < ${nsOfMs(plan.toMs)}`];
  if (plan.prefixes !== undefined) conditions.push(gridCondition(plan.prefixes));
  if (plan.types !== undefined) conditions.push(anyOf(plan.types.map((type) => tagIs('type', type))));
  if (plan.severities !== undefined) {
    conditions.push(anyOf(plan.severities.map((severity) => tagIs('severity', severity))));
  }
  if (plan.deviceId !== undefined) conditions.push(fieldIs('device', plan.deviceId));
  if (plan.channel !== undefined) conditions.push(fieldIs('channel', plan.channel));
  if (plan.incidentId !== undefined) conditions.push(fieldIs('incident', plan.incidentId));
  if (plan.statuses !== undefined) {
    conditions.push(anyOf(plan.statuses.map((status) => fieldIs('status', status))));
  }
  return conditions.join(' AND ');
}
