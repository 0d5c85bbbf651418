import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import { HubError } from '../../core/errors.ts';
import type { Fault } from '../../runtime/config/kinds.ts';

/** Keys and indices from the root of the file to what is meant. */
export type Path = readonly (string | number)[];

/** A file as read, with a place to put what is wrong with it. */
export interface FaultList {
  add(path: Path, en: string, zh: string): void;
  readonly count: number;
  /** @throws HubError CONFIG_INVALID naming all of them, when there are any */
  throwAny(): void;
}

function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The node at `path`, or the nearest one above it that is there; for a key of a map, the key itself. */
function nodeAt(root: Node | null, path: Path): Node | null {
  let node = root;
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
      const next = pair?.value ?? pair?.key;
      if (!isNode(next)) return node;
      node = next;
    } else if (isSeq(node)) {
      const next = node.items[Number(part)];
      if (!isNode(next)) return node;
      node = next;
    } else return node;
  }
  return node;
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isScalar(value);
}

/** What the text of a YAML or JSON file holds; null, with the faults told, when it is neither. */
export function parseSourceText(file: string, source: string): { value: unknown; faults: FaultList } {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines, prettyErrors: false });
  const found: (Fault & { line: number })[] = [];
  const put = (line: number, path: string, en: string, zh: string) => {
    const at = `${file}${line === 0 ? '' : `:${line}`}${path === '' ? '' : ` ${path}`}`;
    found.push({ line, en: `${at}: ${en}`, zh: `${at}：${zh}` });
  };
  const lineOf = (offset: number) => lines.linePos(offset).line;
  for (const { message, pos } of document.errors) {
    put(lineOf(pos[0]), '', `no YAML or JSON: ${message}`, `不是有效的 YAML 或 JSON：${message}`);
  }
  let value: unknown = null;
  if (found.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: 100 });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      put(0, '', `cannot be read: ${why}`, `无法读取：${why}`);
    }
  }
  const root = isNode(document.contents) ? document.contents : null;
  return {
    value,
    faults: {
      add(path, en, zh) {
        const start = nodeAt(root, path)?.range?.[0];
        put(start === undefined ? 0 : lineOf(start), pointer(path), en, zh);
      },
      get count() {
        return found.length;
      },
      throwAny() {
        if (found.length === 0) return;
        const inOrder = found.toSorted((a, b) => a.line - b.line);
        throw new HubError('CONFIG_INVALID', {
          count: found.length,
          faults: inOrder.map(({ en }) => `  - ${en}`).join('\n'),
          faultsZh: inOrder.map(({ zh }) => `  - ${zh}`).join('\n'),
        });
      },
    },
  };
}
