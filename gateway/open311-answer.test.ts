import { XMLParser } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { answerBody } from './open311-answer.ts';

const parser = new XMLParser({ parseTagValue: false });

describe('an answer in XML', () => {
  it('wraps the rows of a list in the element that the specification names', () => {
    const value = [{ service_code: '001', keywords: 'a, b', metadata: false, group: null }];
    expect(answerBody('xml', 'services', value)).toMatch(
      /^<\?xml version="1\.0" encoding="utf-8"\?>\n<services>/,
    );
    expect(parser.parse(answerBody('xml', 'services', value))).toMatchObject({
      services: { service: { service_code: '001', keywords: 'a, b', metadata: 'false', group: '' } },
    });
  });

  it('an empty list is an empty element', () => {
    expect(answerBody('xml', 'service_requests', [])).toContain('<service_requests></service_requests>');
    expect(answerBody('json', 'service_requests', [])).toBe('[]');
  });

  it('keeps markup as text, and drops what XML cannot hold', () => {
    const hostile = `</error><script>alert("1")</script>&amp;]]>\u0000\u000b\ud800`;
    const xml = answerBody('xml', 'errors', [{ code: 400, description: hostile }]);
    expect(xml).not.toContain('<script>');
    expect(xml).toContain('&lt;script&gt;');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: that none is there is what is claimed
    expect(xml).not.toMatch(/[\u0000\u000b\ud800]/);
    expect(parser.parse(xml)).toMatchObject({ errors: { error: { code: '400' } } });
  });

  it('nests lists within rows', () => {
    const value = { endpoints: [{ url: 'u', formats: ['text/xml', 'application/json'] }] };
    expect(parser.parse(answerBody('xml', 'discovery', value))).toMatchObject({
      discovery: {
        endpoints: { endpoint: { url: 'u', formats: { format: ['text/xml', 'application/json'] } } },
      },
    });
  });
});
