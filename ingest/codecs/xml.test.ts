import { expect, test } from 'vitest';
import { Refusal } from '../../core/errors.ts';
import { xmlTextOf } from './charset.ts';
import { childOf, looksLikeXml, MAX_XML_DEPTH, xmlOf } from './xml.ts';

function refusalOf(payload: string | Uint8Array): Refusal | null {
  try {
    xmlOf(Buffer.from(payload));
    return null;
  } catch (error) {
    expect(error).toBeInstanceOf(Refusal);
    return error instanceof Refusal ? error : null;
  }
}

test('an entity is decoded once, and only the five of XML', () => {
  const { value } = xmlOf(Buffer.from('<a><b>&amp;lt; &lt;&gt;&quot;&apos;</b><c>&x; &nbsp;</c></a>'));
  expect(childOf(value, 'b')).toBe('&lt; <>"\'');
  expect(childOf(value, 'c')).toBe('&x; &nbsp;');
});

test('repeated elements are an array, empty ones an empty text, attributes are left out', () => {
  const { root, value } = xmlOf(Buffer.from('<n:a xmlns:n="u"><b c="1">x</b><b/><d/></n:a>'));
  expect(root).toBe('a');
  expect(value).toEqual({ b: ['x', ''], d: '' });
});

test('a text that looks like a number stays a text', () => {
  expect(xmlOf(Buffer.from('<a><b>007</b><c>1e9</c></a>')).value).toEqual({ b: '007', c: '1e9' });
});

test('names of an object of JavaScript are no children', () => {
  const { value } = xmlOf(Buffer.from('<a><b>1</b></a>'));
  for (const name of ['constructor', 'toString', '__proto__']) expect(childOf(value, name)).toBeUndefined();
  expect(refusalOf('<a><__proto__>1</__proto__></a>')?.reason).toBe('MALFORMED_XML');
});

test('elements may be nested as deep as the limit says, no deeper', () => {
  const nested = (depth: number) => '<a>'.repeat(depth) + '</a>'.repeat(depth);
  expect(refusalOf(nested(MAX_XML_DEPTH))).toBeNull();
  expect(refusalOf(nested(MAX_XML_DEPTH + 2))?.reason).toBe('MALFORMED_XML');
});

test('no DOCTYPE is read, however it is written', () => {
  for (const doctype of [
    '<!DOCTYPE a>',
    '<!doctype a SYSTEM "file:///etc/hostname">',
    '<!DOCTYPE a [<!ENTITY b "c">]>',
  ]) {
    expect(refusalOf(`<?xml version="1.0"?>${doctype}<a>&b;</a>`)?.message).toContain('DOCTYPE');
  }
});

test('XML is told from JSON and text by its first character', () => {
  expect(['<a/>', '\uFEFF <a/>', '\n<?xml?>'].map((text) => looksLikeXml(Buffer.from(text)))).toEqual([
    true,
    true,
    true,
  ]);
  expect(['{}', 'Code=<', ''].map((text) => looksLikeXml(Buffer.from(text)))).toEqual([false, false, false]);
});

test('the same bytes are read as they are declared, unless only the other charset fits', () => {
  const gate = new Uint8Array([0xb6, 0xab, 0xc3, 0xc5]);
  const text = (charset: string) =>
    Buffer.concat([Buffer.from(`<?xml version="1.0" encoding='${charset}' ?>`), gate]);
  for (const charset of ['gb2312', 'GBK', 'GB18030', 'UTF-8'])
    expect(xmlTextOf(text(charset))).toMatch(/东门$/);
  expect(() => xmlTextOf(text('Shift_JIS'))).toThrow('declares "shift_jis"');
});
