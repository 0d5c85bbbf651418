import { textArray } from './sql.ts';

/** What an incident is about, in parts. */
export interface KeyParts {
  deviceId: string;
  channel: string;
  type: string;
}

/** Keys as rows; parameters: `keyValues`. */
export const KEYS = 'unnest($1::text[], $2::text[], $3::text[]) AS k(device_id, channel, type)';
const OF_KEY = 'device_id = k.device_id AND %.channel = k.channel AND %.type = k.type';
/** `alias` is of the key `k`. */
export const ofKey = (alias: string) => `${alias}.${OF_KEY.replaceAll('%', alias)}`;

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** In the order in which rows of keys are locked. */
export const byKey = (a: KeyParts, b: KeyParts) =>
  compare(a.deviceId, b.deviceId) || compare(a.channel, b.channel) || compare(a.type, b.type);

/** The parameters of KEYS. */
export const keyValues = (keys: readonly KeyParts[]) => [
  textArray(keys.map((key) => key.deviceId)),
  textArray(keys.map((key) => key.channel)),
  textArray(keys.map((key) => key.type)),
];

/** Whole ms by date_part: in `extract`, which is numeric, a row of eight times costs more than finding it. */
export const ms = (column: string, name: string) =>
  `round(date_part('epoch', x.${column}) * 1000) AS ${name}`;
