import { setTimeout as sleep } from 'node:timers/promises';
import type { IConnackPacket } from 'mqtt-packet';
import type { Logger } from 'pino';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { connackRefusal, refusesVersion } from './connack-refusal.ts';
import { openSession, type Session } from './mqtt-session.ts';
import type { OutgoingMessage } from './outgoing.ts';
import type { Pipeline } from './pipeline.ts';
import type { Message, ProtocolVersion } from './publish-packet.ts';
import { sharedRefusal, VERSION_TOPIC } from './shared-subscription.ts';
import { HUB_BROKER } from './sources/schema.ts';

export interface ConsumerOptions {
  config: Pick<Config, 'mqtt' | 'limits'>;
  /** Where to read; MQTT_URL without credentials. */
  url: string;
  /** Its name in the sources file (`hub`). */
  broker?: string;
  /** Topic filters, QoS 1. */
  filters: readonly string[];
  /** One more filter, which the broker may refuse without harm: that of the probe. */
  probeFilter?: string | undefined;
  /** What the session may have from an earlier configuration; those that are not read now are ended. */
  formerFilters?: readonly string[] | undefined;
  pipeline: Pick<Pipeline, 'submit' | 'depth' | 'isFull' | 'whenRoom' | 'idle'>;
  log: Logger;
  metrics: Metrics;
  keepaliveSeconds?: number;
  /** Asked before each connection: false waits as for a broker that is away. */
  mayConnect?: (() => boolean) | undefined;
}

export interface ConsumerState {
  connected: boolean;
  /** Every filter was granted. */
  subscribed: boolean;
  /** Why it is not; null when all is well. */
  reason: string | null;
  reasonZh: string | null;
  version: ProtocolVersion | null;
  unacknowledged: number;
}

export interface Consumer {
  state(): ConsumerState;
  /** QoS 1 over the same connection. @throws PublishRefused, or Error when it is not known whether the broker has it */
  publish(message: OutgoingMessage): Promise<void>;
  /** Ends subscriptions of the session that are not its own. @throws Error when the connection ends first */
  unsubscribe(filters: readonly string[]): Promise<void>;
  /**
   * Stops reading, lets the pipeline finish what was read, acknowledges that and disconnects; the session stays. With
   * `atOnce` it waits for nothing and acknowledges nothing more.
   */
  close(options?: { atOnce?: boolean }): Promise<void>;
}

interface InFlight {
  messageId: number;
  stored: boolean;
}

const RECONNECT_FIRST_MS = 100;
const RECONNECT_MOST_MS = 5_000;
const STUCK_AFTER_MS = 30_000;
const VERSION_WAIT_MS = 2_000;
const CLOSE_WAIT_MS = 5_000;

/**
 * Reads a broker at QoS 1 with a session that outlives this process, and acknowledges a message only after the COMMIT of
 * what it said, in the order received, on the connection it came over: after a reconnect the same number may stand for
 * another message. Comes back by itself, with jitter, for ever.
 */
