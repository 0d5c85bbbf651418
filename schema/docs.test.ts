import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Supergraph } from '@apollo/federation-internals';
import { isEnumType, Kind, parse, specifiedRules, validate } from 'graphql';
import { getVariableValues } from 'graphql/execution/values.js';
import { describe, expect, test } from 'vitest';
import { ALERT_TYPE_ROWS } from '../core/alert-type-rows.ts';
import type { AlertType } from '../core/alert-types.ts';
import { ERRORS, REFUSAL_REASONS } from '../core/errors.ts';
import { RIGHTS, ROLES } from '../core/permissions.ts';
import { admissionRule } from '../gateway/admission.ts';
import { requireCost } from '../gateway/cost.ts';
import { IMPORT_COLUMNS, type ImportKind } from '../hub/import-columns.ts';
import { readCsv } from '../hub/import-csv.ts';
import { checkDevices, checkGrids, checkPosts } from '../hub/import-rows.ts';
import { createCodecMemory } from '../ingest/codec-memory.ts';
import { EXAMPLE_RECEIVED_AT } from '../ingest/codecs/examples.ts';
import { CODECS, codecFor } from '../ingest/codecs/table.ts';
import { SETTINGS as S } from '../runtime/config/settings.ts';
import { type DocBlock, docBlocks, filled, parsedRecord, parsedSteps, queriesInShell } from './doc-blocks.ts';
import { supergraphSdl } from './load.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const schema = Supergraph.build(supergraphSdl()).apiSchema().toGraphQLJSSchema();
const limits = {
  maxCharacters: S.HUB_MAX_DOCUMENT_CHARACTERS.fallback ?? 0,
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

const BLOCKS = PAGES.flatMap(docBlocks);

function page(name: string): string {
  const found = PAGES.find((one) => one.name === name);
  if (found === undefined) throw new Error(`no page ${name}`);
  return found.text;
}

/** What a `$NAME` of a page may stand for: a time, or an id. */
const NAMES = new Proxy<Record<string, string>>(
  { FROM: '2026-03-01T00:00:00Z', TO: '2026-03-08T00:00:00Z', TOMORROW: '2026-03-09T00:00:00Z' },
  { get: (times, name) => times[String(name)] ?? `${String(name)}-1` },
);

interface Asked {
  where: string;
  query: string;
  operationName: string | null;
  /** Null: the page gives none. */
  variables: Record<string, unknown> | null;
}

/** The operations of the documents with their variables; of a block with steps, one for each step. */
function documentsOf(blocks: readonly DocBlock[]): Asked[] {
  let last = '';
  return blocks.flatMap(({ where, info, body }, index): Asked[] => {
    const next = blocks[index + 1];
    if (info === 'graphql') {
      last = body;
      const variables = next?.info === 'json variables' ? parsedRecord(filled(next.body, NAMES)) : null;
      return [{ where, query: body, operationName: null, variables }];
    }
    if (info === 'json steps') {
      return parsedSteps(filled(body, NAMES)).map(({ run, input }) => ({
        where: `${where} ${run}`,
        query: last,
        operationName: run,
        variables: { input },
      }));
    }
    if (info !== 'sh') return [];
    return queriesInShell(body).map((query) => ({ where, query, operationName: null, variables: null }));
  });
}

const DOCUMENTS = documentsOf(BLOCKS);

/** Frames of `mqtt` (topic, then the payload) and `json frames` blocks (lines as `npx hub mqtt lint` reads them). */
const FRAMES = BLOCKS.flatMap(({ where, info, body }) => {
  if (info === 'mqtt') {
    const [topic = '', ...lines] = body.trimEnd().split('\n');
    return [{ where, frames: [{ topic, payload: Buffer.from(lines.join('\n')) }] }];
  }
  if (info !== 'json frames') return [];
  const frames = body
    .trimEnd()
    .split('\n')
    .map((line) => {
      const { topic, payload, payloadBase64 } = parsedRecord(line);
      const text = typeof payload === 'string' ? payload : JSON.stringify(payload);
      const bytes =
        payloadBase64 === undefined ? Buffer.from(text) : Buffer.from(String(payloadBase64), 'base64');
      return { topic: String(topic), payload: bytes };
    });
  return [{ where, frames }];
});

describe('the documents', () => {
  test('hold examples to check', () => {
    expect(DOCUMENTS.length).toBeGreaterThan(20);
  });

  test.each(DOCUMENTS)(
    '$where asks what the schema answers, within the limits',
    ({ query, operationName, variables }) => {
      const document = parse(query, { maxTokens: limits.maxTokens });
      const faults = validate(schema, document, [...specifiedRules, admissionRule(limits)]);
      expect(faults.map((fault) => fault.message)).toEqual([]);
      const operations = document.definitions.filter((one) => one.kind === Kind.OPERATION_DEFINITION);
      const asked = operations.filter(({ name }) => operationName === null || name?.value === operationName);
      expect(asked.length).toBeGreaterThan(0);
      for (const operation of asked) {
        if (variables === null) continue;
        const given = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
        expect(given.errors).toBeUndefined();
        const declared = (operation.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
        expect(Object.keys(variables).filter((name) => !declared.includes(name))).toEqual([]);
        requireCost(schema, document, operation, given.coerced ?? {}, limits.maxCost);
      }
    },
  );

  test.each(FRAMES)('$where is read by its codec', ({ frames }) => {
    const options = { siteZone: 'Asia/Shanghai', memory: createCodecMemory() };
    // frames of one block come one after the other; the last one says something
    const decoded = frames.map(({ topic, payload }) =>
      codecFor(topic)?.decode({ topic, payload, receivedAt: EXAMPLE_RECEIVED_AT }, options),
    );
    expect(decoded.map((one) => one?.refusals)).toEqual(frames.map(() => []));
    expect(decoded.at(-1)?.signals.length).toBeGreaterThan(0);
  });

  test('formats.md has a frame for every codec', () => {
    const shown = FRAMES.filter(({ where }) => where.startsWith('docs/formats.md')).flatMap(({ frames }) =>
      frames.map(({ topic }) => codecFor(topic)?.name),
    );
    expect(CODECS.map(({ name }) => name).filter((name) => !shown.includes(name))).toEqual([]);
  });

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
    expect(
      [...new Set(named)].filter((name) => !known.has(name) && !known.has(name.replace(/_FILE$/, ''))),
    ).toEqual([]);
  });

  test('graph.md tells every kind of change', () => {
    const text = page('docs/graph.md');
    const kinds = ['IncidentChangeKind', 'WorkOrderChangeKind'].flatMap((name) => {
      const type = schema.getType(name);
      return isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    });
    expect(kinds.length).toBeGreaterThan(10);
    expect(kinds.filter((kind) => !text.includes(`\`${kind}\``))).toEqual([]);
  });

  test('the sample files are what the import reads, and operations.md tells every column of it', () => {
    const sample = (kind: ImportKind) =>
      readCsv(readFileSync(join(ROOT, `deploy/${kind}.example.csv`)), kind);
    const grids = checkGrids(sample('grids').lines, new Set());
    const known = new Set(grids.rows.map(({ code }) => code));
    const posts = checkPosts(sample('posts').lines, known, 'Asia/Shanghai');
    const devices = checkDevices(sample('devices').lines, known);
    for (const { rows, errors } of [grids, posts, devices]) {
      expect(errors).toEqual([]);
      expect(rows.length).toBeGreaterThan(3);
    }
    for (const [kind, columns] of Object.entries(IMPORT_COLUMNS)) {
      const table = page('docs/operations.md').split(`### ${kind}`)[1]?.split('\n#')[0] ?? '';
      for (const [name, { also, required = false }] of Object.entries(columns)) {
        const row = `| \`${name}\` | ${also.join('、')} | ${required ? 'yes' : ''} |`;
        expect(table).toContain(row);
      }
    }
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
