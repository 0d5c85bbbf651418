import { ALERT_TYPES, typeOfSourceCode } from '../../core/alert-types.ts';
import { Refusal } from '../../core/errors.ts';
import { parseEventTime } from '../../core/event-time.ts';
import { isGridCode } from '../../core/grid.ts';
import { isSeverity } from '../../core/severity.ts';
import {
  ALERT_STATUSES,
  type AlertSignal,
  type AlertStatus,
  type ClearSignal,
  type Evidence,
  FAMILIES,
  type Family,
  type ReplySignal,
  type Signal,
  type TelemetrySignal,
} from '../../core/signal.ts';
import type { Codec, CodecOptions, Decoded, Frame } from '../codec.ts';
import { ACCEPTED, REFUSED } from './canonical-examples.ts';
import {
  type AlertPayload,
  alertShape,
  type ClearPayload,
  clearShape,
  readingShape,
  replyShape,
} from './canonical-schema.ts';
import { accept, collectRefusals, deviceIdOf, jsonOf, textOf } from './json.ts';

/** Evidence kinds as stored; any other word is kept as `other`. */
const EVIDENCE_KINDS = ['image', 'video', 'audio', 'document'] as const;

/** Alert type of an alert or clear without one of ours, and the code system of a bare unknown type string. */
export const CANONICAL_CODE_SYSTEM = 'canonical';

type Values = AlertSignal['values'];

interface Address {
  gridHint: string;
  family: Family;
  deviceId: string;
  /** The last level. */
  kind: string;
}

/**
 * Our own topic, `community/v1/<gridCode>/<family>/<deviceId>/<alert|clear|telemetry|status|reply>`, for devices, probes
 * and gateways that can be told what to send. Payload schemas: ingest/codecs/canonical-schema.ts, published as
 * schema/mqtt/*.schema.json.
 *
 * Decided here, because the format leaves it open:
 * - An alert that does not fit the schema is refused whole; unknown words (type, severity, status, evidence kind) are
 *   no misfit: the type becomes `other`, severity and status fall back, and the raw word is kept (domain rule 10).
 * - A missing or unusable time is the receive time with quality BAD (rule 9).
 * - An empty payload on `status` deletes the broker's retained message: no signal. On the others it is refused.
 * - `command` is what the hub sends to a device; read back from a broker, it says nothing.
 * - Evidence that is not a reference (a `data:` URL) is refused alone; the alert stands without it (rule 8).
 */
export const canonical: Codec = {
  name: 'canonical',
  version: 2,
  titleZh: '网格枢纽标准主题',
  titleEn: 'Canonical topic of the hub',
  filters: ['community/v1/+/+/+/+'],
  decode(frame, options) {
    const address = addressOf(frame.topic);
    switch (address.kind) {
      case 'alert':
        return decodeAlert(frame, address, options);
      case 'clear':
        return { signals: [decodeClear(frame, address, options)], refusals: [] };
      case 'telemetry':
        return decodeTelemetry(frame, address, options);
      case 'status':
        return { signals: decodeStatus(frame, address), refusals: [] };
      case 'reply':
        return { signals: [decodeReply(frame, address, options)], refusals: [] };
      case 'command':
        return { signals: [], refusals: [] };
      default:
        throw new Refusal('BAD_TOPIC', '', 'the last level must be alert, clear, telemetry, status or reply');
    }
  },
  accepted: ACCEPTED,
  refused: REFUSED,
};

const ROOT = 'community/v1/';

