import { XMLParser } from 'fast-xml-parser';
import { Refusal } from '../../core/errors.ts';
import { xmlTextOf } from './charset.ts';

/** Deepest nesting of elements that a payload may have. */
export const MAX_XML_DEPTH = 32;
/** Elements of one document; a device's notice has some fifty. */
export const MAX_XML_ELEMENTS = 5000;

/** An element: its text, or its children by local name; a repeated child is an array. Attributes are left out. */
export type XmlNode = string | readonly XmlNode[] | { readonly [name: string]: XmlNode };

export interface XmlDocument {
  /** Local name of the root element. */
  root: string;
  value: XmlNode;
}

/** XML 1.0, 2.2: characters that no document may hold, raw or as a reference. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const NO_XML_CHARACTER = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const PREDEFINED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

const OPTIONS = {
  ignoreAttributes: true,
  ignoreDeclaration: true,
  ignorePiTags: true,
  removeNSPrefix: true,
  parseTagValue: false,
  trimValues: true,
  // no entity is expanded by the parser, declared or not
  processEntities: false,
  maxNestedTags: MAX_XML_DEPTH,
} as const;

const asWritten = new XMLParser(OPTIONS);
const lowerCased = new XMLParser({ ...OPTIONS, transformTagName: (name) => name.toLowerCase() });

/**
 * A payload as an XML document, whatever its namespaces. A DOCTYPE is refused outright, so there are no entities but
 * the five of XML itself; size, depth and the number of elements are bounded.
 * @param names `lower`: element names in lower case, for devices that differ in it
 * @throws Refusal EMPTY_PAYLOAD, BAD_CHARSET or MALFORMED_XML
 */
export function xmlOf(payload: Uint8Array, names: 'as written' | 'lower' = 'as written'): XmlDocument {
  const text = xmlTextOf(payload).trim();
  if (!text.startsWith('<')) throw malformed('does not begin with an element');
  if (/<!DOCTYPE/i.test(text)) throw malformed('a DOCTYPE is not taken');
  if (NO_XML_CHARACTER.test(text)) throw malformed('holds a control character');
  let elements = 0;
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) {
    if (text[at + 1] !== '/' && ++elements > MAX_XML_ELEMENTS) throw malformed('too many elements');
  }
  const [entry, more] = Object.entries(parse(text, names));
  if (entry === undefined || more !== undefined) throw malformed('expected one root element');
  return { root: entry[0], value: treeOf(entry[1]) };
}

function parse(text: string, names: 'as written' | 'lower'): object {
  let parsed: unknown;
  try {
    // `true`: the parser alone lets elements end in any order
    parsed = (names === 'lower' ? lowerCased : asWritten).parse(text, true);
  } catch (cause) {
    throw malformed(cause instanceof Error ? printable(cause.message) : '', cause);
  }
  if (typeof parsed !== 'object' || parsed === null) throw malformed('no element');
  return parsed;
}

function treeOf(node: unknown): XmlNode {
  if (typeof node === 'string') return unescaped(node);
  if (Array.isArray(node)) return node.map(treeOf);
  if (typeof node !== 'object' || node === null) return '';
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, treeOf(child)]));
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(lt|gt|amp|quot|apos);/g, (whole, name: string) => PREDEFINED[name] ?? whole);
}

/** The child of that name; undefined when there is none or the node has no children. */
export function childOf(node: XmlNode | undefined, name: string): XmlNode | undefined {
  if (typeof node !== 'object' || !isElement(node) || !Object.hasOwn(node, name)) return undefined;
  return node[name];
}

function isElement(node: XmlNode): node is { readonly [name: string]: XmlNode } {
  return typeof node === 'object' && !Array.isArray(node);
}

/** Whether a payload is XML rather than JSON or plain text, by its first character. */
export function looksLikeXml(payload: Uint8Array): boolean {
  return /^(?:\u00ef\u00bb\u00bf)?\s*</.test(Buffer.from(payload.subarray(0, 64)).toString('latin1'));
}

function printable(text: string): string {
  return text
    .slice(0, 200)
    .toWellFormed()
    .replaceAll(/[^\x20-\x7e\u4e00-\u9fff]/g, '?');
}

function malformed(detail: string, cause?: unknown): Refusal {
  return new Refusal('MALFORMED_XML', '', detail, { cause });
}
