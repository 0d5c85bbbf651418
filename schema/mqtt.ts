// Writes the JSON Schemas of the canonical MQTT payloads to schema/mqtt/<kind>.schema.json, and the AsyncAPI document of
// their topics to schema/mqtt/asyncapi.yaml; `--check` only compares and exits 1 on drift. The typebox schemas that the codec validates with are JSON Schema themselves.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { CANONICAL_SCHEMAS } from '../ingest/codecs/canonical-schema.ts';
import { asyncApiText } from './asyncapi.ts';

const ASYNCAPI = new URL('mqtt/asyncapi.yaml', import.meta.url);
const DRAFT = 'https://json-schema.org/draft/2020-12/schema';

/** File name to content, as published. */
export function mqttSchemaFiles(): Map<string, string> {
  return new Map(
    Object.entries(CANONICAL_SCHEMAS).map(([kind, schema]) => [
      `${kind}.schema.json`,
      `${JSON.stringify({ $schema: DRAFT, $id: `urn:wangge-hub:mqtt:v1:${kind}`, ...schema }, null, 2)}\n`,
    ]),
  );
}

function contentOf(url: URL): string | null {
  try {
    // compared as JSON: the formatter lays the files out in its own way
    return JSON.stringify(JSON.parse(readFileSync(url, 'utf8')));
  } catch {
    return null;
  }
}

/** Names of the published files that are not what the codec validates with. */
export function driftedSchemas(): string[] {
  return [...mqttSchemaFiles()]
    .filter(
      ([name, content]) =>
        contentOf(new URL(`mqtt/${name}`, import.meta.url)) !== JSON.stringify(JSON.parse(content)),
    )
    .map(([name]) => name)
    .concat(
      existsSync(ASYNCAPI) && readFileSync(ASYNCAPI, 'utf8') === asyncApiText() ? [] : ['asyncapi.yaml'],
    );
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes('--check')) {
    const drifted = driftedSchemas();
    if (drifted.length > 0) {
      console.error(
        `schema/mqtt is out of date (${drifted.join(', ')}): run \`node schema/mqtt.ts && npm run format\``,
      );
      process.exitCode = 1;
    }
  } else {
    mkdirSync(new URL('mqtt/', import.meta.url), { recursive: true });
    for (const [name, content] of mqttSchemaFiles())
      writeFileSync(new URL(`mqtt/${name}`, import.meta.url), content);
    writeFileSync(ASYNCAPI, asyncApiText());
  }
}