export function startConsumer(options: ConsumerOptions): Consumer {
  const { config, filters, pipeline, log, broker = HUB_BROKER } = options;
  const { mqtt, limits } = config;
  let closed = false;
  const gone = Promise.withResolvers<void>();
  let session: Session | null = null;
  let version: ProtocolVersion = 5;
  let refusesVersion5 = false;
  let hangUps = 0;
  let attempts = 0;
  let retry: NodeJS.Timeout | null = null;
  let current: ConsumerState = {
    connected: false,
    subscribed: false,
    reason: 'not connected yet',
    reasonZh: '尚未连接',
    version: null,
    unacknowledged: 0,
  };
  let inFlightNow: InFlight[] = [];
  const connections = options.metrics.counter({
    name: 'hub_mqtt_connections_total',
    help: 'Connections to the broker',
    labels: ['broker'],
  });

  function connect(): void {
    retry = null;
    if (options.mayConnect?.() === false) {
      again('it may not be read now');
      return;
    }
    let acknowledgedConnect = false;
    let versionTimer: NodeJS.Timeout | null = null;
    let flushing = false;
    let lastProgress = performance.now();
    let subscribing: { id: number; filters: readonly string[] } | null = null;
    let resumed = false;
    const inFlight: InFlight[] = [];
    inFlightNow = inFlight;
    const shared = filters.some((filter) => filter.startsWith('$share/'));

    function flush(): void {
      flushing = false;
      let count = 0;
      while (inFlight[count]?.stored === true) count += 1;
      if (count === 0) return;
      lastProgress = performance.now();
      mine.acknowledge(inFlight.splice(0, count).map((one) => one.messageId));
    }

    const notStored = (error: unknown) =>
      log.debug({ err: error }, 'message not stored: left unacknowledged');

    function message(received: Message): void {
      if (shared && received.topic === VERSION_TOPIC) {
        if (versionTimer !== null) subscribe(received.payload.toString('latin1'));
        if (received.messageId !== null) mine.acknowledge([received.messageId]);
        return;
      }
      const entry: InFlight | null =
        received.messageId === null ? null : { messageId: received.messageId, stored: false };
      if (entry !== null) {
        if (inFlight.length === 0) lastProgress = performance.now();
        inFlight.push(entry);
      }
      const { topic, payload, size, dup } = received;
      const frame = { topic, payload, receivedAt: Date.now() };
      pipeline.submit(frame, { redelivered: dup, broker, size }).then(() => {
        if (entry === null) return;
        entry.stored = true;
        if (!flushing) {
          flushing = true;
          setImmediate(flush);
        }
      }, notStored);
      if (pipeline.isFull()) {
        mine.pause();
        void pipeline.whenRoom().then(() => mine.resume());
      }
    }

    function subscribe(brokerVersion: string | null): void {
      if (versionTimer !== null) clearTimeout(versionTimer);
      versionTimer = null;
      const refusal = shared ? sharedRefusal(brokerVersion, version) : null;
      if (refusal !== null) {
        current = { ...current, reason: refusal.en, reasonZh: refusal.zh };
        log.error({ brokerVersion, zh: refusal.zh }, refusal.en);
      }
      const wanted = refusal === null ? filters : filters.filter((filter) => !filter.startsWith('$share/'));
      if (wanted.length > 0) subscribing = { id: mine.subscribe(wanted), filters: wanted };
      // it reads what still waits for it
      else if (filters.length === 0) current = { ...current, subscribed: true, reason: null, reasonZh: null };
      // its SUBACK is nobody's: where it is refused, the probe's age says so
      if (options.probeFilter !== undefined) mine.subscribe([options.probeFilter]);
    }

    function connack(packet: IConnackPacket): void {
      const code = packet.reasonCode ?? packet.returnCode ?? 0;
      if (code !== 0) {
        const otherVersion = version === 5 && refusesVersion(code);
        if (otherVersion) {
          refusesVersion5 = true;
          version = 4;
        }
        acknowledgedConnect = true;
        mine.end(otherVersion ? 'the broker does not speak MQTT 5' : connackRefusal(code).en);
        return;
      }
      acknowledgedConnect = true;
      resumed = packet.sessionPresent;
      connections.inc({ broker });
      current = { ...current, connected: true, reason: 'not subscribed yet', reasonZh: '尚未订阅', version };
      log.info({ version, sessionPresent: packet.sessionPresent }, 'connected to the broker');
      if (shared) {
        mine.subscribe([VERSION_TOPIC]);
        versionTimer = setTimeout(() => subscribe(null), VERSION_WAIT_MS);
      } else subscribe(null);
    }

    const watchdog = setInterval(() => {
      // nothing of it waits for the database, yet it is not acknowledged: this connection has lost count
      const stuck = inFlight.length > 0 && pipeline.depth() === 0;
      if (!stuck) lastProgress = Math.max(lastProgress, performance.now() - STUCK_AFTER_MS / 2);
      else if (performance.now() - lastProgress > STUCK_AFTER_MS)
        mine.end('unacknowledged messages made no progress');
    }, 5_000);

    const mine = openSession(
      {
        url: options.url,
        version,
        clientId: mqtt.clientId,
        username: mqtt.username,
        password: mqtt.password,
        receiveMaximum: mqtt.receiveMaximum,
        keepaliveSeconds: options.keepaliveSeconds ?? 30,
        maxPacketBytes: limits.payloadBytes + 70_000,
      },
      {
        connack,
        message,
        suback(packet) {
          if (subscribing === null || packet.messageId !== subscribing.id) return;
          const refused = subscribing.filters.filter(
            (_, index) => Number(packet.granted[index] ?? 0x80) >= 0x80,
          );
          if (refused.length > 0) {
            const reason = `the broker refused to subscribe us to ${refused.join(', ')}`;
            current = { ...current, subscribed: false, reason };
            log.error({ refused }, reason);
            return;
          }
          attempts = 0;
          log.info({ filters: subscribing.filters.length }, 'subscribed');
          // the others were refused by us: the reason stands
          if (subscribing.filters.length === filters.length) {
            current = { ...current, subscribed: true, reason: null, reasonZh: null };
          }
          const former = resumed ? (options.formerFilters ?? []) : [];
          const stale = former.filter((filter) => !filters.includes(filter));
          if (stale.length > 0) mine.unsubscribe(stale).catch(() => undefined);
        },
        ended(reason) {
          clearInterval(watchdog);
          if (versionTimer !== null) clearTimeout(versionTimer);
          // some 3.1.1 brokers just hang up on a version 5 CONNECT; one that is being restarted does so too
          if (acknowledgedConnect) hangUps = 0;
          else if (/closed|ECONNRESET/.test(reason)) hangUps += 1;
          if (!refusesVersion5) version = hangUps % 4 >= 2 ? 4 : 5;
          current = {
            ...current,
            connected: false,
            subscribed: false,
            reason,
            reasonZh: `连接中断：${reason}`,
            version: null,
          };
          if (session === mine) session = null;
          if (closed) gone.resolve();
          else again(reason);
        },
      },
    );
    session = mine;
  }

  function again(reason: string): void {
    const most = Math.min(RECONNECT_MOST_MS, RECONNECT_FIRST_MS * 2 ** Math.min(attempts, 10));
    const waitMs = Math.round(most * (0.5 + Math.random() / 2));
    attempts += 1;
    log.warn({ reason, waitMs }, 'not connected to the broker: trying again');
    retry = setTimeout(connect, waitMs);
  }

  connect();
  return {
    state: () => ({ ...current, unacknowledged: inFlightNow.length }),
    publish: (message) =>
      session === null || !current.connected
        ? Promise.reject(new Error('not connected to the broker'))
        : session.publish(message),
    unsubscribe: (stale) =>
      session === null || !current.connected
        ? Promise.reject(new Error('not connected to the broker'))
        : session.unsubscribe(stale),
    async close({ atOnce = false } = {}) {
      closed = true;
      if (retry !== null) clearTimeout(retry);
      const last = session;
      // one that ended already told so when nobody asked
      if (last === null) return;
      if (!atOnce) {
        last.pause();
        await Promise.race([pipeline.idle(), sleep(CLOSE_WAIT_MS, undefined, { ref: false })]);
        // the acknowledgements of the last batch are written in the next turn
        await new Promise((resolve) => setImmediate(resolve));
        await new Promise((resolve) => setImmediate(resolve));
      }
      last.end('closed');
      await gone.promise;
    },
  };
}
