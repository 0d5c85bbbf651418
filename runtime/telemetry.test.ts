import { afterEach, describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { createLog } from './log.ts';
import {
  currentSpan,
  inSpan,
  type OpenSpan,
  traceIdsOf,
  traceparent,
  traceWith,
  tracing,
} from './telemetry.ts';

const TRACE = 'a'.repeat(32);
const ASKER = `00-${TRACE}-${'b'.repeat(16)}-01`;
const OTHER = `00-${'d'.repeat(32)}-${'e'.repeat(16)}-01`;
const trusted = { asker: { traceparent: ASKER, trusted: true } };

interface Told {
  name: string;
  parent: string | null;
  linked: string | null;
  failed: string | null;
  ended: boolean;
}

/** Spans by name, with what was told of each. */
function fakeBackend() {
  const spans: Told[] = [];
  traceWith({
    open({ name, linked }, parent): OpenSpan {
      const span: Told = {
        name,
        parent: parent?.spanId ?? null,
        linked: linked?.traceId ?? null,
        ...{ failed: null, ended: false },
      };
      spans.push(span);
      return {
        ids: {
          traceId: parent?.traceId ?? 'c'.repeat(32),
          spanId: String(spans.length).padStart(16, '0'),
          flags: 1,
        },
        set() {},
        rename(other) {
          span.name = other;
        },
        fail(code) {
          span.failed = code;
        },
        end() {
          span.ended = true;
        },
      };
    },
    close: async () => {},
  });
  return spans;
}

afterEach(() => traceWith(null));

describe('work in a span', () => {
  it('is below the span that it is called in, and that below whoever asked', async () => {
    const spans = fakeBackend();
    await inSpan('outer', trusted, async () => {
      await Promise.all([
        inSpan('one', { asker: { traceparent: OTHER, trusted: true } }, async () => {}),
        inSpan('same', { asker: { traceparent: OTHER, trusted: false } }, async () => {}),
        inSpan('two', {}, async () => currentSpan().rename('second')),
        inSpan('loop', { root: true }, async () => {}),
      ]);
      expect(traceparent()).toBe(`00-${TRACE}-0000000000000001-01`);
    });
    expect(traceparent()).toBeUndefined();
    const ended = { linked: null, failed: null, ended: true };
    expect(spans).toEqual([
      { name: 'outer', parent: 'b'.repeat(16), ...ended },
      { name: 'one', parent: '0000000000000001', ...ended },
      { name: 'same', parent: '0000000000000001', ...ended },
      { name: 'second', parent: '0000000000000001', ...ended },
      { name: 'loop', parent: null, ...ended },
    ]);
  });

  it('of an asker that is not trusted is a trace of its own, linked to the asker’s', async () => {
    const spans = fakeBackend();
    await inSpan('stranger', { asker: { traceparent: ASKER, trusted: false } }, async () => {
      expect(traceparent()).not.toContain(TRACE);
      await inSpan('inner', {}, async () => {});
    });
    await inSpan('without', { asker: { traceparent: undefined, trusted: false } }, async () => {});
    expect(spans).toMatchObject([
      { name: 'stranger', parent: null, linked: TRACE },
      { name: 'inner', parent: '0000000000000001', linked: null },
      { name: 'without', parent: null, linked: null },
    ]);
  });

  it('that fails marks it with its code, never its text, and fails all the same', async () => {
    const spans = fakeBackend();
    const secret = new TypeError('a text that names somebody');
    await expect(inSpan('a', {}, () => Promise.reject(secret))).rejects.toBe(secret);
    await expect(
      inSpan('b', {}, () => Promise.reject(new HubError('NOT_FOUND', { what: 'x', whatZh: 'x', id: '1' }))),
    ).rejects.toThrow(HubError);
    expect(spans.map(({ failed, ended }) => [failed, ended])).toEqual([
      ['TypeError', true],
      ['NOT_FOUND', true],
    ]);
  });

  it('is just done where nothing is traced', async () => {
    expect(tracing()).toBe(false);
    expect(await inSpan('a', trusted, async () => traceparent())).toBeUndefined();
  });

  it('writes log lines that name it', async () => {
    const lines: string[] = [];
    const log = createLog({ logLevel: 'info', logFormat: 'json' }, 'test', {
      write: (line) => lines.push(line),
    });
    log.info('before');
    fakeBackend();
    await inSpan('a', trusted, async () => log.child({ more: 1 }).info('inside'));
    const [before, inside] = lines.map((line): unknown => JSON.parse(line));
    expect(before).not.toHaveProperty('trace_id');
    expect(inside).toMatchObject({ trace_id: TRACE, span_id: '0000000000000001', more: 1 });
  });
});

describe('a traceparent header', () => {
  it.each([
    { name: 'as it should be', header: ASKER, is: 1 },
    { name: 'not sampled', header: ASKER.replace(/01$/, '00'), is: 0 },
    { name: 'of a later version with more in it', header: `${ASKER.replace(/^00/, '01')}-more`, is: 1 },
    { name: 'of version 00 with more in it', header: `${ASKER}-more`, is: null },
    { name: 'of version ff', header: ASKER.replace(/^00/, 'ff'), is: null },
    { name: 'of no trace', header: ASKER.replace(TRACE, '0'.repeat(32)), is: null },
    { name: 'in capitals', header: ASKER.toUpperCase(), is: null },
    { name: 'that is something else', header: 'x'.repeat(10_000), is: null },
  ])('$name', ({ header, is }) => {
    expect(traceIdsOf(header)?.flags ?? null).toBe(is);
  });

  it('that came twice counts as none', () => {
    expect(traceIdsOf([ASKER, ASKER])).toBeNull();
    expect(traceIdsOf(undefined)).toBeNull();
  });
});