/** @throws Refusal BAD_TOPIC */
function addressOf(topic: string): Address {
  // the four levels below the root, without an array of all six
  const grid = topic.indexOf('/', ROOT.length);
  const family = topic.indexOf('/', grid + 1);
  const device = topic.indexOf('/', family + 1);
  const levels = Math.min(grid, family, device) > 0 && topic.indexOf('/', device + 1) === -1;
  if (!levels || !topic.startsWith(ROOT)) {
    throw new Refusal('BAD_TOPIC', '', 'expected community/v1/<gridCode>/<family>/<deviceId>/<kind>');
  }
  const gridHint = topic.slice(ROOT.length, grid);
  if (!isGridCode(gridHint)) {
    throw new Refusal('BAD_TOPIC', '', 'a grid code has 4, 6, 9, 12, 15, 17 or 19 digits');
  }
  const familyName = topic.slice(grid + 1, family);
  const known = FAMILIES.find((name) => name === familyName);
  if (known === undefined) throw new Refusal('BAD_TOPIC', '', `the family must be ${FAMILIES.join(', ')}`);
  return {
    gridHint,
    family: known,
    deviceId: deviceIdOf(topic.slice(family + 1, device)),
    kind: topic.slice(device + 1),
  };
}

interface ResolvedType {
  type: string;
  codeSystem: string | null;
  code: string | null;
}

/** @throws Refusal when neither a type nor a code with its system is given */
function resolveType(payload: AlertPayload | ClearPayload): ResolvedType {
  const code = payload.code == null ? null : String(payload.code);
  const codeSystem = payload.codeSystem ?? null;
  if (code !== null && codeSystem === null) {
    throw new Refusal('SCHEMA_MISMATCH', '/codeSystem', 'a code means nothing without its code system');
  }
  const named = payload.type ?? null;
  if (named !== null && ALERT_TYPES.has(named)) return { type: named, codeSystem, code };
  if (code !== null && codeSystem !== null)
    return { type: typeOfSourceCode(codeSystem, code), codeSystem, code };
  if (named !== null) return { type: 'other', codeSystem: codeSystem ?? CANONICAL_CODE_SYSTEM, code: named };
  throw new Refusal('SCHEMA_MISMATCH', '/type', 'give a type, or codeSystem and code');
}

function decodeAlert(frame: Frame, { gridHint, family, deviceId }: Address, options: CodecOptions): Decoded {
  const payload = accept(alertShape, jsonOf(frame.payload));
  const refusals: Refusal[] = [];
  const { type, codeSystem, code } = resolveType(payload);
  const severity = payload.severity?.toLowerCase() ?? null;
  const graded = isSeverity(severity);
  const status = payload.status?.toUpperCase() ?? 'ACTUAL';
  const known = ALERT_STATUSES.find((name): name is AlertStatus => name === status);
  const confidence = payload.confidence ?? null;
  const credible = confidence !== null && confidence >= 0 && confidence <= 1;
  const raw: Values = {};
  if (payload.type != null && type !== payload.type && code !== payload.type) raw.typeRaw = payload.type;
  if (payload.severity != null && !graded) raw.severityRaw = payload.severity;
  if (payload.status != null && known === undefined) raw.statusRaw = payload.status;
  if (confidence !== null && !credible) raw.confidenceRaw = confidence;
  const signal: AlertSignal = {
    kind: 'alert',
    gridHint,
    family,
    deviceId,
    time: parseEventTime(payload.time, frame.receivedAt, options.siteZone),
    type,
    codeSystem,
    code,
    channel: payload.channel == null ? '' : String(payload.channel),
    sourceEventId: payload.id == null ? null : String(payload.id),
    severity: graded ? severity : null,
    confidence: credible ? confidence : null,
    status: known ?? 'ACTUAL',
    values: withRaw(payload.values ?? {}, raw),
    evidence: payload.evidence == null ? [] : evidenceOf(payload.evidence, refusals),
  };
  return { signals: [signal], refusals };
}

/** The values as told when there is nothing to add, which is nearly always. A key may be `__proto__`. */
function withRaw(values: Values, raw: Values): Values {
  for (const _ in raw) return Object.fromEntries([...Object.entries(values), ...Object.entries(raw)]);
  return values;
}

/** A scheme other than http(s) carries bytes (data:) or runs in a page (javascript:); a path has none. */
function isReference(url: string): boolean {
  if (url.startsWith('https://') || url.startsWith('http://')) return true;
  return /^https?:\/\//i.test(url) || !/^[a-z][a-z0-9+.-]*:/i.test(url);
}

