import { HubError } from './errors.ts';
import { isGridCode } from './grid.ts';

/** What is wrong with an argument, in both languages. */
export function bad(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

/** @throws HubError BAD_USER_INPUT when a grid code was given and is none */
export function gridCodeArgument(path: string, code: string | null | undefined): string | null {
  if (code === null || code === undefined) return null;
  if (isGridCode(code)) return code;
  throw bad(
    path,
    'a grid code has 4, 6, 9, 12, 15, 17 or 19 digits',
    '网格编码应为 4、6、9、12、15、17 或 19 位数字',
  );
}

/**
 * Text that people type, trimmed; null when left out.
 * @throws HubError BAD_USER_INPUT when it is empty, too long, or holds a NUL, which Postgres cannot store
 */
export function textArgument(path: string, text: string | null | undefined, max: number): string | null {
  if (text === null || text === undefined) return null;
  const trimmed = text.trim();
  if (trimmed !== '' && trimmed.length <= max && !trimmed.includes('\0')) return trimmed;
  throw bad(path, `1 to ${max} characters, without NUL`, `须为 1 至 ${max} 个字符，且不含 NUL`);
}

/** @throws HubError BAD_USER_INPUT unless `from` lies before `to` */
export function rangeArgument(path: string, from: number, to: number): { fromMs: number; toMs: number } {
  if (from < to) return { fromMs: from, toMs: to };
  throw bad(path, '`from` must lie before `to`', '`from` 必须早于 `to`');
}

/**
 * The ends of a filter's range, either of which may be open.
 * @throws HubError BAD_USER_INPUT when both are given and `from` does not lie before `to`
 */
export function boundsArgument(
  path: string,
  { from, to }: { from?: Date | null | undefined; to?: Date | null | undefined },
): { from: Date | null; to: Date | null } {
  if (from && to) rangeArgument(`${path}.from`, from.getTime(), to.getTime());
  return { from: from ?? null, to: to ?? null };
}
