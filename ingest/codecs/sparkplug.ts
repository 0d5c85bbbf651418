import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import type { Signal } from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { collectRefusals, deviceIdOf } from './json.ts';
import { Birth, births, EdgeNode } from './sparkplug-births.ts';
import { SPARKPLUG_ACCEPTED, SPARKPLUG_REFUSED } from './sparkplug-examples.ts';
import { decodePayload, type Metric, metricValue } from './sparkplug-payload.ts';
import { isMetricName, readStates, telemetryOf } from './states.ts';

/** What each message type does. */
const MESSAGES = new Map<string, { does: 'birth' | 'death' | 'data' | 'nothing'; of: 'node' | 'device' }>([
  ['NBIRTH', { does: 'birth', of: 'node' }],
  ['NDEATH', { does: 'death', of: 'node' }],
  ['NDATA', { does: 'data', of: 'node' }],
  ['NCMD', { does: 'nothing', of: 'node' }],
  ['DBIRTH', { does: 'birth', of: 'device' }],
  ['DDEATH', { does: 'death', of: 'device' }],
  ['DDATA', { does: 'data', of: 'device' }],
  ['DCMD', { does: 'nothing', of: 'device' }],
]);

/** Metrics of the protocol itself. */
const OWN_METRICS = /^(?:bdSeq$|Node Control\/|Device Control\/)/;

/**
 * Sparkplug B, `spBv1.0/<group>/<type>/<edge node>[/<device>]`, protobuf; `spBv1.0/STATE/<host>` is that of a host
 * application and says nothing of a device. Source: Eclipse Sparkplug 3.0.0.
 *
 * - The device is `<group>/<edge node>[/<device>]`. Metrics named as alarms raise and clear, each under its own channel;
 *   numbers are readings (ingest/codecs/states.ts). A birth tells all current values, so it raises and clears too.
 * - After the birth metrics carry aliases only: the birth is remembered. What points at a birth that has not been seen
 *   (the hub was started later, or its memory was full) is refused with NEEDS_BIRTH: a host application that writes
 *   `Node Control/Rebirth` = true to `spBv1.0/<group>/NCMD/<edge node>` brings the birth; the hub writes nothing.
 * - `seq` goes 0-255 and begins again. A gap is told as a refusal beside the values: frames were lost.
 * - A death whose `bdSeq` is not that of the birth belongs to an older connection: ignored. A death carries the time at
 *   which its connection began, so the receive time stands in. With its node all its devices are gone.
 * - What is historical is a reading, never a current alarm: alarms in it are told as 0 and 1.
 * - One worker has to see all messages of a node: shared subscriptions would split the sequence.
 */
export const sparkplug: Codec = {
  name: 'sparkplug',
  version: 1,
  titleZh: 'Sparkplug B',
  titleEn: 'Sparkplug B',
  filters: ['spBv1.0/#'],
  decode(frame, options) {
    const [root, group = '', type = '', node = '', device, ...rest] = frame.topic.split('/');
    if (root !== 'spBv1.0') throw new Refusal('BAD_TOPIC', '', 'expected spBv1.0/<group>/<type>/<edge node>');
    if (group === 'STATE') return { signals: [], refusals: [] };
    const message = MESSAGES.get(type);
    const fits = message !== undefined && (message.of === 'device') === (device !== undefined);
    if (!fits || rest.length > 0 || group === '' || node === '' || device === '') {
      throw new Refusal('BAD_TOPIC', '', 'expected spBv1.0/<group>/<type>/<edge node>[/<device>]');
    }
    const nodeId = deviceIdOf(`${group}/${node}`);
    const id = device === undefined ? nodeId : deviceIdOf(`${nodeId}/${device}`);
    if (message.does === 'nothing') return { signals: [], refusals: [] };
    const decode = { birth: decodeBirth, death: decodeDeath, data: decodeData }[message.does];
    return decode({ frame, options, nodeId, id, ...decodePayload(frame.payload) });
  },
  accepted: SPARKPLUG_ACCEPTED,
  refused: SPARKPLUG_REFUSED,
};

interface Message {
  frame: Frame;
  options: CodecOptions;
  nodeId: string;
  /** Of the device, or of the node when it speaks for itself. */
  id: string;
  timestamp?: string;
  seq?: string;
  metrics: Metric[];
}

function statusOf({ frame }: Message, deviceId: string, online: boolean): Signal {
  const time = { ms: frame.receivedAt, quality: 'GOOD' } as const;
  return { kind: 'status', deviceId, family: 'sensor', gridHint: null, time, online };
}

