import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'vitest';
import { openHub } from '../hub/open.ts';
import { loadConfig } from '../runtime/config.ts';
import { createLifecycle } from '../runtime/lifecycle.ts';
import { runFlow } from './e2e/flow.ts';
import { testDb } from './support/db.ts';
import { influxdServer, startInfluxd } from './support/influxd.ts';
import { testLog } from './support/log.ts';
import { mosquittoServer, startMosquitto } from './support/mosquitto.ts';

const INFLUX_DATABASE = 'wangge';
const BROKERS = { "the hub's own broker": false, mosquitto: true } as const;
const SERIES = { 'the embedded series store': false, influxd: true } as const;

const PAIRINGS = Object.entries(BROKERS).flatMap(([broker, useMosquitto]) =>
  Object.entries(SERIES).map(([series, useInfluxd]) => ({ broker, series, useMosquitto, useInfluxd })),
);

describe('an alert goes from MQTT to the series store, an incident, a work order and every subscriber', () => {
  for (const { broker, series, useMosquitto, useInfluxd } of PAIRINGS) {
    const possible = (!useMosquitto || mosquittoServer !== null) && (!useInfluxd || influxdServer !== null);
    it.runIf(possible)(`with ${broker} and ${series}`, async () => {
      const dataDir = await mkdtemp(join(tmpdir(), 'wangge-e2e-'));
      const store = await testDb();
      const mosquitto = useMosquitto ? await startMosquitto() : null;
      const influxd = useInfluxd ? await startInfluxd() : null;
      const config = loadConfig({
        HUB_DATA_DIR: dataDir,
        HUB_DEMO: 'on',
        HUB_HTTP_PORT: '0',
        HUB_MQTT_PORT: '0',
        DATABASE_URL: store.url,
        ...(mosquitto === null ? {} : { MQTT_URL: mosquitto.url }),
        ...(influxd === null ? {} : { INFLUX_URL: influxd.url, INFLUX_DATABASE }),
      });
      const lifecycle = createLifecycle(testLog);
      try {
        const hub = await openHub(config, testLog, lifecycle, { simulate: false });
        await runFlow({
          httpUrl: hub.httpUrl,
          mqttUrl: hub.mqttUrl,
          token: await hub.auth.sign({
            subject: 'e2e',
            roles: ['operations'],
            grids: ['*'],
            ttlSeconds: 600,
          }),
          db: hub.db,
          influx: influxd === null ? null : { server: influxd, database: INFLUX_DATABASE },
          pubackIsCommit: !useMosquitto,
        });
      } finally {
        await lifecycle.close();
        await mosquitto?.close();
        await influxd?.close();
        await store.close();
        await rm(dataDir, { recursive: true, force: true });
      }
    });
  }
});
