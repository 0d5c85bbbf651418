import mqtt, { type MqttClient } from 'mqtt';
import { expect } from 'vitest';
import { decodeAlertId } from '../../core/ids.ts';
import { FIRST_QUERY } from '../../hub/banner.ts';
import type { Db } from '../../runtime/postgres.ts';
import type { Influxd } from '../support/influxd.ts';
import { until } from '../support/until.ts';
import { expectBadFrames } from './bad-frames.ts';
import { type ExpectedFrame, framesOf } from './frames.ts';
import {
  type Answer,
  answerOf,
  at,
  data,
  listAt,
  openStream,
  textAt,
  watchSse,
  watchWs,
} from './graph-client.ts';

/** A running hub, however it is put together. */
export interface Deployment {
  httpUrl: string;
  mqttUrl: string;
  /** A token of the operations centre for the whole site. */
  token: string;
  db: Db;
  /** Null: the embedded series store. */
  influx: { server: Influxd; database: string } | null;
  /** Whether the device's PUBACK itself means committed: the hub's own broker. */
  pubackIsCommit: boolean;
}

const INCIDENTS = `subscription ($after: String) { incidentChanged(after: $after) { cursor change at
  alert { id type { code } } incident { id count severity type { code nameZh } device { id name }
    grid { code name duty { post { role { nameZh } } person { title } } } workOrder { caseNumber state } } } }`;
const ORDERS = `subscription { workOrderChanged { cursor change workOrder { id caseNumber state dispatchExplanation
  assignee { title } grid { name duty { person { title } } } clocks { kind state }
  incidents { id count device { id name } } } } }`;
const ORDERS_OF = `query ($device: ID!) { incidents(filter: { deviceId: $device }) { nodes { id count device { name }
  grid { name duty { person { title } } } workOrder { caseNumber state dispatchExplanation assignee { title } } alerts { nodes { id sourceEventId values } } } } }`;

export function connectDevice(mqttUrl: string, clientId: string): Promise<MqttClient> {
  return mqtt.connectAsync(mqttUrl, { clientId, clean: true, reconnectPeriod: 200 });
}

const change = (message: Answer, ...path: (string | number)[]) =>
  textAt(message.data, 'incidentChanged', ...path);
const cursorOf = (message: Answer) => change(message, 'cursor');
const incidentOf = (message: Answer) => change(message, 'incident', 'id');

/** The points that InfluxDB itself has, by InfluxQL over plain HTTP: column name to value, one record a point. */
export async function pointsOf(
  { server, database }: { server: Influxd; database: string },
  where: string,
): Promise<Map<string, unknown>[]> {
  // times as RFC 3339 text: as a JSON number they would lose the last digits
  const search = new URLSearchParams({ db: database, q: `SELECT * FROM "alert" WHERE ${where}` });
  const answer: unknown = await (await fetch(`${server.url}/query?${search}`)).json();
  if (at(answer, 'results', 0, 'series') === undefined) return [];
  return listAt(answer, 'results', 0, 'series').flatMap((one) => {
    const columns = listAt(one, 'columns').map(String);
    return listAt(one, 'values').map(
      (row) => new Map(listAt(row).map((value, index) => [columns[index] ?? '', value])),
    );
  });
}

async function loggedAlerts(db: Db, deviceId: string): Promise<Record<string, unknown>[]> {
  const { rows } = await db.pool.query(
    'SELECT id, type, grid_code, severity, codec, incident_id, counted, time_ns::text FROM alert_log WHERE device_id = $1',
    [deviceId],
  );
  return rows;
}

async function expectStored(on: Deployment, frame: ExpectedFrame): Promise<void> {
  const logged = await loggedAlerts(on.db, frame.deviceId);
  expect(logged, frame.name).toHaveLength(1);
  expect(logged[0]).toMatchObject({
    type: frame.type,
    grid_code: frame.gridCode,
    codec: frame.codec,
    counted: true,
  });
  const timeNs = String(logged[0]?.time_ns);
  expect(timeNs.slice(0, -6)).toBe(String(frame.eventMs));
  const { influx } = on;
  if (influx === null) return;
  const where = `"device" = '${frame.deviceId}'`;
  const points = await until(async () => {
    const found = await pointsOf(influx, where);
    return found.length > 0 && found;
  });
  expect(points, frame.name).toHaveLength(1);
  const [point] = points;
  expect(point?.get('type')).toBe(frame.type);
  expect(point?.get('severity')).toBe(frame.severity);
  expect(point?.get('community')).toBe(frame.gridCode.slice(0, 12));
  expect(point?.get('grid')).toBe(frame.gridCode);
  expect(point?.get('incident')).toBe(logged[0]?.incident_id);
  // to the nanosecond: community, type, time and device are the alert's address, and so its id
  const address = decodeAlertId(String(logged[0]?.id));
  expect(String(address?.timeNs)).toBe(timeNs);
  expect(String(point?.get('time'))).toBe(rfc3339(timeNs));
}