/** At most 20 pieces, by the schema: as many refusals. */
function evidenceOf(told: NonNullable<AlertPayload['evidence']>, refusals: Refusal[]): Evidence[] {
  const references = told.filter(({ url }, index) => {
    if (isReference(url.trim())) return true;
    refusals.push(new Refusal('SCHEMA_MISMATCH', `/evidence/${index}/url`, 'not an http(s) URL or a path'));
    return false;
  });
  return references.map(({ url, kind, sha256 }) => {
    const word = kind?.toLowerCase();
    const known = EVIDENCE_KINDS.find((name) => name === word);
    const reference: Evidence = { url: url.trim(), kind: known ?? 'other' };
    return sha256 == null ? reference : { ...reference, sha256: sha256.toLowerCase() };
  });
}

function decodeClear(
  frame: Frame,
  { gridHint, family, deviceId }: Address,
  options: CodecOptions,
): ClearSignal {
  const payload = accept(clearShape, jsonOf(frame.payload));
  return {
    kind: 'clear',
    gridHint,
    family,
    deviceId,
    time: parseEventTime(payload.time, frame.receivedAt, options.siteZone),
    type: resolveType(payload).type,
    channel: payload.channel == null ? '' : String(payload.channel),
    sourceEventId: payload.id == null ? null : String(payload.id),
    ...(payload.values == null ? {} : { values: payload.values }),
  };
}

function decodeTelemetry(
  frame: Frame,
  { gridHint, family, deviceId }: Address,
  options: CodecOptions,
): Decoded {
  const payload = jsonOf(frame.payload);
  const read = (entry: unknown, at: string): TelemetrySignal => {
    const { time, values } = accept(readingShape, entry, at);
    return {
      kind: 'telemetry',
      gridHint,
      family,
      deviceId,
      time: parseEventTime(time, frame.receivedAt, options.siteZone),
      values,
    };
  };
  if (!Array.isArray(payload)) return { signals: [read(payload, '')], refusals: [] };
  const refusals = collectRefusals();
  const signals = payload.flatMap((entry: unknown, index) => {
    // naming what is wrong costs far more than seeing that something is
    if (refusals.full() && !readingShape.Check(entry)) {
      refusals.count();
      return [];
    }
    try {
      return [read(entry, `/${index}`)];
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      refusals.add(error);
      return [];
    }
  });
  const [first] = refusals.all();
  if (signals.length === 0 && first !== undefined) throw first;
  return { signals, refusals: refusals.all() };
}

/** A device answers a command with what the command gave, not with a file. */
const MAX_REPLY_BYTES = 64 * 1024;

function decodeReply(
  frame: Frame,
  { gridHint, family, deviceId }: Address,
  options: CodecOptions,
): ReplySignal {
  if (frame.payload.length > MAX_REPLY_BYTES) {
    throw new Refusal('TOO_LARGE', '', `a reply has at most ${MAX_REPLY_BYTES} bytes`);
  }
  const { id, ok, result, error, time } = accept(replyShape, jsonOf(frame.payload));
  return {
    kind: 'reply',
    gridHint,
    family,
    deviceId,
    time: parseEventTime(time, frame.receivedAt, options.siteZone),
    commandId: id,
    ok: ok ?? error == null,
    result,
    error: error ?? null,
  };
}

function decodeStatus(frame: Frame, { gridHint, family, deviceId }: Address): Signal[] {
  if (frame.payload.length === 0) return [];
  // bare word, JSON string or {"status": …}: gateways differ, the meaning does not
  const word = /^\s*(?:\{\s*"status"\s*:\s*)?"?(online|offline)"?\s*\}?\s*$/i.exec(textOf(frame.payload));
  if (word === null) throw new Refusal('SCHEMA_MISMATCH', '', 'expected online or offline');
  return [
    {
      kind: 'status',
      gridHint,
      family,
      deviceId,
      // the message carries no time: the hub's own observation
      time: { ms: frame.receivedAt, quality: 'GOOD' },
      online: word[1]?.toLowerCase() === 'online',
    },
  ];
}
