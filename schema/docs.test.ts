import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import { Kind, parse, specifiedRules, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { describe, expect, test } from 'vitest';
import { ALERT_TYPE_ROWS } from '../core/alert-type-rows.ts';
import type { AlertType } from '../core/alert-types.ts';
import { ERRORS, REFUSAL_REASONS } from '../core/errors.ts';
import { RIGHTS, ROLES } from '../core/permissions.ts';
import { admissionRule } from '../gateway/admission.ts';
import { requireCost } from '../gateway/cost.ts';
import { codecFor } from '../ingest/codecs/table.ts';
import { SETTINGS as S } from '../runtime/config/settings.ts';
import { supergraphSdl } from './load.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();
const limits = {
  maxTokens: S.HUB_MAX_TOKENS.fallback ?? 0,
  maxDepth: S.HUB_MAX_DEPTH.fallback ?? 0,
  maxAliases: S.HUB_MAX_ALIASES.fallback ?? 0,
  maxRootFields: S.HUB_MAX_ROOT_FIELDS.fallback ?? 0,
  maxFields: S.HUB_MAX_SELECTIONS.fallback ?? 0,
  maxCost: S.HUB_MAX_COST.fallback ?? 0,
};

function markdownBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name));
}

const PAGES = [
  ...readdirSync(ROOT)
    .filter((name) => /^README.*\.md$/.test(name))
    .map((name) => join(ROOT, name)),
  ...markdownBelow(join(ROOT, 'docs')),
].map((path) => ({ path, name: relative(ROOT, path), text: readFileSync(path, 'utf8') }));

interface Block {
  where: string;
  info: string;
  body: string;
}

/** Fenced blocks in order, with the line that they begin at. */
function blocksOf({ name, text }: { name: string; text: string }): Block[] {
  return [...text.matchAll(/^```([^\n]*)\n([\s\S]*?)^```$/gm)].map((match) => ({
    where: `${name}:${text.slice(0, match.index).split('\n').length}`,
    info: match[1]?.trim() ?? '',
    body: match[2] ?? '',
  }));
}

const BLOCKS = PAGES.flatMap(blocksOf);

