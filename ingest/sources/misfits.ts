import { nearest } from '../../core/near.ts';
import type { Kind } from '../../runtime/config/kinds.ts';
import type { FaultList, Path } from './faults.ts';

function pathOf(pointer: string): Path {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The nearest of the names that there are, or all of them. */
export function didYouMean(name: string, known: readonly string[]): { en: string; zh: string } {
  const near = nearest(name, known, 3);
  return near === null
    ? { en: `; there is ${known.join(', ')}`, zh: `；可用：${known.join('、')}` }
    : { en: `: did you mean ${near}?`, zh: `：是否应为 ${near}？` };
}

function namesIn(params: object, key: string): string[] {
  const entries: [string, unknown][] = Object.entries(params);
  const names = entries.find(([name]) => name === key)?.[1];
  return Array.isArray(names) ? names.filter((name) => typeof name === 'string') : [];
}

/** What this file needs of a compiled typebox schema. */
export interface Misfits {
  Errors(value: unknown): readonly {
    keyword: string;
    schemaPath: string;
    instancePath: string;
    params: object;
    message: string;
  }[];
}

/** Tells every misfit of `value`, unknown and missing keys by their names. `known` gives the keys of an object. */
export function tellMisfits(
  faults: FaultList,
  shape: Misfits,
  value: unknown,
  base: Path,
  known: (path: Path) => readonly string[],
): void {
  for (const { keyword, instancePath, params, message } of shape.Errors(value)) {
    const path = [...base, ...pathOf(instancePath)];
    if (keyword === 'required') {
      for (const name of namesIn(params, 'requiredProperties')) {
        faults.add(path, `${name} is missing`, `缺少 ${name}`);
      }
    } else if (keyword === 'additionalProperties') {
      for (const name of namesIn(params, 'additionalProperties')) {
        const near = didYouMean(name, known(path));
        faults.add([...path, name], `is not known${near.en}`, `不是有效的键${near.zh}`);
      }
      // each unknown key is told once more as a value that nothing may be
    } else if (keyword !== 'boolean') faults.add(path, message, `不符合要求（${message}）`);
  }
}

/** Tells why a text is not of a kind of setting, if it is not. */
export function kindFault(faults: FaultList, path: Path, value: string, kind: Kind<unknown>): void {
  const reading = kind.read(value);
  if ('fault' in reading) faults.add(path, reading.fault.en, reading.fault.zh);
}