/** Epoch ns as InfluxDB writes a time: no trailing zeros. */
function rfc3339(timeNs: string): string {
  const seconds = new Date(Number(timeNs.slice(0, -9)) * 1_000).toISOString().slice(0, 19);
  const fraction = timeNs.slice(-9).replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}Z`;
}

async function subscriptionsOpen(httpUrl: string, count: number): Promise<void> {
  await until(
    async () =>
      Number(
        /^hub_subscriptions_open (\d+)$/m.exec(await (await fetch(`${httpUrl}/metrics`)).text())?.[1],
      ) === count,
    { what: `${count} subscriptions open` },
  );
}

/** The main job from MQTT to every way out, with a frame of each family and foreign format. */
export async function runFlow(on: Deployment): Promise<void> {
  const { httpUrl, token } = on;
  const frames = await framesOf(on.db);
  const ws = watchWs(httpUrl, token, INCIDENTS);
  const sse = watchSse(httpUrl, token, INCIDENTS);
  const orders = watchWs(httpUrl, token, ORDERS);
  await subscriptionsOpen(httpUrl, 3);

  const device = await connectDevice(on.mqttUrl, 'e2e-device');
  for (const frame of frames) {
    await device.publishAsync(frame.topic, frame.payload, { qos: 1 });
    if (on.pubackIsCommit) expect(await loggedAlerts(on.db, frame.deviceId), frame.name).toHaveLength(1);
    // one after the other, so that the order of events is known
    await until(() => ws.messages.length > frames.indexOf(frame), { what: `the message of ${frame.name}` });
  }

  await until(() => sse.messages.length === frames.length);
  expect(ws.messages.map((message) => message.errors)).toEqual(frames.map(() => undefined));
  expect(sse.messages.map(cursorOf)).toEqual(ws.messages.map(cursorOf));
  for (const [index, frame] of frames.entries()) {
    const message = ws.messages[index] ?? {};
    expect(change(message, 'change'), frame.name).toBe('OPENED');
    expect(change(message, 'incident', 'type', 'code')).toBe(frame.type);
    expect(change(message, 'incident', 'device', 'name')).toBe(frame.deviceName);
    expect(change(message, 'incident', 'grid', 'code')).toBe(frame.gridCode);
    expect(change(message, 'incident', 'grid', 'duty', 0, 'person', 'title')).not.toBe('');
    expect(change(message, 'alert', 'type', 'code')).toBe(frame.type);
  }

  // the work order follows a moment later, told by its own stream with fields of four subgraphs
  const opened = await until(() => {
    const found = orders.messages.filter(
      (message) =>
        at(message.data, 'workOrderChanged', 'change') === 'OPENED' &&
        // recurring duties of the demo open theirs beside them
        at(message.data, 'workOrderChanged', 'workOrder', 'incidents', 0) !== undefined,
    );
    return found.length === frames.length && found;
  });
  for (const frame of frames) {
    const order = opened.find(
      (message) =>
        at(message.data, 'workOrderChanged', 'workOrder', 'incidents', 0, 'device', 'id') === frame.deviceId,
    );
    expect(order, frame.name).toBeDefined();
    const path = ['workOrderChanged', 'workOrder'];
    expect(textAt(order?.data, ...path, 'caseNumber')).toMatch(/^[CE]\d+/);
    expect(textAt(order?.data, ...path, 'incidents', 0, 'device', 'name')).toBe(frame.deviceName);
    expect(textAt(order?.data, ...path, 'grid', 'name')).not.toBe('');
    expect(textAt(order?.data, ...path, 'grid', 'duty', 0, 'person', 'title')).not.toBe('');
    expect(textAt(order?.data, ...path, 'assignee', 'title')).not.toBe('');
    expect(textAt(order?.data, ...path, 'dispatchExplanation')).not.toBe('');
    expect(listAt(order?.data, ...path, 'clocks').length).toBeGreaterThan(0);
  }

  for (const frame of frames) {
    await expectStored(on, frame);
    const answer = await data(httpUrl, token, ORDERS_OF, { device: frame.deviceId });
    const [incident, ...others] = listAt(answer, 'incidents', 'nodes');
    expect(others).toEqual([]);
    expect(at(incident, 'count')).toBe(1);
    expect(textAt(incident, 'workOrder', 'caseNumber')).toMatch(/^[CE]\d+/);
    expect(listAt(incident, 'alerts', 'nodes')).toHaveLength(1);
    if (frame.codec === 'canonical') {
      const { id, values } = Object(JSON.parse(frame.payload));
      expect(at(incident, 'alerts', 'nodes', 0, 'sourceEventId')).toBe(id);
      expect(at(incident, 'alerts', 'nodes', 0, 'values')).toEqual(values);
    }
  }

  await expectReplay(on, frames, ws.messages, device);
  await expectFirstQuery(on);
  await expectBadFrames(on);

  for (const each of [ws, sse, orders]) await each.close();
  await device.endAsync();
}

/** The cursors and payloads that a subscriber gets who resumes after `after`, and nothing more. */
async function resumed(on: Deployment, after: string, count: number): Promise<Answer[]> {
  const overWs = watchWs(on.httpUrl, on.token, INCIDENTS, { after });
  await until(() => overWs.messages.length >= count);
  await overWs.close();
  return overWs.messages;
}

/** Resuming after the first message gives the others again, then what is new, and nothing else. */
async function expectReplay(
  on: Deployment,
  frames: readonly ExpectedFrame[],
  before: readonly Answer[],
  device: MqttClient,
): Promise<void> {
  const { httpUrl, token } = on;
  const [first, ...missed] = before;
  if (first === undefined) throw new Error('nothing was told');
  const after = cursorOf(first);
  // incident, device, grid with duty and now also the work order in one message
  await until(async () => {
    const messages = await resumed(on, after, missed.length);
    return messages.every(
      (message) =>
        typeof at(message.data, 'incidentChanged', 'incident', 'workOrder', 'caseNumber') === 'string',
    );
  });
  const overWs = watchWs(httpUrl, token, INCIDENTS, { after });
  const raw = await openStream(httpUrl, { token, query: INCIDENTS, lastEventId: after });
  await until(() => overWs.messages.length >= missed.length && raw.events.length >= missed.length);
  // the same frame once more is the same alert; one of another device is news
  const [again] = frames;
  const [news] = await framesOf(on.db, 1);
  if (again === undefined || news === undefined) throw new Error('no frames');
  await device.publishAsync(again.topic, again.payload, { qos: 1 });
  await device.publishAsync(news.topic, news.payload, { qos: 1 });
  await until(() => overWs.messages.length > missed.length && raw.events.length > missed.length);
  const told = raw.events.map((event) => answerOf(JSON.parse(event.data)));
  for (const messages of [overWs.messages, told]) {
    expect(messages.slice(0, -1).map(cursorOf)).toEqual(missed.map(cursorOf));
    expect(messages.slice(0, -1).map(incidentOf)).toEqual(missed.map(incidentOf));
    expect(messages.map((message) => change(message, 'incident', 'device', 'id')).at(-1)).toBe(news.deviceId);
  }
  expect(raw.events.map((event) => event.id)).toEqual(told.map(cursorOf));
  expect(await loggedAlerts(on.db, again.deviceId)).toHaveLength(1);
  raw.close();
  await overWs.close();
}

/** What the README asks first is answered with fields of four subgraphs. */
async function expectFirstQuery({ httpUrl, token }: Deployment): Promise<void> {
  const nodes = await until(async () => {
    const found = listAt(await data(httpUrl, token, FIRST_QUERY), 'incidents', 'nodes');
    return found.length === 3 && found.every((node) => at(node, 'workOrder') !== null) && found;
  });
  for (const node of nodes) {
    expect(textAt(node, 'type', 'nameZh')).not.toBe('');
    expect(textAt(node, 'device', 'name')).not.toBe('');
    expect(textAt(node, 'grid', 'duty', 0, 'post', 'role', 'nameZh')).not.toBe('');
    expect(textAt(node, 'workOrder', 'caseNumber')).not.toBe('');
  }
}
