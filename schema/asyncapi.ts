import { readFileSync } from 'node:fs';
import { Compile } from 'typebox/compile';
import { stringify } from 'yaml';
import { FAMILIES } from '../core/signal.ts';
import { canonical } from '../ingest/codecs/canonical.ts';
import { CANONICAL_SCHEMAS } from '../ingest/codecs/canonical-schema.ts';

export type CanonicalKind = keyof typeof CANONICAL_SCHEMAS;

interface Told {
  /** Seen from the hub. */
  action: 'receive' | 'send';
  summary: string;
  retain: boolean;
  contentType: 'application/json' | 'text/plain';
}

/** What the document says of each topic besides its schema. */
const KINDS = {
  alert: told('receive', 'A device raises an alert. 设备上报告警。'),
  clear: told('receive', 'A device says that what it raised has ended. 设备上报告警解除。'),
  telemetry: told('receive', 'Measured values of a device. 设备上报读数。'),
  status: {
    ...told(
      'receive',
      'Whether a device is online; retained, also as its last will. 设备在线状态（保留消息与遗嘱）。',
    ),
    retain: true,
    contentType: 'text/plain',
  },
  reply: told('receive', 'What came of a command. 设备对指令的答复。'),
  command: told('send', 'The hub tells a device to do something. 枢纽向设备下发指令。'),
} as const satisfies Record<CanonicalKind, Told>;

function told(action: Told['action'], summary: string): Told {
  return { action, summary, retain: false, contentType: 'application/json' };
}

const PARAMETERS = {
  gridCode: {
    description: 'Grid code of 4, 6, 9, 12, 15, 17 or 19 digits. 网格编码。',
    examples: ['511421001001001'],
  },
  family: { description: 'Family of devices. 设备大类。', enum: [...FAMILIES] },
  deviceId: {
    description: 'Id of the device, 1 to 128 characters, without / + #. 设备编号。',
    examples: ['lift-001'],
  },
};

function title(kind: string): string {
  return `${kind.charAt(0).toUpperCase()}${kind.slice(1)}`;
}

function ref(path: string) {
  return { $ref: `#/${path}` };
}

/** The codec's own examples of a kind that fit its schema, at most two: what is shown is what the codec takes. */
function examplesOf(kind: CanonicalKind): { name: string; payload: unknown }[] {
  const shape = Compile(CANONICAL_SCHEMAS[kind]);
  return canonical.accepted
    .filter(({ topic, payload }) => topic.endsWith(`/${kind}`) && payload.length > 0)
    .map(({ name, payload }) => {
      const text = Buffer.from(payload).toString('utf8');
      return { name, payload: KINDS[kind].contentType === 'text/plain' ? text : jsonIn(text) };
    })
    .filter(({ payload }) => shape.Check(payload))
    .slice(0, 2);
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isKind(name: string): name is CanonicalKind {
  return Object.hasOwn(KINDS, name);
}

/** The AsyncAPI 3.0 document of the canonical topics, made from the code: topics, schemas, examples. */
export function asyncApiDocument() {
  const { version, license }: { version: string; license: string } = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const kinds = Object.keys(CANONICAL_SCHEMAS).filter(isKind);
  const each = <T>(make: (kind: CanonicalKind) => T) =>
    Object.fromEntries(kinds.map((kind) => [kind, make(kind)]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Wangge Hub 网格枢纽: canonical MQTT topics',
      version,
      description:
        'What devices, probes and gateways say to the hub, and what the hub says to them. QoS 1; the PUBACK of the ' +
        'built-in broker means that what was said is committed. Unknown extra fields are accepted everywhere. ' +
        '设备与枢纽之间的标准主题。',
      license: { name: license },
    },
    defaultContentType: 'application/json',
    servers: {
      builtIn: {
        host: 'localhost:1883',
        protocol: 'mqtt',
        protocolVersion: '3.1.1',
        description: 'The built-in broker; any MQTT broker may stand in its place. 内置服务器。',
      },
    },
    channels: each((kind) => ({
      address: `community/v1/{gridCode}/{family}/{deviceId}/${kind}`,
      title: title(kind),
      description: KINDS[kind].summary,
      parameters: Object.fromEntries(
        Object.keys(PARAMETERS).map((name) => [name, ref(`components/parameters/${name}`)]),
      ),
      messages: { [kind]: ref(`components/messages/${kind}`) },
    })),
    operations: Object.fromEntries(
      kinds.map((kind) => [
        `${KINDS[kind].action}${title(kind)}`,
        {
          action: KINDS[kind].action,
          summary: KINDS[kind].summary,
          channel: ref(`channels/${kind}`),
          messages: [ref(`channels/${kind}/messages/${kind}`)],
          bindings: { mqtt: { qos: 1, retain: KINDS[kind].retain, bindingVersion: '0.2.0' } },
          ...(kind === 'command'
            ? { reply: { channel: ref('channels/reply'), messages: [ref('channels/reply/messages/reply')] } }
            : {}),
        },
      ]),
    ),
    components: {
      parameters: PARAMETERS,
      messages: each((kind) => {
        const examples = examplesOf(kind);
        return {
          name: kind,
          title: title(kind),
          summary: KINDS[kind].summary,
          contentType: KINDS[kind].contentType,
          payload: {
            schemaFormat: 'application/schema+json;version=draft-2020-12',
            schema: { $ref: `./${kind}.schema.json` },
          },
          ...(examples.length === 0 ? {} : { examples }),
        };
      }),
    },
  };
}

/** As published: schema/mqtt/asyncapi.yaml. */
export function asyncApiText(): string {
  const text = stringify(asyncApiDocument(), { aliasDuplicateObjects: false, lineWidth: 120 });
  return `# Made by: node schema/mqtt.ts\n${text}`;
}
