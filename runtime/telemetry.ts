import { AsyncLocalStorage } from 'node:async_hooks';
import { HubError } from '../core/errors.ts';

// Tracing as the hub's code sees it. Nothing of OpenTelemetry is loaded from here: without a collector there is no
// backend, and every function below does next to nothing. One backend a process, as OpenTelemetry itself has it:
// a tracer handed through every service would be a parameter of all of them for the sake of a few.

export type SpanValue = string | number | boolean | string[];
export type SpanAttributes = Readonly<Record<string, SpanValue>>;
export type WorkKind = 'internal' | 'server' | 'client' | 'consumer';

/** W3C Trace Context: ids in hex, the flags' lowest bit says that the trace is recorded. */
export interface TraceIds {
  traceId: string;
  spanId: string;
  flags: number;
}

/** One piece of work while it is traced. Attributes are names, counts and codes, never values of people or tokens. */
export interface WorkSpan {
  set(attributes: SpanAttributes): void;
  rename(name: string): void;
  /** It did not do what it should; `code` is one of ours or the name of an error, never its text. */
  fail(code: string): void;
}

export interface OpenSpan extends WorkSpan {
  readonly ids: TraceIds;
  end(): void;
}

export interface NewWork {
  name: string;
  kind: WorkKind;
  attributes: SpanAttributes;
  /** A span of another trace that this work has to do with. */
  linked: TraceIds | null;
}

export interface TraceBackend {
  open(work: NewWork, parent: TraceIds | null): OpenSpan;
  /** Sends what is left, within its deadline. Never rejects. */
  close(): Promise<void>;
}

const SILENT: WorkSpan = { set() {}, rename() {}, fail() {} };
const current = new AsyncLocalStorage<OpenSpan>();
let backend: TraceBackend | null = null;

/** From now on work is traced there; null: not at all. */
export function traceWith(next: TraceBackend | null): void {
  backend = next;
}

/** Whether anything is traced: for what would cost something to find out. */
export function tracing(): boolean {
  return backend !== null;
}

/** The span that the caller is in; one that takes nothing where there is none. */
export function currentSpan(): WorkSpan {
  return (backend === null ? undefined : current.getStore()) ?? SILENT;
}

export interface SpanOptions {
  kind?: WorkKind;
  attributes?: SpanAttributes;
  /**
   * Whoever asked, by the `traceparent` header; it counts where the work is in no span of this process. The trace of one
   * that is trusted goes on here, whether it is recorded too; another's is linked to, and decides nothing.
   */
  asker?: { traceparent: string | string[] | undefined; trusted: boolean };
  /** Work of a loop: a trace of its own, whatever span the loop was started in. */
  root?: boolean;
}

/** Does `work` in a span of its own, below the one that it is called in. What it throws marks the span and goes on. */
export function inSpan<T>(
  name: string,
  { kind = 'internal', attributes = {}, asker, root = false }: SpanOptions,
  work: (span: WorkSpan) => Promise<T>,
): Promise<T> {
  if (backend === null) return work(SILENT);
  const around = root ? undefined : current.getStore()?.ids;
  const asking = root || around !== undefined ? null : traceIdsOf(asker?.traceparent);
  const trusted = asker?.trusted === true;
  const span = backend.open(
    { name, kind, attributes, linked: trusted ? null : asking },
    around ?? (trusted ? asking : null),
  );
  return current.run(span, async () => {
    try {
      return await work(span);
    } catch (error) {
      span.fail(errorCode(error));
      throw error;
    } finally {
      span.end();
    }
  });
}

/** A code of ours, a system's (ECONNREFUSED) or Postgres's (23505), else the kind of error: never its text. */
function errorCode(error: unknown): string {
  if (error instanceof HubError) return error.code;
  if (!(error instanceof Error)) return 'error';
  const code: unknown = 'code' in error ? error.code : null;
  return typeof code === 'string' && /^\w{2,50}$/.test(code) ? code : error.name;
}

/** The `traceparent` header to send on, while in a span. */
export function traceparent(): string | undefined {
  const ids = backend === null ? undefined : current.getStore()?.ids;
  if (ids === undefined) return undefined;
  return `00-${ids.traceId}-${ids.spanId}-${ids.flags.toString(16).padStart(2, '0')}`;
}

/** Reads a `traceparent` header (W3C Trace Context, 3.2); null for one that is none. */
export function traceIdsOf(header: string | string[] | undefined): TraceIds | null {
  if (typeof header !== 'string') return null;
  const [, version, traceId = '', spanId = '', flags = '', more] =
    /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(-.*)?$/.exec(header.trim()) ?? [];
  if (version === undefined || version === 'ff' || (version === '00' && more !== undefined)) return null;
  if (/^0+$/.test(traceId) || /^0+$/.test(spanId)) return null;
  return { traceId, spanId, flags: Number.parseInt(flags, 16) };
}

/** What a log line says of the span that it was written in. */
export function traceFields(): { trace_id?: string; span_id?: string } {
  const ids = backend === null ? undefined : current.getStore()?.ids;
  // a new object each time: pino writes the line's own fields into it
  return ids === undefined ? {} : { trace_id: ids.traceId, span_id: ids.spanId };
}
