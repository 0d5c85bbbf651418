import { HubError } from '../../core/errors.ts';
import { canonical, canonicalWords } from './formats/canonical.ts';
import type { Format } from './formats/format.ts';
import { FORMATS } from './formats/table.ts';
import { type Cast, isSaying, type Scenario, type ScriptOptions, type TimedFrame } from './scenario.ts';

/** Ids of the actors for whose every line the format has words. */
export function speakersOf(
  scenario: Scenario,
  cast: Cast,
  options: ScriptOptions,
  format: Format,
): ReadonlySet<string> {
  if (format.untimed === true && scenario.byReceiveTime !== true) return new Set();
  const able = new Set<string>();
  const unable = new Set<string>();
  for (const { say } of scenario.script(cast, options)) {
    if (!isSaying(say)) continue;
    if (format.say(say) === null) unable.add(say.actor.id);
    else able.add(say.actor.id);
  }
  return new Set([...able].filter((id) => !unable.has(id)));
}

/** Names of the formats that at least one actor of the scenario can speak. */
export function formatsOf(scenario: Scenario, cast: Cast, options: ScriptOptions): string[] {
  return FORMATS.filter((format) => speakersOf(scenario, cast, options, format).size > 0).map(
    (format) => format.name,
  );
}

/**
 * The frames of a script, in order of time, as it is read: a day need not fit in memory. Who cannot say all of its
 * lines in `format` speaks canonical.
 * @throws HubError BAD_USER_INPUT when the format has words for nobody
 */
export function framesOf(
  scenario: Scenario,
  cast: Cast,
  options: ScriptOptions,
  format: Format = canonical,
): Iterable<TimedFrame> {
  const speakers = format === canonical ? null : speakersOf(scenario, cast, options, format);
  if (speakers?.size === 0) {
    const possible = formatsOf(scenario, cast, options).join(', ');
    throw new HubError('BAD_USER_INPUT', {
      path: '--format',
      reason: `${format.name} has no words for ${scenario.name}; it can be told in ${possible || 'its own frames only'}`,
      reasonZh: `${format.name} 无法表达场景 ${scenario.name}；可用格式：${possible || '仅其自身的报文'}`,
    });
  }
  return generate(scenario, cast, options, (id) => (speakers?.has(id) === true ? format : canonical));
}

function* generate(
  scenario: Scenario,
  cast: Cast,
  options: ScriptOptions,
  formatOf: (actorId: string) => Format,
): Generator<TimedFrame> {
  const introduced = new Set<string>();
  for (const { atMs, say, dup = false, restMs = 0 } of scenario.script(cast, options)) {
    const format = isSaying(say) ? formatOf(say.actor.id) : canonical;
    if (isSaying(say) && !introduced.has(say.actor.id)) {
      introduced.add(say.actor.id);
      for (const told of format.introduce?.(say.actor, say.timeMs) ?? []) {
        yield { ...told, atMs, dup: false, restMs: 0 };
      }
    }
    const told = isSaying(say) ? (format.say({ ...say, zone: options.zone }) ?? canonicalWords(say)) : say;
    yield { ...told, atMs, dup, restMs };
  }
}
