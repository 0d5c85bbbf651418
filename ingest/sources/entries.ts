import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { isGridCode } from '../../core/grid.ts';
import { zone } from '../../runtime/config/kinds.ts';
import type { Codec } from '../codec.ts';
import { groupsOf, isTopicTemplate } from './device-rule.ts';
import type { FaultList, Path } from './faults.ts';
import { kindFault, tellMisfits } from './misfits.ts';
import type { SourceEntry } from './schema.ts';
import { filterFault } from './topic-table.ts';

function checkRule(
  faults: FaultList,
  path: Path,
  { level, pattern }: NonNullable<SourceEntry['deviceId']>,
): void {
  if (level !== undefined && pattern !== undefined) {
    faults.add(path, 'has both level and pattern: keep one', 'level 与 pattern 只能保留一个');
  }
  if (pattern === undefined) return;
  try {
    if (groupsOf(pattern) < 1) {
      faults.add([...path, 'pattern'], 'has no group ( ) that is the id', '缺少表示编号的分组 ( )');
    }
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    faults.add([...path, 'pattern'], `is no regular expression: ${why}`, `不是有效的正则表达式：${why}`);
  }
}

/** Checks one source by itself. `codec` is null where none was found. */
export function checkEntry(faults: FaultList, path: Path, entry: SourceEntry, codec: Codec | null): void {
  for (const [index, filter] of (entry.filters ?? []).entries()) {
    const fault = filterFault(filter);
    if (fault !== null) faults.add([...path, 'filters', index], fault.en, fault.zh);
  }
  if (entry.topic !== undefined && !isTopicTemplate(entry.topic)) {
    faults.add(
      [...path, 'topic'],
      'is no topic with places such as {2} or {3+}',
      '不是含 {2} 或 {3+} 占位的主题',
    );
  }
  if (entry.siteZone !== undefined) kindFault(faults, [...path, 'siteZone'], entry.siteZone, zone);
  if (entry.gridCode !== undefined && !isGridCode(entry.gridCode)) {
    faults.add(
      [...path, 'gridCode'],
      'is no grid code of 4, 6, 9, 12, 15, 17 or 19 digits',
      '网格编码应为 4、6、9、12、15、17 或 19 位数字',
    );
  }
  if (entry.deviceId !== undefined) checkRule(faults, [...path, 'deviceId'], entry.deviceId);
  if (codec === null || entry.options === undefined) return;
  if (codec.settings === undefined) {
    faults.add([...path, 'options'], `${codec.name} has no options`, `${codec.name} 没有选项`);
    return;
  }
  const { settings } = codec;
  tellMisfits(faults, Compile(settings), entry.options, [...path, 'options'], () => optionNames(settings));
}

function optionNames(schema: TSchema): string[] {
  return 'properties' in schema && typeof schema.properties === 'object' && schema.properties !== null
    ? Object.keys(schema.properties)
    : [];
}
