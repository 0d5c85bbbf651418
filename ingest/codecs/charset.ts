import { Refusal } from '../../core/errors.ts';

/**
 * Charsets an XML declaration may name, by the decoder that reads them. GB18030 is a superset of GBK, and that of
 * GB2312: vendors write any of the three for the same bytes.
 */
const DECODERS: Readonly<Record<string, 'utf-8' | 'gb18030'>> = {
  'utf-8': 'utf-8',
  utf8: 'utf-8',
  'us-ascii': 'utf-8',
  gb2312: 'gb18030',
  'gb_2312-80': 'gb18030',
  gbk: 'gb18030',
  'x-gbk': 'gb18030',
  cp936: 'gb18030',
  gb18030: 'gb18030',
};

const STRICT = {
  'utf-8': new TextDecoder('utf-8', { fatal: true }),
  gb18030: new TextDecoder('gb18030', { fatal: true }),
};

/** `encoding-"gb2312"`, with a hyphen, is sent too. */
const DECLARATION = /^\s*<\?xml\s[^>]{0,100}?encoding\s{0,9}[=-]\s{0,9}["']([^"']{0,40})["']/i;

/** Written in GB18030, the bytes of a CJK character in UTF-8 are rare characters side by side: nobody writes these. */
const CJK = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef]/;
/** Private use and unassigned: what bytes of another charset come out as. */
const NO_TEXT = /[\p{Co}\p{Cn}]/u;

/**
 * The text of an XML payload, read as it declares and checked: bytes that are not valid in the declared charset, or
 * declared GB2312 but plainly UTF-8, are read in the other one. Without a declaration it is UTF-8 (XML 1.0, 4.3.3).
 * A byte order mark is left out.
 * @throws Refusal EMPTY_PAYLOAD; BAD_CHARSET when it names a charset that no device here uses, or fits neither
 */
export function xmlTextOf(payload: Uint8Array): string {
  if (payload.length === 0) throw new Refusal('EMPTY_PAYLOAD');
  // a declaration is ASCII in every charset taken here
  const start = Buffer.from(payload.subarray(0, 200))
    .toString('latin1')
    .replace(/^\u00ef\u00bb\u00bf/, '');
  const declared = DECLARATION.exec(start)?.[1]?.toLowerCase() ?? 'utf-8';
  const decoder = Object.hasOwn(DECODERS, declared) ? DECODERS[declared] : undefined;
  if (decoder === undefined) {
    throw new Refusal(
      'BAD_CHARSET',
      '',
      `declares ${JSON.stringify(declared.replaceAll(/[^\x20-\x7e]/g, '?'))}`,
    );
  }
  const utf8 = strict('utf-8', payload);
  if (utf8 !== null && (decoder === 'utf-8' || CJK.test(utf8))) return utf8;
  const gb18030 = strict('gb18030', payload);
  if (gb18030 !== null && !NO_TEXT.test(gb18030)) return gb18030;
  throw new Refusal('BAD_CHARSET', '', `declares ${declared}, and is neither UTF-8 nor GB18030`);
}

function strict(name: keyof typeof STRICT, payload: Uint8Array): string | null {
  try {
    return STRICT[name].decode(payload);
  } catch {
    return null;
  }
}
