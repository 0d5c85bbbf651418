import { existsSync, readFileSync } from 'node:fs';
import { Compile } from 'typebox/compile';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { CANONICAL_SCHEMAS } from '../ingest/codecs/canonical-schema.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { asyncApiDocument } from './asyncapi.ts';

const folder = new URL('mqtt/', import.meta.url);
const document: unknown = parse(readFileSync(new URL('asyncapi.yaml', folder), 'utf8'));
const made = asyncApiDocument();

/** Every `$ref` below a value. */
function refsOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, entry]): string[] =>
    key === '$ref' && typeof entry === 'string' ? [entry] : refsOf(entry),
  );
}

function at(pointer: string): unknown {
  let value: unknown = document;
  for (const part of pointer.slice(2).split('/')) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === part)?.[1]
        : undefined;
  }
  return value;
}

describe('the AsyncAPI document', () => {
  test('is what the code makes, and says that it is AsyncAPI 3', () => {
    expect(document).toEqual(JSON.parse(JSON.stringify(made)));
    expect(made.asyncapi).toBe('3.0.0');
  });

  test('points only at what is there', () => {
    const refs = refsOf(document);
    expect(refs.length).toBeGreaterThan(30);
    for (const ref of refs) {
      if (ref.startsWith('#/')) expect(at(ref), ref).toBeDefined();
      else expect(existsSync(new URL(ref, folder)), ref).toBe(true);
    }
  });

  test('has a channel, a message and an operation for each canonical topic', () => {
    const kinds = Object.keys(CANONICAL_SCHEMAS);
    expect(Object.keys(made.channels)).toEqual(kinds);
    expect(Object.keys(made.components.messages)).toEqual(kinds);
    expect(Object.keys(made.operations)).toHaveLength(kinds.length);
    for (const [kind, { address }] of Object.entries(made.channels)) {
      const topic = address
        .replace('{gridCode}', '511421001001001')
        .replace('{family}', 'elevator')
        .replace('{deviceId}', 'lift-001');
      expect(address.match(/\{\w+\}/g)).toEqual(['{gridCode}', '{family}', '{deviceId}']);
      expect(codecFor(topic)?.name).toBe('canonical');
      expect(topic.endsWith(kind)).toBe(true);
    }
  });

  test('shows examples that fit the schemas it points at', () => {
    let shown = 0;
    for (const [kind, schema] of Object.entries(CANONICAL_SCHEMAS)) {
      const shape = Compile(schema);
      const payloads = refless(made.components.messages[kind]);
      for (const payload of payloads) {
        shown += 1;
        expect(shape.Check(payload), `${kind} ${JSON.stringify(payload)}`).toBe(true);
      }
    }
    expect(shown).toBeGreaterThan(5);
  });
});

function refless(message: { examples?: object[] } | undefined): unknown[] {
  return (message?.examples ?? []).map((example) => ('payload' in example ? example.payload : undefined));
}
