import { setTimeout as sleep } from 'node:timers/promises';
import mqtt from 'mqtt';
import { until } from '../support/until.ts';

/** A steady load of alerts at QoS 1, counted by what the broker acknowledged. */
export interface Load {
  devices: readonly string[];
  /** Source event id of each acknowledged alert, with its device and when the PUBACK came (epoch ms). */
  acknowledged: ReadonlyMap<string, { deviceId: string; at: number }>;
  /** Waits until this many more are acknowledged. */
  more(count: number): Promise<void>;
  /** Publishes no more and waits until everything published is acknowledged. */
  finish(): Promise<void>;
}

export interface LoadOptions {
  mqttUrl: string;
  /** Names the run: its event ids are its own. */
  name: string;
  devices: readonly { id: string; gridCode: string }[];
  /** Each keeps one connection and one device after another. */
  connections?: number;
}

const TYPE = 'elevator.door_blocked';
const PACE_MS = 10;
const IN_FLIGHT = 50;

/** Starts publishing. What is not acknowledged when a connection ends is sent again, as a device does. */
export function startLoad({ mqttUrl, name, devices, connections = 2 }: LoadOptions): Load {
  const acknowledged = new Map<string, { deviceId: string; at: number }>();
  let running = true;
  let serial = 0;

  async function publish(connection: number): Promise<void> {
    const client = mqtt.connect(mqttUrl, {
      clientId: `load-${name}-${connection}`,
      reconnectPeriod: 100,
      connectTimeout: 3_000,
      clean: false,
    });
    // told by the absence of acknowledgements
    client.on('error', () => {});
    const open = new Set<Promise<void>>();

    /** mqtt.js gives up on messages handed to it while it reconnects; a device sends them again. */
    async function deliver(topic: string, payload: string): Promise<void> {
      for (;;) {
        try {
          await client.publishAsync(topic, payload, { qos: 1 });
          return;
        } catch {
          await sleep(PACE_MS);
        }
      }
    }

    while (running) {
      await sleep(PACE_MS);
      if (open.size >= IN_FLIGHT) continue;
      serial += 1;
      const device = devices[serial % devices.length];
      if (device === undefined) throw new Error('no devices');
      const id = `${name}-${serial}`;
      const payload = JSON.stringify({ id, type: TYPE, time: Date.now(), values: { n: serial } });
      const topic = `community/v1/${device.gridCode}/elevator/${device.id}/alert`;
      const sent = deliver(topic, payload).then(() => {
        acknowledged.set(id, { deviceId: device.id, at: Date.now() });
        open.delete(sent);
      });
      open.add(sent);
    }
    await until(() => open.size === 0, { timeoutMs: 30_000, what: `every alert of ${name} is acknowledged` });
    await client.endAsync();
  }

  const publishers = Array.from({ length: connections }, (_, index) => publish(index));
  const failed = Promise.all(publishers);
  failed.catch(() => {});
  return {
    devices: devices.map((device) => device.id),
    acknowledged,
    async more(count) {
      const goal = acknowledged.size + count;
      await until(() => acknowledged.size >= goal, {
        timeoutMs: 30_000,
        what: `${count} more alerts of ${name} are acknowledged`,
      });
    },
    async finish() {
      running = false;
      await failed;
    },
  };
}
