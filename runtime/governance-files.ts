import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Document, isNode, isScalar, LineCounter, parseAllDocuments, visit } from 'yaml';
import { kindOfFolder } from '../core/governance.ts';
import {
  GOVERNANCE_KINDS,
  type GovernanceKind,
  type GovernanceOrigin,
  type RawDocument,
  validFromMs,
} from '../core/governance-document.ts';

/** Folder of what is shipped. */
export const SHIPPED_FOLDER = fileURLToPath(new URL('../governance/', import.meta.url));

/** Bytes; a catalogue of a whole standard is a tenth of it. */
const LARGEST_FILE = 4 * 1024 * 1024;

/** A fault and where it stands, ready to be shown. */
export interface TextFault {
  /** File and line, or the number of the document in a text of several. */
  at: string;
  /** JSON Pointer into the document. */
  path: string;
  zh: string;
  en: string;
}

/** A document of a text, with the way back to its lines. */
export interface TextDocument {
  document: RawDocument;
  /** `clocks/huaying.yaml:12`. */
  at(path: string): string;
}

export interface TextReading {
  documents: TextDocument[];
  faults: TextFault[];
}

/** JSON with its keys in order: the same for the same content however it was written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, entry]) => [key, canonical(entry)]),
  );
}

/** SHA-256 over the content of a document. */
export function sha256Of(body: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(canonical(body)))
    .digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The head of a body, as far as it is there: what is wrong with it is told by the schema of its kind. `zone` is the
 * site's: there a `validFrom` without an hour begins.
 */
export function rawDocument(
  kind: GovernanceKind,
  body: unknown,
  origin: GovernanceOrigin,
  zone: string,
): RawDocument {
  const head = isRecord(body) ? body : {};
  return {
    kind,
    code: typeof head.code === 'string' ? head.code : '',
    version: typeof head.version === 'number' ? head.version : 0,
    validFromMs: typeof head.validFrom === 'string' ? (validFromMs(head.validFrom, zone) ?? 0) : 0,
    origin,
    sha256: sha256Of(body),
    body,
  };
}

function lineAt(document: Document, lines: LineCounter, path: string): number | null {
  const keys = path
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
  for (let length = keys.length; length >= 0; length -= 1) {
    const node = length === 0 ? document.contents : document.getIn(keys.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return null;
}

/** What decoders leave where bytes were none of their charset: text that holds it was spoilt on its way. */
const SPOILT = '\ufffd';
const NOT_UTF8 = {
  zh: '不是 UTF-8 文本（可能是 GBK/GB18030）：请另存为 UTF-8',
  en: 'is not UTF-8 (GBK or GB18030, maybe): save as UTF-8',
};

/** A fault for text with U+FFFD in it; null for sound text. */
export function spoiltFault(text: string, name: string): TextFault | null {
  const index = text.indexOf(SPOILT);
  if (index < 0) return null;
  const line = text.slice(0, index).split('\n').length;
  return {
    at: `${name}:${line}`,
    path: '',
    zh: '含有无法识别的字符 U+FFFD：原文已乱码，请另存为 UTF-8 后重新提交',
    en: 'holds U+FFFD, the mark of text that was spoilt: save as UTF-8 and send it again',
  };
}

/** Strict: bytes of another charset are no text. A mark at the head (BOM) is left out. */
function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Keys that stand twice in one mapping, with where. The parser's own look for them takes minutes for one long mapping. */
function doubleKeys(document: Document): { key: string; offset: number }[] {
  const found: { key: string; offset: number }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (seen.has(key.value)) found.push({ key: String(key.value), offset: key.range?.[0] ?? 0 });
        seen.add(key.value);
      }
    },
  });
  return found;
}

/**
 * The documents of one YAML or JSON text (several, parted by `---`). `name` is what faults call it, `zone` where its days
 * begin.
 */
export function readGovernanceText(
  kind: GovernanceKind,
  text: string,
  origin: GovernanceOrigin,
  name: string,
  zone = 'Asia/Shanghai',
): TextReading {
  const spoilt = spoiltFault(text, name);
  if (spoilt !== null) return { documents: [], faults: [spoilt] };
  const lines = new LineCounter();
  const parsed = parseAllDocuments(text, {
    ...{ lineCounter: lines, prettyErrors: false, uniqueKeys: false },
  });
  const reading: TextReading = { documents: [], faults: [] };
  for (const document of Array.isArray(parsed) ? parsed : []) {
    for (const { message, pos } of document.errors) {
      reading.faults.push({
        at: `${name}:${lines.linePos(pos[0]).line}`,
        path: '',
        zh: `不是有效的 YAML 或 JSON：${message}`,
        en: `no YAML or JSON: ${message}`,
      });
    }
    // an empty part between two `---`
    if (document.errors.length > 0 || document.contents === null) continue;
    try {
      const twice = doubleKeys(document);
      for (const { key, offset } of twice) {
        reading.faults.push({
          at: `${name}:${lines.linePos(offset).line}`,
          path: '',
          zh: `键 ${key} 重复：请只保留一个`,
          en: `the key ${key} stands twice: keep one`,
        });
      }
      if (twice.length > 0) continue;
      const body: unknown = document.toJS({ maxAliasCount: 100 });
      const at = (path: string) => {
        const line = lineAt(document, lines, path);
        return line === null ? name : `${name}:${line}`;
      };
      reading.documents.push({ document: rawDocument(kind, body, origin, zone), at });
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      reading.faults.push({ at: name, path: '', zh: `无法读取：${why}`, en: `cannot be read: ${why}` });
    }
  }
  if (reading.documents.length === 0 && reading.faults.length === 0) {
    reading.faults.push({ at: name, path: '', zh: '没有任何文档', en: 'holds no document' });
  }
  return reading;
}

/** Every document below a folder laid out as `governance/`: `<kind>/<any name>.yaml`, `.yml` or `.json`. */
export function readGovernanceFolder(
  folder: string,
  origin: GovernanceOrigin,
  zone = 'Asia/Shanghai',
): TextReading {
  const reading: TextReading = { documents: [], faults: [] };
  const fault = (at: string, zh: string, en: string) => reading.faults.push({ at, path: '', zh, en });
  const names = (path: string) => readdirSync(join(folder, path), { withFileTypes: true });
  const known = Object.values(GOVERNANCE_KINDS).map((kind) => kind.folder);
  try {
    for (const entry of names('.').sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.name.startsWith('.') || !entry.isDirectory()) continue;
      const kind = kindOfFolder(entry.name);
      const files = names(entry.name).filter((file) => file.isFile() && /\.(ya?ml|json)$/.test(file.name));
      if (kind === null) {
        if (files.length === 0) continue;
        fault(
          entry.name,
          `没有这种文档；可用目录：${known.join('、')}`,
          `no kind of document has this folder; there is ${known.join(', ')}`,
        );
        continue;
      }
      for (const file of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
        const name = `${entry.name}/${file.name}`;
        const path = join(folder, name);
        if (statSync(path).size > LARGEST_FILE) {
          fault(name, '文件超过 4 MB', 'is larger than 4 MB');
          continue;
        }
        const text = utf8(readFileSync(path));
        if (text === null) {
          fault(name, NOT_UTF8.zh, NOT_UTF8.en);
          continue;
        }
        const part = readGovernanceText(kind, text, origin, name, zone);
        reading.documents.push(...part.documents);
        reading.faults.push(...part.faults);
      }
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    fault(folder, `无法读取：${why}`, `cannot be read: ${why}`);
  }
  return reading;
}
