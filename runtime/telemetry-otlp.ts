import { ROOT_CONTEXT, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
  serviceInstanceIdDetector,
} from '@opentelemetry/resources';
import { BasicTracerProvider, BatchSpanProcessor, type SpanExporter } from '@opentelemetry/sdk-trace-base';
import type { Log } from './log.ts';
import type { OpenSpan, TraceBackend, TraceIds } from './telemetry.ts';

const KINDS = {
  internal: SpanKind.INTERNAL,
  server: SpanKind.SERVER,
  client: SpanKind.CLIENT,
  consumer: SpanKind.CONSUMER,
} as const;

/** The SDK reads the process's variables alone, and once: here it finds what `.env` and secret files say, too. */
function withVariables<T>(variables: Readonly<Record<string, string>>, make: () => T): T {
  const before = new Map(Object.keys(variables).map((name) => [name, process.env[name]]));
  Object.assign(process.env, variables);
  try {
    return make();
  } finally {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
  }
}

/** Says once that the collector does not take spans, and once that it does again; the SDK itself would say nothing. */
function watched(exporter: SpanExporter, log: Log): SpanExporter {
  let failing = false;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        // ExportResultCode.SUCCESS; its package is not one of ours
        const failed = result.code !== 0;
        if (failed && !failing) {
          log.warn(
            { err: result.error, spans: spans.length },
            'the OpenTelemetry collector takes no spans; they are lost until it does',
          );
        } else if (!failed && failing) log.info('the OpenTelemetry collector takes spans again');
        failing = failed;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

export interface BackendOptions {
  /** OTEL_ variables, by name. */
  variables: Readonly<Record<string, string>>;
  service: string;
  log: Log;
  flushMs: number;
}

/** Traces to an OTLP/HTTP collector in the background: batches, bounded, dropped when it does not keep up. */
export function openBackend({ variables, service, log, flushMs }: BackendOptions): TraceBackend {
  const provider = withVariables(variables, () => {
    const resource = defaultResource()
      .merge(resourceFromAttributes({ 'service.name': service }))
      .merge(detectResources({ detectors: [serviceInstanceIdDetector, envDetector] }));
    const processor = new BatchSpanProcessor(watched(new OTLPTraceExporter(), log));
    return new BasicTracerProvider({ resource, spanProcessors: [processor] });
  });
  const tracer = provider.getTracer('wangge-hub');

  const spanContextOf = ({ traceId, spanId, flags }: TraceIds) => ({ traceId, spanId, traceFlags: flags });
  const contextOf = (parent: TraceIds | null) =>
    parent === null ? ROOT_CONTEXT : trace.setSpanContext(ROOT_CONTEXT, spanContextOf(parent));

  return {
    open({ name, kind, attributes, linked }, parent): OpenSpan {
      const links = linked === null ? [] : [{ context: spanContextOf(linked) }];
      const span = tracer.startSpan(name, { kind: KINDS[kind], attributes, links }, contextOf(parent));
      const { traceId, spanId, traceFlags } = span.spanContext();
      return {
        ids: { traceId, spanId, flags: traceFlags },
        set: (more) => void span.setAttributes(more),
        rename: (other) => void span.updateName(other),
        fail(code) {
          span.setAttribute('error.type', code);
          span.setStatus({ code: SpanStatusCode.ERROR, message: code });
        },
        end: () => span.end(),
      };
    },
    async close() {
      const { promise: deadline, resolve } = Promise.withResolvers<void>();
      const timer = setTimeout(resolve, flushMs);
      // what could not be sent was told by the exporter
      await Promise.race([provider.shutdown().catch(() => {}), deadline]);
      clearTimeout(timer);
    },
  };
}
