import { readFileSync } from 'node:fs';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { HubError, REFUSAL_REASONS, type RefusalReason } from '../core/errors.ts';
import type { Signal } from '../core/signal.ts';
import type { Codec } from '../ingest/codec.ts';
import { createCodecMemories } from '../ingest/codec-memory.ts';
import { CODECS } from '../ingest/codecs/table.ts';
import { decodeFrame } from '../ingest/decode.ts';
import { type CodecFor, loadBindings } from '../ingest/sources/bind.ts';
import { HUB_BROKER } from '../ingest/sources/schema.ts';
import { loadConfig } from '../runtime/config.ts';

export interface LintOptions {
  topic?: string | undefined;
  /** A codec by name in place of the one that is bound to the topic. */
  codec?: string | undefined;
  /** Broker that the frames come over, by its name in the sources file. */
  broker?: string | undefined;
}

/** What intake would do with one frame. */
export interface LintReport {
  /** Line of a JSON lines file; null for a file that is one payload. */
  line: number | null;
  topic: string;
  /** Codec, its version and source; null: none is bound to the topic. */
  codec: { name: string; version: number; source: string } | null;
  signals: Signal[];
  refusals: { reason: RefusalReason; path: string; message: string }[];
}

interface LintFrame {
  line: number | null;
  topic: string;
  payload: Buffer;
}

const lineShape = Compile(
  Type.Object({
    topic: Type.String({ minLength: 1 }),
    payload: Type.Optional(Type.Unknown()),
    payloadBase64: Type.Optional(Type.String()),
  }),
);

function badInput(path: string, reason: string, reasonZh: string): HubError {
  return new HubError('BAD_USER_INPUT', { path, reason, reasonZh });
}

function codecNamed(name: string): Codec {
  const codec = CODECS.find((one) => one.name === name);
  if (codec !== undefined) return codec;
  const names = CODECS.map((one) => one.name).join(', ');
  throw badInput('--codec', `it is one of ${names}`, `须为以下之一：${names}`);
}

/** Every line a frame. A payload that is no string is JSON itself. @throws HubError BAD_USER_INPUT naming the line */
function framesOf(text: string): LintFrame[] {
  return text.split('\n').flatMap((source, index): LintFrame[] => {
    if (source.trim() === '') return [];
    const line = index + 1;
    let value: unknown;
    try {
      value = JSON.parse(source);
    } catch {
      value = null;
    }
    if (!lineShape.Check(value) || (value.payload === undefined) === (value.payloadBase64 === undefined)) {
      throw badInput(
        `line ${line}`,
        'expected {"topic", "payload" or "payloadBase64"}; a file that is one payload needs --topic or --codec',
        '应为 {"topic", "payload" 或 "payloadBase64"}；单个负载文件须给出 --topic 或 --codec',
      );
    }
    const { topic, payload, payloadBase64 } = value;
    if (payloadBase64 !== undefined) return [{ line, topic, payload: Buffer.from(payloadBase64, 'base64') }];
    return [
      { line, topic, payload: Buffer.from(typeof payload === 'string' ? payload : JSON.stringify(payload)) },
    ];
  });
}

/**
 * What intake would do with the frames of a file: a payload as it is (with a topic or a codec), else JSON lines of
 * `{topic, payload | payloadBase64}`, in whose order codecs remember. Nothing is stored or sent.
 * @throws HubError BAD_USER_INPUT
 */
export function lintFrames(
  bytes: Buffer,
  { topic, codec, broker = HUB_BROKER }: LintOptions,
  intake: { codecFor: CodecFor; siteZone: string; payloadBytes: number; nowMs: number },
): LintReport[] {
  const named = codec === undefined ? null : codecNamed(codec);
  // a codec's own example says what its topics look like
  const shown = topic ?? named?.accepted[0]?.topic;
  const frames =
    shown === undefined ? framesOf(bytes.toString('utf8')) : [{ line: null, topic: shown, payload: bytes }];
  const { siteZone, payloadBytes, nowMs } = intake;
  const memories = createCodecMemories({ siteZone });
  return frames.map(({ line, topic: at, payload }) => {
    const bound = named ?? intake.codecFor(at, broker);
    const { signals, refusals } = decodeFrame(
      { topic: at, payload, receivedAt: nowMs },
      { redelivered: false, size: payload.length, broker, replayOf: null },
      bound,
      { siteZone, payloadBytes, memories },
    );
    return {
      line,
      topic: at,
      codec:
        bound === null
          ? null
          : { name: bound.name, version: bound.version, source: bound.source?.name ?? bound.name },
      signals,
      refusals: refusals.map(({ reason, path, message }) => ({ reason, path, message })),
    };
  });
}

function told(signal: Signal): string {
  const at = new Date(signal.time.ms).toISOString();
  const time = signal.time.quality === 'GOOD' ? at : `${at} (receive time 接收时间)`;
  const { kind, deviceId, family, gridHint } = signal;
  const { time: _time, kind: _kind, deviceId: _id, family: _family, gridHint: _grid, ...rest } = signal;
  return `    ${kind} ${family} ${deviceId} ${gridHint ?? '-'} ${time}\n      ${JSON.stringify(rest)}`;
}

/** Lines for a person, both languages. */
export function lintText({ line, topic, codec, signals, refusals }: LintReport): string {
  const where = `${line === null ? '' : `${line}: `}${topic}`;
  const by = codec === null ? '' : ` ${codec.name} ${codec.version} (${codec.source})`;
  const verdict =
    refusals.length === 0
      ? `✓ accepted 接收${by}`
      : signals.length > 0
        ? `✗ accepted in part 部分接收${by}`
        : `✗ refused 拒收${by}`;
  const nothing =
    refusals.length === 0 && signals.length === 0
      ? ['    nothing to store, by the rules of the format 按格式规则无需入库']
      : [];
  const why = refusals.map(
    ({ reason, path, message }) =>
      `    ${reason} ${path === '' ? '' : `${path} `}${message}；${REFUSAL_REASONS[reason].zh}`,
  );
  return [`${where}\n  ${verdict}`, ...nothing, ...signals.map(told), ...why].join('\n');
}

/** `hub mqtt lint`: prints a report of each frame. @returns exit code: 1 when any is refused, in whole or in part */
export function lintFile(
  file: string,
  options: LintOptions,
  print: (text: string) => void = console.log,
): number {
  const config = loadConfig();
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw badInput('file', why, `无法读取：${why}`);
  }
  const reports = lintFrames(bytes, options, {
    codecFor: loadBindings(config).codecFor,
    siteZone: config.site.zone,
    payloadBytes: config.limits.payloadBytes,
    nowMs: Date.now(),
  });
  for (const report of reports) print(lintText(report));
  const refused = reports.filter(({ refusals }) => refusals.length > 0).length;
  print(
    `${reports.length} frames, ${refused} refused in whole or in part; 共 ${reports.length} 帧，${refused} 帧全部或部分拒收`,
  );
  return refused > 0 ? 1 : 0;
}
