import type { Lines, LineWriter, WriteOutcome } from '../runtime/series/influx-writer.ts';
import type { Point } from './relay-lines.ts';
import { backoffMs, pause } from './relay-wait.ts';

export interface Refused {
  point: Point;
  reason: string;
}

export interface Delivery {
  writer: LineWriter;
  /** Makes database and retention policy; tried when the server knows none. */
  setUp(): Promise<void>;
  /** Told of every attempt that will be made again. */
  onRetry(reason: string, attempt: number): void;
  signal: AbortSignal;
}

type Conclusive = Exclude<WriteOutcome, { kind: 'retry' | 'missing' }>;

/** Sends until the server has judged the lines themselves; nothing is held in memory but these. */
async function send(lines: Lines, delivery: Delivery): Promise<Conclusive> {
  const { writer, setUp, onRetry, signal } = delivery;
  for (let attempt = 0; ; attempt += 1) {
    signal.throwIfAborted();
    const outcome = await writer.write(lines);
    if (outcome.kind !== 'retry' && outcome.kind !== 'missing') return outcome;
    onRetry(outcome.reason, attempt);
    // refused or out of reach: the next attempt tells
    if (outcome.kind === 'missing') await setUp().catch((error) => onRetry(String(error), attempt));
    if (outcome.kind === 'missing' && attempt === 0) continue;
    const asked = outcome.kind === 'retry' ? (outcome.afterMs ?? 0) : 0;
    await pause(Math.max(backoffMs(attempt), Math.min(asked, 60_000)), signal);
  }
}

/** Where to cut a refused batch. The server keeps the good lines of it either way, so sending again is harmless. */
function parts(points: Point[], reason: string, dropped: number | null): Point[][] {
  if (dropped !== null && dropped < points.length && /beyond retention/i.test(reason)) {
    // the oldest ones are those it dropped
    const aged = points.map((point) => ({ point, timeNs: point.timeNs() }));
    const byAge = aged
      .sort((a, b) => (a.timeNs < b.timeNs ? -1 : a.timeNs > b.timeNs ? 1 : 0))
      .map(({ point }) => point);
    return [byAge.slice(0, dropped), byAge.slice(dropped)];
  }
  const middle = Math.ceil(points.length / 2);
  return [points.slice(0, middle), points.slice(middle)];
}

/**
 * Writes the points; returns when each of them is either in InfluxDB (204) or known to be refused by it for what it
 * is: older than the retention, a field of another type, unparsable. The neighbours of such a one are written.
 * @throws the signal's reason when aborted
 */
export async function deliver(points: Point[], delivery: Delivery): Promise<Refused[]> {
  const refused: Refused[] = points.flatMap((point) =>
    point.line === null ? [{ point, reason: point.fault }] : [],
  );
  const waiting: Point[][] = [points.filter(({ line }) => line !== null)];
  for (let batch = waiting.pop(); batch !== undefined; batch = waiting.pop()) {
    if (batch.length === 0) continue;
    // in the order of their series, which InfluxDB takes for a quarter less CPU than mixed ones
    const lines = batch.map(({ line }) => line ?? '').sort();
    const outcome = await send({ count: batch.length, text: lines.join('\n') }, delivery);
    if (outcome.kind === 'written') continue;
    const [reason, dropped] =
      outcome.kind === 'refused'
        ? [outcome.reason, outcome.dropped]
        : ['HTTP 413: larger than it takes', null];
    if (batch.length === 1 || dropped === batch.length) {
      for (const point of batch) refused.push({ point, reason });
    } else {
      waiting.push(...parts(batch, reason, dropped));
    }
  }
  return refused;
}

/**
 * As `deliver`, for lines that need no look as long as InfluxDB takes all of them; if it does not, their points are
 * asked for and delivered one by one.
 */
export async function deliverLines(
  lines: Lines,
  points: () => Promise<Point[]>,
  delivery: Delivery,
): Promise<Refused[]> {
  const outcome = await send(lines, delivery);
  return outcome.kind === 'written' ? [] : deliver(await points(), delivery);
}
