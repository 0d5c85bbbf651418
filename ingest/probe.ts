import { randomUUID } from 'node:crypto';
import type { MqttClient } from 'mqtt';
import type { Logger } from 'pino';
import type { Codec } from './codec.ts';
import type { Consumer } from './consumer.ts';
import type { Pipeline } from './pipeline.ts';

const ROOT = 'wangge-hub/';
/** A probe that did not come back within so many is given up: an old one must not make the newest round trip. */
const MOST_UNDER_WAY = 100;

/** Where a hub's own probes go: by its client id, so that several hubs on one broker do not take each other's. */
export function probeTopic(clientId: string): string {
  // an id may hold what means something in a topic
  return `${ROOT}${encodeURIComponent(clientId)}/probe`;
}

/** Whether a topic is that of a probe, of this hub or of another that a `#` also reads. */
export function isProbeTopic(topic: string): boolean {
  return topic.startsWith(ROOT) && topic.endsWith('/probe');
}

/** Reads probes: they say nothing that is stored, and are no fault. */
export const probeCodec: Codec = {
  name: 'probe',
  version: 1,
  titleZh: '链路探测',
  titleEn: 'Probe',
  filters: [],
  decode: () => ({ signals: [], refusals: [] }),
  accepted: [],
  refused: [],
};

/** How the probe of one broker is sent. */
export interface ProbeWay {
  /** Resolves true when the probe is back by that alone, false when it comes back by `returned`. */
  send(payload: Buffer): Promise<boolean>;
  ready(): boolean;
  close?(): Promise<void>;
}

export interface ProbeOptions {
  broker: string;
  seconds: number;
  way: ProbeWay;
  /** Asked before a probe counts as back: the database. */
  confirm: () => Promise<unknown>;
  log: Logger;
}

export interface Probe {
  broker: string;
  /** Tells a frame on the probe's topic, once intake is done with it. */
  returned(payload: Buffer): void;
  /** Since the newest round trip ended, ms; before the first since it began to probe. */
  ageMs(): number;
  /** For people. */
  told(): string;
  close(): Promise<void>;
}

/** Sends a probe to a broker every so many seconds, and knows when the last one came all the way round. */
export function startProbe({ broker, seconds, way, confirm, log }: ProbeOptions): Probe {
  const instance = randomUUID();
  const underWay = new Map<string, number>();
  const began = performance.now();
  let last: { at: number; tookMs: number } | null = null;
  let sent = 0;
  let refused = false;

  const ageMs = () => performance.now() - (last?.at ?? began);

  async function back(name: string): Promise<void> {
    const sentAt = underWay.get(name);
    if (sentAt === undefined) return;
    underWay.delete(name);
    try {
      await confirm();
    } catch (error) {
      log.debug({ err: error, broker }, 'the probe is back, but the database does not answer');
      return;
    }
    last = { at: performance.now(), tookMs: performance.now() - sentAt };
  }

  async function probe(): Promise<void> {
    if (!way.ready()) return;
    sent += 1;
    const name = `${instance} ${sent}`;
    underWay.set(name, performance.now());
    const [oldest] = underWay.keys();
    if (underWay.size > MOST_UNDER_WAY && oldest !== undefined) underWay.delete(oldest);
    try {
      if (await way.send(Buffer.from(name))) await back(name);
      refused = false;
    } catch (error) {
      if (!refused) log.warn({ err: error, broker }, 'the broker does not take the probe');
      refused = true;
    }
  }

  const timer = setInterval(() => void probe(), seconds * 1_000).unref();
  return {
    broker,
    ageMs,
    returned: (payload) => void back(payload.toString('latin1')),
    told() {
      const age = Math.round(ageMs() / 1_000);
      if (last === null) return `no probe came back for ${age} s`;
      return `probe back ${age} s ago, after ${Math.round(last.tookMs)} ms`;
    },
    async close() {
      clearInterval(timer);
      await way.close?.();
    },
  };
}

/** Through a consumer's broker: it comes back as any message does, and is acknowledged as any is. */
export function consumerWay(topic: string, consumer: Consumer, seconds: number): ProbeWay {
  return {
    ready: () => consumer.state().subscribed,
    async send(payload) {
      // one that is kept for a broker's offline session would only be old
      await consumer.publish({ topic, payload, expirySeconds: seconds });
      return false;
    },
  };
}

/** As a device of the built-in broker, whose PUBACK follows the COMMIT: the acknowledgement is the way back. */
export function deviceWay(url: string, topic: string, clientId: string, log: Logger): ProbeWay {
  let client: MqttClient | null = null;
  let closed = false;
  return {
    ready: () => client === null || client.connected,
    async send(payload) {
      // a whole MQTT client, which nothing else of intake needs: loaded with the first probe
      const { connect } = (await import('mqtt')).default;
      if (closed) return false;
      client ??= connect(url, {
        clientId: `${clientId}-probe`,
        protocolVersion: 4,
        reconnectPeriod: 2_000,
      }).on('error', (error) => log.debug({ err: error }, 'the probe cannot reach the built-in broker'));
      await client.publishAsync(topic, payload, { qos: 1 });
      return true;
    },
    async close() {
      closed = true;
      await client?.endAsync(true);
    },
  };
}

/** A pipeline that tells the probe of its own frames once they are through. */
export function probed(pipeline: Pipeline, topic: string, returned: (payload: Buffer) => void): Pipeline {
  return {
    ...pipeline,
    submit(frame, options) {
      const stored = pipeline.submit(frame, options);
      return frame.topic === topic ? stored.then(() => returned(frame.payload)) : stored;
    },
  };
}
