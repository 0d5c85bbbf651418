import { hash, randomBytes } from 'node:crypto';

/** Chance and time of a new id, given by tests; else the machine's own. */
export interface IdSource {
  nowMs?: number;
  /** At least 10 bytes. */
  random?: Uint8Array;
}

/** `<prefix>_` + UUIDv7 (RFC 9562) as 32 hex digits: ids sort by the millisecond they were made in. */
export function newId(prefix: string, source: IdSource = {}): string {
  const bytes = Buffer.alloc(16);
  bytes.writeUIntBE(source.nowMs ?? Date.now(), 0, 6);
  bytes.set((source.random ?? randomBytes(10)).subarray(0, 10), 6);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x70, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return `${prefix}_${bytes.toString('hex')}`;
}

/** `inc_…` */
export function newIncidentId(source: IdSource = {}): string {
  return newId('inc', source);
}

/** `wo_…` */
export function newWorkOrderId(source: IdSource = {}): string {
  return newId('wo', source);
}

/** Where an alert lies in the series store. */
export interface AlertAddress {
  /** 12 digits. */
  communityCode: string;
  type: string;
  /** Ns since the epoch, signed 64 bits. */
  timeNs: bigint;
  deviceId: string;
}

const ALERT_PREFIX = 'al_';
// far above any address that was ever stored; keeps a hostile id from being parsed
const MAX_ID_LENGTH = 8192;
const COMMUNITY = /^[0-9]{12}$/;
const DECIMAL = /^-?[0-9]{1,19}$/;

/** `al_` + base64url of the address as JSON, which keeps any string as it is, lone surrogates too. */
export function encodeAlertId(address: AlertAddress): string {
  const { communityCode, type, timeNs, deviceId } = address;
  const text = JSON.stringify([communityCode, type, timeNs.toString(), deviceId]);
  return ALERT_PREFIX + Buffer.from(text, 'utf8').toString('base64url');
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The address of an id of ours; null for any other string. Exactly one id stands for an address. */
export function decodeAlertId(id: string): AlertAddress | null {
  if (!id.startsWith(ALERT_PREFIX) || id.length > MAX_ID_LENGTH) return null;
  const fields = parse(Buffer.from(id.slice(ALERT_PREFIX.length), 'base64url').toString('utf8'));
  if (!Array.isArray(fields) || fields.length !== 4) return null;
  const [communityCode, type, time, deviceId]: unknown[] = fields;
  if (typeof communityCode !== 'string' || !COMMUNITY.test(communityCode)) return null;
  if (typeof type !== 'string' || typeof deviceId !== 'string') return null;
  if (typeof time !== 'string' || !DECIMAL.test(time)) return null;
  const timeNs = BigInt(time);
  if (BigInt.asIntN(64, timeNs) !== timeNs) return null;
  const address = { communityCode, type, timeNs, deviceId };
  return encodeAlertId(address) === id ? address : null;
}

/**
 * Signed 64-bit hash that tells a redelivery from a second alert: the first 8 bytes of SHA-256 over the device and its
 * source event id, or the payload when it gives none. A source event id counts only within its device.
 */
export function fingerprint(deviceId: string, sourceEventId: string | null, payload: Buffer): bigint {
  // the length keeps (ab, c) and (a, bc) apart, the letter an id from a payload of the same bytes
  const device = `${Buffer.byteLength(deviceId)}:${deviceId}`;
  const told =
    sourceEventId === null
      ? Buffer.concat([Buffer.from(`${device}p`), payload])
      : `${device}s${sourceEventId}`;
  // as a string of bytes: a Buffer costs as much again as the hash
  const digest = hash('sha256', told, 'binary');
  return (BigInt(wordOf(digest, 0)) << 32n) | BigInt(wordOf(digest, 4) >>> 0);
}

/** Four bytes from `at` on as a signed number, the highest first. */
function wordOf(bytes: string, at: number): number {
  return (
    (bytes.charCodeAt(at) << 24) |
    (bytes.charCodeAt(at + 1) << 16) |
    (bytes.charCodeAt(at + 2) << 8) |
    bytes.charCodeAt(at + 3)
  );
}

const NS_PER_MS = 1_000_000n;

/**
 * Event time in ns: the millisecond as told, below it the hash, so that the same frame finds its own address and two
 * alerts of one ms lie apart. `probe` (0, 1, …) steps to the next address within the ms when another alert holds it.
 */
export function alertTimeNs(eventMs: number, fingerprintHash: bigint, probe = 0): bigint {
  const below = (BigInt.asUintN(64, fingerprintHash) + BigInt(probe)) % NS_PER_MS;
  return BigInt(Math.floor(eventMs)) * NS_PER_MS + below;
}
