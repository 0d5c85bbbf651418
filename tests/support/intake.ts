import mqtt, { type MqttClient } from 'mqtt';
import type { Frame } from '../../ingest/codec.ts';
import { codecFor } from '../../ingest/codecs/table.ts';
import { createPipeline, type Pipeline, type PipelineOptions } from '../../ingest/pipeline.ts';
import { createRegistry, type Registry } from '../../ingest/registry.ts';
import { type Config, loadConfig } from '../../runtime/config.ts';
import { createMetrics, type Metrics } from '../../runtime/metrics.ts';
import type { Db } from '../../runtime/postgres.ts';
import { testLog } from './log.ts';

export const GRID = '511421001001001';
export const COMMUNITY = '511421001001';

export interface Intake {
  pipeline: Pipeline;
  registry: Registry;
  metrics: Metrics;
  config: Config;
  close(): Promise<void>;
}

/** A pipeline of its own on a test's database, with the codecs that the hub has. */
export async function openIntake(
  db: Db,
  options: { env?: Record<string, string> } & Partial<PipelineOptions> = {},
): Promise<Intake> {
  const { env = {}, ...rest } = options;
  const config = loadConfig(env);
  const metrics = createMetrics({ processMetrics: false });
  const registry = await createRegistry(db, testLog);
  const pipeline = createPipeline({ db, registry, log: testLog, metrics, config, codecFor, ...rest });
  return {
    pipeline,
    registry,
    metrics,
    config,
    async close() {
      await pipeline.close();
      await registry.close();
    },
  };
}

export interface FrameOptions {
  device?: string;
  kind?: 'alert' | 'clear' | 'telemetry' | 'status';
  family?: 'camera' | 'elevator' | 'charger' | 'sensor';
  grid?: string;
  receivedAt?: number;
}

export function topicOf({
  device = 'lift-1',
  kind = 'alert',
  family = 'elevator',
  grid = GRID,
}: FrameOptions) {
  return `community/v1/${grid}/${family}/${device}/${kind}`;
}

/** A frame on the canonical topic; a string or bytes as payload go as they are. */
export function frame(payload: unknown, options: FrameOptions = {}): Frame {
  const bytes =
    payload instanceof Uint8Array
      ? Buffer.from(payload)
      : Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload));
  return { topic: topicOf(options), payload: bytes, receivedAt: options.receivedAt ?? Date.now() };
}

export interface Counts {
  alerts: number;
  incidents: number;
  active: number;
  quarantined: number;
  feed: number;
}

export async function counts(db: Db): Promise<Counts> {
  const { rows } = await db.pool.query<Counts>(
    `SELECT (SELECT count(*)::int FROM alert_log) AS alerts,
      (SELECT count(*)::int FROM incident) AS incidents,
      (SELECT count(*)::int FROM incident WHERE state = 'ACTIVE') AS active,
      (SELECT coalesce(sum(count), 0)::int FROM quarantine_fault) AS quarantined,
      (SELECT count(*)::int FROM feed WHERE topic = 'incident') AS feed`,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('no row');
  return row;
}

/** Empties what intake writes, so that a test file can use one database for many tests. */
export async function emptyIntake(db: Db): Promise<void> {
  await db.pool.query(
    'TRUNCATE alert_log, reading_log, incident_event, incident, alert_count_hourly, quarantine_fault, quarantine_replay, feed, device CASCADE',
  );
}

/** The grid tree down to GRID. */
export async function seedGrids(db: Db): Promise<void> {
  const levels = [
    ['5114', 'CITY', null],
    ['511421', 'COUNTY', '5114'],
    ['511421001', 'SUBDISTRICT', '511421'],
    [COMMUNITY, 'COMMUNITY', '511421001'],
    [GRID, 'GRID', COMMUNITY],
  ];
  for (const [code, level, parent] of levels) {
    await db.pool.query(
      'INSERT INTO grid (code, level, name, parent_code) VALUES ($1, $2, $1, $3) ON CONFLICT DO NOTHING',
      [code, level, parent],
    );
  }
}

/** A device as a client of the broker, MQTT 3.1.1, on a session of its own. */
export function connectDevice(url: string, clientId: string): Promise<MqttClient> {
  return mqtt.connectAsync(url, {
    clientId,
    protocolVersion: 4,
    reconnectPeriod: 100,
    connectTimeout: 5_000,
    queueQoSZero: false,
  });
}