function bdSeqOf(metrics: readonly Metric[]): string | null {
  const metric = metrics.find(({ name }) => name === 'bdSeq');
  if (metric === undefined) return null;
  return metric.long_value ?? (metric.int_value === undefined ? null : String(metric.int_value));
}

function decodeBirth(message: Message): Decoded {
  const { options, nodeId, id, metrics, timestamp = null } = message;
  const memory = births(options.memory);
  const birth = new Birth(metrics);
  const before = memory.node(nodeId);
  let gap: Refusal | null = null;
  if (id === nodeId) {
    const bdSeq = bdSeqOf(metrics);
    const isRepeat = before !== null && before.bdSeq === bdSeq && before.bornAt === timestamp;
    // a new birth ends what was born behind the old one; the same one once more does not
    if (!isRepeat) {
      memory.forgetNode(nodeId, before);
      const node = new EdgeNode(bdSeq, timestamp);
      node.follow(message.seq);
      memory.keepNode(nodeId, node);
    }
  } else {
    const node = before ?? new EdgeNode(null, null);
    gap = node.follow(message.seq);
    node.devices.add(id);
    memory.keepNode(nodeId, node);
  }
  memory.keepBirth(id, birth);
  const { signals, refusals } = valuesOf(message, birth);
  return {
    signals: [statusOf(message, id, true), ...signals],
    refusals: gap === null ? refusals : [gap, ...refusals],
  };
}

function decodeDeath(message: Message): Decoded {
  const { options, nodeId, id, metrics } = message;
  const memory = births(options.memory);
  const node = memory.node(nodeId);
  if (id !== nodeId) {
    const gap = node?.follow(message.seq) ?? null;
    memory.forgetBirth(id);
    return { signals: [statusOf(message, id, false)], refusals: gap === null ? [] : [gap] };
  }
  const bdSeq = bdSeqOf(metrics);
  const isStale = node !== null && node.bdSeq !== null && bdSeq !== null && node.bdSeq !== bdSeq;
  if (isStale) return { signals: [], refusals: [] };
  memory.forgetNode(nodeId, node);
  return {
    signals: [nodeId, ...(node?.devices ?? [])].map((one) => statusOf(message, one, false)),
    refusals: [],
  };
}

function decodeData(message: Message): Decoded {
  const memory = births(message.options.memory);
  const gap = memory.node(message.nodeId)?.follow(message.seq) ?? null;
  const { signals, refusals } = valuesOf(message, memory.birth(message.id));
  const [first] = refusals;
  if (signals.length === 0 && first !== undefined) throw first;
  return { signals, refusals: gap === null ? refusals : [gap, ...refusals] };
}

/** The values of a message, together where they share their time. */
function valuesOf(message: Message, birth: Birth | null): Decoded {
  const { frame, options, id, metrics } = message;
  const refusals = collectRefusals();
  const current = new Map<string, [string, unknown][]>();
  const historical = new Map<string, [string, number][]>();
  for (const [index, metric] of metrics.entries()) {
    const known = metric.alias === undefined ? undefined : birth?.byAlias.get(metric.alias);
    const name = metric.name || known?.name;
    if (name === undefined) {
      if (refusals.full()) refusals.count();
      else
        refusals.add(
          new Refusal('NEEDS_BIRTH', `/metrics/${index}/alias`, `alias ${metric.alias ?? 'missing'}`),
        );
      continue;
    }
    if (OWN_METRICS.test(name) || !isMetricName(name)) continue;
    const datatype = metric.datatype ?? known?.datatype ?? birth?.datatypes.get(name);
    const value = metricValue(metric, datatype);
    if (value === null) continue;
    const at = metric.timestamp ?? message.timestamp ?? '';
    if (metric.is_historical !== true) add(current, at, [name, value]);
    else if (typeof value !== 'string') add(historical, at, [name, Number(value)]);
  }
  const originOf = (at: string) => {
    const time = parseEventTime(at, frame.receivedAt, options.siteZone);
    // a rebirth tells the same value with the same time: the same alert
    const sourceEventId = time.quality === 'GOOD' ? String(time.ms) : null;
    const base = { deviceId: id, family: 'sensor', gridHint: null, codeSystem: 'sparkplug' } as const;
    return { ...base, time, sourceEventId };
  };
  const signals = [
    ...[...current].flatMap(([at, values]) => readStates(originOf(at), values)),
    ...[...historical].flatMap(([at, values]) => telemetryOf(originOf(at), values)),
  ];
  return { signals, refusals: refusals.all() };
}

function add<V>(groups: Map<string, V[]>, key: string, value: V): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [value]);
  else group.push(value);
}