function page(name: string): string {
  const found = PAGES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no page ${name}`);
  return found.text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parsedRecord(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  if (!isRecord(value)) throw new Error('not a JSON object');
  return value;
}

const DOCUMENTS = [
  ...BLOCKS.flatMap(({ where, info, body }, index) => {
    const next = BLOCKS[index + 1];
    const variables = next?.info === 'json variables' ? parsedRecord(next.body) : null;
    return info === 'graphql' ? [{ where, query: body, variables }] : [];
  }),
  // `curl … -d '{"query": "…"}'`
  ...BLOCKS.filter(({ info }) => info === 'sh').flatMap(({ where, body }) =>
    [...body.matchAll(/-d '(\{[\s\S]*?\})'(?=\s|$)/g)].map((match) => {
      const { query } = parsedRecord(match[1] ?? '');
      return { where, query: String(query), variables: {} };
    }),
  ),
];

describe('the documents', () => {
  test('hold examples to check', () => {
    expect(DOCUMENTS.length).toBeGreaterThan(20);
  });

  test.each(DOCUMENTS)('$where asks what the schema answers, within the limits', ({ query, variables }) => {
    const document = parse(query, { maxTokens: limits.maxTokens });
    const faults = validate(schema, document, [...specifiedRules, admissionRule(limits)]);
    expect(faults.map((fault) => fault.message)).toEqual([]);
    for (const operation of document.definitions) {
      if (operation.kind !== Kind.OPERATION_DEFINITION || variables === null) continue;
      const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
      expect(given.errors).toBeUndefined();
      const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
      expect(Object.keys(variables).filter((name) => !declared.includes(name))).toEqual([]);
      requireCost(schema, document, operation, given.coerced ?? {}, limits.maxCost);
    }
  });

  test.each(BLOCKS.filter(({ info }) => info === 'mqtt'))(
    '$where is a frame that its codec reads',
    ({ body }) => {
      const [topic = '', ...lines] = body.trimEnd().split('\n');
      const codec = codecFor(topic);
      const receivedAt = Date.parse('2026-03-05T08:31:00+08:00');
      const decoded = codec?.decode(
        { topic, payload: Buffer.from(lines.join('\n')), receivedAt },
        { siteZone: 'Asia/Shanghai' },
      );
      expect(decoded?.signals.length).toBeGreaterThan(0);
    },
  );

  test.each(PAGES)('$name links to what exists', ({ path, text }) => {
    const prose = text.replaceAll(/^```[\s\S]*?^```$/gm, '');
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map((match) => match[1] ?? '');
    const broken = links.filter((link) => {
      if (/^[a-z]+:/.test(link)) return false;
      const [file = '', anchor = ''] = link.split('#');
      const target = file === '' ? path : resolve(dirname(path), file);
      if (!existsSync(target)) return true;
      return anchor !== '' && !anchorsOf(readFileSync(target, 'utf8')).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  test.each(PAGES)('$name names only settings that exist', ({ text }) => {
    const named = text.match(/\b(?:HUB|MQTT|INFLUX|DATABASE)_[A-Z_]+[A-Z]\b/g) ?? [];
    const known = new Set<string>(Object.keys(S));
    expect([...new Set(named)].filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, '')))).toEqual([]);
  });

  test('graph.md tells every error code', () => {
    const text = page('docs/graph.md');
    expect(Object.keys(ERRORS).filter((code) => !text.includes(`\`${code}\``))).toEqual([]);
  });

  test('formats.md has every alert type as the table has it, and every refusal', () => {
    const text = page('docs/formats.md');
    const missing = ALERT_TYPE_ROWS.map(rowOf).filter((row) => !text.includes(`${row}\n`));
    expect(missing).toEqual([]);
    expect(Object.keys(REFUSAL_REASONS).filter((reason) => !text.includes(`\`${reason}\``))).toEqual([]);
  });

  test('operations.md tells the rights of every role, and every metric', () => {
    const text = page('docs/operations.md');
    const rights = RIGHTS.map((right) => {
      const held = Object.values(ROLES).map((role) => (role.rights.some((own) => own === right) ? '✓' : ''));
      return `| \`${right}\` | ${held.join(' | ')} |`;
    });
    expect(rights.filter((row) => !text.includes(`${row}\n`))).toEqual([]);
    expect(metricNames().filter((name) => !text.includes(`\`${name}\``))).toEqual([]);
  });
});

function durationText(seconds: number): string {
  if (seconds % 3600 === 0) return `${seconds / 3600} h`;
  return seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
}

/** An alert type as its line of formats.md. */
function rowOf(type: AlertType): string {
  const clears =
    type.clearMode === 'pulse' ? `pulse, ${durationText(type.pulseTimeoutSeconds)}` : type.clearMode;
  const cells = [
    `\`${type.code}\``,
    type.nameZh,
    type.nameEn,
    type.defaultSeverity,
    clears,
    durationText(type.reopenWindowSeconds),
    type.lifeSafety ? 'yes' : '',
  ];
  return `| ${cells.join(' | ')} |`;
}

/** GitHub's anchors of a page's headings. */
function anchorsOf(text: string): string[] {
  return [...text.replaceAll(/^```[\s\S]*?^```$/gm, '').matchAll(/^#+ (.*)$/gm)].map((match) =>
    (match[1] ?? '')
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** Names in the sources; those of ingest are made of a prefix and a word. */
function metricNames(): string[] {
  const sources = ['runtime', 'gateway', 'ingest', 'subgraphs', 'hub']
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
        join(ROOT, folder, name),
      ),
    )
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .map((name) => readFileSync(name, 'utf8'))
    .join('\n');
  return [
    ...[...sources.matchAll(/'(hub_[a-z_]+)'/g)].map((match) => match[1] ?? ''),
    ...[...sources.matchAll(/= counter\('([a-z_]+)'/g)].map((match) => `hub_ingest_${match[1]}`),
  ];
}
