import { once } from 'node:events';
import { createServer } from 'node:net';
import { Aedes, type AedesPublishPacket, type Client, type PublishPacket } from 'aedes';
import type { Logger } from 'pino';
import { HubError } from '../core/errors.ts';
import type { Config } from '../runtime/config.ts';
import type { Metrics } from '../runtime/metrics.ts';
import { guardConnection } from './guarded-connection.ts';
import type { OutgoingMessage } from './outgoing.ts';
import type { Pipeline } from './pipeline.ts';

export interface FrontDoorOptions {
  config: Pick<Config, 'mqtt' | 'limits'>;
  pipeline: Pipeline;
  log: Logger;
  metrics: Metrics;
  /** Devices connected at once (10,000). */
  maxClients?: number;
}

export interface FrontDoor {
  /** `mqtt://host:port` that clients of this machine use. */
  url: string;
  port: number;
  /** To whoever is subscribed, sessions of devices that are away included. QoS 1, not retained. */
  publish(message: OutgoingMessage): Promise<void>;
  close(): Promise<void>;
}

/** Whoever could write here could open doors: only the hub does (subgraphs/devices, sendDeviceCommand). */
const COMMAND_TOPIC = /^community\/v1\/[^/]*\/[^/]*\/[^/]*\/command$/;

function payloadOf(packet: PublishPacket): Buffer {
  return Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload);
}

function errorCode(error: unknown): string | null {
  return error instanceof Error && 'code' in error ? String(error.code) : null;
}

/**
 * The hub's own broker (MQTT 3.1.1): a device's PUBLISH at QoS 1 or 2 is answered only after the COMMIT of what it said,
 * so the PUBACK that the device gets is itself the promise. A frame that is refused is quarantined and acknowledged too:
 * sending it again would not mend it. QoS 0 is taken and promises nothing. Every accepted publish is forwarded to
 * subscribers as by any broker.
 * @throws HubError PORT_BUSY
 */
export async function startFrontDoor(options: FrontDoorOptions): Promise<FrontDoor> {
  const { config, pipeline, log, metrics, maxClients = 10_000 } = options;
  const { host, port } = config.mqtt;
  let closing = false;

  async function store(topic: string, payload: Buffer, redelivered: boolean, size: number): Promise<void> {
    // each connection waits here with one publish in hand, and reads no further
    if (pipeline.isFull()) await pipeline.whenRoom();
    await pipeline.submit({ topic, payload, receivedAt: Date.now() }, { redelivered, size });
  }

  const broker = await Aedes.createBroker({
    maxClientsIdLength: 256,
    connectTimeout: 10_000,
    authorizePublish(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void) {
      if (client === null) return done(null);
      // Our own end says nothing about the devices: their wills are not published for it.
      if (closing) return done(new Error('the hub is closing'));
      if (packet.topic.startsWith('$')) {
        log.warn({ clientId: client.id, topic: packet.topic }, 'publish to a reserved topic denied');
        return done(new Error('topics that begin with $ are reserved'));
      }
      if (COMMAND_TOPIC.test(packet.topic)) {
        log.warn({ clientId: client.id, topic: packet.topic }, 'publish of a command denied');
        return done(new Error('commands come from the hub alone'));
      }
      const payload = payloadOf(packet);
      store(packet.topic, payload, packet.dup, payload.length).then(
        () => done(null),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
      );
    },
    authorizeForward: (_client: Client, packet: AedesPublishPacket) => packet,
  });
  broker.on('clientError', (client, error) =>
    log.debug({ clientId: client.id, err: error }, 'device connection failed'),
  );
  broker.on('connectionError', (_client, error) => log.debug({ err: error }, 'connection failed'));
  metrics.gauge({
    name: 'hub_mqtt_clients',
    help: 'Devices connected to the built-in broker',
    collect: (gauge) => gauge.set(broker.connectedClients),
  });

  const server = createServer({ noDelay: true }, (socket) => {
    const guarded = guardConnection(socket, config.limits.payloadBytes + 70_000, (message) =>
      store(message.topic, message.payload, message.dup, message.size),
    );
    broker.handle(guarded);
  });
  server.maxConnections = maxClients;
  server.on('drop', () => log.warn({ maxClients }, 'a device was turned away: too many connections'));
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    await new Promise<void>((resolve) => broker.close(resolve));
    if (errorCode(error) !== 'EADDRINUSE') throw error;
    throw new HubError('PORT_BUSY', { port, what: 'MQTT', setting: 'HUB_MQTT_PORT' }, { cause: error });
  }
  const address = server.address();
  const bound = typeof address === 'object' && address !== null ? address.port : port;
  const reachable = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  log.info({ host, port: bound }, 'built-in broker listens');

  return {
    url: `mqtt://${reachable.includes(':') ? `[${reachable}]` : reachable}:${bound}`,
    port: bound,
    publish: ({ topic, payload }) =>
      new Promise((resolve, reject) => {
        if (closing) return reject(new Error('the hub is closing'));
        broker.publish({ cmd: 'publish', topic, payload, qos: 1, dup: false, retain: false }, (error) =>
          error ? reject(error) : resolve(),
        );
      }),
    async close() {
      closing = true;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await new Promise<void>((resolve) => broker.close(resolve));
      await closed;
    },
  };
}
