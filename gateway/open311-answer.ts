import { XMLBuilder } from 'fast-xml-parser';
import type { Open311Format } from '../core/open311.ts';

/** What the facade answers: JSON as it is; XML with the names of `ROWS` around the rows of a list. */
export type AnswerValue =
  | string
  | number
  | boolean
  | null
  | readonly AnswerValue[]
  | { readonly [name: string]: AnswerValue | undefined };

/** Element of one row of a list, by the element of the list. */
const ROWS: Readonly<Record<string, string>> = {
  services: 'service',
  service_requests: 'request',
  errors: 'error',
  endpoints: 'endpoint',
  formats: 'format',
  attributes: 'attribute',
  values: 'value',
};

/** XML 1.0, 2.2: characters that no document may hold, not even as a reference. */
const NO_XML_CHARACTER = /[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu;

const builder = new XMLBuilder({ ignoreAttributes: true, format: true, suppressEmptyNode: false });

type Tree = string | number | boolean | readonly Tree[] | { [name: string]: Tree };

function treeOf(value: AnswerValue, name: string): Tree {
  if (value === null) return '';
  if (typeof value === 'string') return value.toWellFormed().replaceAll(NO_XML_CHARACTER, '\ufffd');
  if (typeof value !== 'object') return value;
  if (isList(value)) {
    const row = ROWS[name] ?? 'item';
    return value.length === 0 ? '' : { [row]: value.map((entry) => treeOf(entry, row)) };
  }
  const tree: { [name: string]: Tree } = {};
  for (const [key, entry] of Object.entries(value)) if (entry !== undefined) tree[key] = treeOf(entry, key);
  return tree;
}

function isList(value: AnswerValue): value is readonly AnswerValue[] {
  return Array.isArray(value);
}

/** The body of an answer. `root` is XML's root element; JSON has none. */
export function answerBody(format: Open311Format, root: string, value: AnswerValue): string {
  if (format === 'json') return JSON.stringify(value);
  const xml: string = builder.build({ [root]: treeOf(value, root) });
  return `<?xml version="1.0" encoding="utf-8"?>\n${xml}`;
}
