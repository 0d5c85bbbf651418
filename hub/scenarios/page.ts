import { alertType } from '../../core/alert-types.ts';
import { REFUSAL_REASONS, type RefusalReason } from '../../core/errors.ts';
import { SEVERITY_ZH, severityOfRank } from '../../core/severity.ts';
import type { Checked } from './check.ts';
import { differenceText } from './judge.ts';
import type { Observation, SeenIncident } from './observe.ts';
import type { Scenario } from './scenario.ts';

const STATE_ZH = { ACTIVE: '进行中', CLEARED: '已解除' } as const;

function isReason(reason: string): reason is RefusalReason {
  return Object.hasOwn(REFUSAL_REASONS, reason);
}

/** What can be said of many incidents alike. */
function shapeOf(incident: SeenIncident): string {
  const { type, count, state, told, flapping, orders, changes } = incident;
  const severity = severityOfRank(incident.severity);
  const { nameZh } = alertType(type);
  const marks = [
    `${count} ${count === 1 ? 'alert' : 'alerts'} 条告警`,
    `${severity} ${SEVERITY_ZH[severity]}`,
    `${state.toLowerCase()} ${STATE_ZH[state]}`,
    ...(flapping ? ['flapping 抖动'] : []),
    ...(changes.includes('SUPPRESSED') ? ['suppressed 被抑制'] : []),
    ...(told ? [] : ['told to nobody 未通知']),
    orders === 0 ? 'no work order 未派单' : `${orders} work ${orders === 1 ? 'order' : 'orders'} 张工单`,
  ];
  return `\`${type}\` ${nameZh}: ${marks.join(', ')}`;
}

/** What happened, a line for each kind of incident. */
export function happenedLines(seen: Observation): string[] {
  const shapes = new Map<string, number>();
  for (const incident of seen.incidents) {
    const shape = shapeOf(incident);
    shapes.set(shape, (shapes.get(shape) ?? 0) + 1);
  }
  const extra: [number, string][] = [
    [seen.tests, 'tests and drills 测试与演练'],
    [seen.historical, 'historical 历史告警，不开事件'],
    [seen.badTimes, 'with an unusable time 时间不可用'],
  ];
  const parts = extra.flatMap(([count, name]) => (count === 0 ? [] : [`${count} ${name}`]));
  const stored = `${seen.alerts} alerts stored 条告警入库${parts.length === 0 ? '' : ` (${parts.join('; ')})`}`;
  const refused = Object.entries(seen.refused).map(
    ([reason, frames]) =>
      `${frames} in quarantine 隔离: \`${reason}\` ${isReason(reason) ? REFUSAL_REASONS[reason].zh : ''}`,
  );
  const incidents = [...shapes].map(
    ([shape, times]) => `${times} ${times === 1 ? 'incident' : 'incidents'} 个事件 ${shape}`,
  );
  return [stored, ...(incidents.length === 0 ? ['no incident 无事件'] : incidents), ...refused.sort()];
}

const cell = (...lines: string[]) => lines.map((line) => line.replaceAll('|', '\\|')).join('<br>');

function rowOf({ scenario, frames, seen, differences }: Checked, formats: readonly string[]): string {
  const { name, title, input, shows } = scenario;
  const verdict = differences.length === 0 ? '✓' : cell('✗', ...differences.map(differenceText));
  const cells = [
    cell(`**${name}**`, title.en, title.zh),
    cell(`${frames} frames 帧: ${input.en}`, input.zh),
    cell(...happenedLines(seen)),
    cell(shows.en, shows.zh),
    formats.length === 0 ? 'its own 原始报文' : formats.map((format) => `\`${format}\``).join(' '),
    verdict,
  ];
  return `| ${cells.join(' | ')} |`;
}

/** One scenario's run with the names of the formats that it can be told in. */
export interface Reported {
  checked: Checked;
  formats: readonly string[];
}

/** docs/scenarios.md. Nothing in it depends on the time or the machine, so that another run writes the same. */
export function scenariosPage(
  reported: readonly Reported[],
  day: { frames: number; seen: Observation; holds: boolean; rate: number },
): string {
  const rows = reported.map(({ checked, formats }) => rowOf(checked, formats));
  const names = reported.map(({ checked }: { checked: { scenario: Scenario } }) => checked.scenario.name);
  return `# Scenarios 场景

What goes in, and what the hub made of it. This page is written by \`npm run scenarios\`, which starts the all-in-one on an
empty folder, plays every scenario at seed 1 as fast as the hub acknowledges, and compares what happened with what must
have. 本页由 \`npm run scenarios\` 生成：在空目录上启动一体化枢纽，以种子 1 播放全部场景，并与预期核对。

Try one on a running hub 在运行中的枢纽上试用:

\`\`\`sh
npx hub simulate list                                    # every scenario and format 全部场景与格式
npx hub simulate storm --check --speed max               # new devices, and compare 使用新设备并核对
npx hub simulate charger-overheating --format ocpp16     # in another format 换一种格式
npx hub simulate day --speed 60 --seed 7                 # a county day in 24 minutes 24 分钟播完一天
npx hub simulate storm --broker-url mqtt://127.0.0.1:1883
\`\`\`

A scenario is data: a pure script of who says what when (hub/scenarios/scripts), an expectation beside it, and words for
it in each format (hub/scenarios/formats). The same seed, devices and start give the same bytes. Played faster than the
clock, devices tell times that have just passed, never ones ahead. Devices of \`--format\` that have no words in it speak
canonical. 场景即数据：脚本、预期、各格式的表达；同一种子产生相同字节。

\`tests/scenarios.test.ts\` plays the same on a hub of its own in every format that has words for it, and sees that the
hub's memory stays flat in a storm. 测试以每种可表达的格式播放全部场景，并核对风暴中内存平稳。

| Scenario 场景 | Input 输入 | What happened 结果 | Rule 规则 | Formats 格式 | |
| --- | --- | --- | --- | --- | --- |
${rows.join('\n')}

Gateway-down waits for the hub's own timers: \`device.offline\` is told after 20 s. The sensor that stays away is judged
again a minute after its gateway has returned. 网关场景需等待枢纽自身的计时器；未恢复的传感器在网关恢复一分钟后重新判断。

## A county day 县域的一天

\`day\` plays every device of the demo county in its own format: all come up, those that measure do so every five minutes,
and things happen at the rates and hours of hub/scenarios/day-rates.ts (e-bikes at commuting hours, loitering by night).
\`--rate\` multiplies what happens. Here at rate ${day.rate}: ${day.frames} frames 帧, ${day.seen.alerts} alerts stored once each
条告警各入库一次, ${day.seen.tests} of them tests 测试, ${day.seen.refusedOfThem} refused frames in quarantine 隔离帧;
every alert in one incident or none, one open incident a key ${day.holds ? '✓' : '✗'}

Scenarios 场景: ${names.map((name) => `\`${name}\``).join(' ')} \`day\`
`;
}
