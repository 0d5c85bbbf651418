import type { SettingReader } from './read.ts';
import type { Setting } from './setting.ts';
import { SETTINGS } from './settings.ts';

export interface TelemetryConfig {
  /** Whether there is a collector to send traces to. */
  enabled: boolean;
  /** The OTEL_ variables that are set, by name, for OpenTelemetry's own SDK. */
  variables: Record<string, string>;
  /** Whether the traces of whoever asks go on here. */
  trustTraceparent: boolean;
}

export function telemetryOf(read: SettingReader): TelemetryConfig {
  const settings: [string, Setting<unknown>][] = Object.entries(SETTINGS);
  const variables: Record<string, string> = {};
  for (const [name, setting] of settings) {
    const value = name.startsWith('OTEL_') ? read.optional(name, setting) : null;
    if (value !== null) variables[name] = String(value);
  }
  const { OTEL_SDK_DISABLED: disabled, OTEL_TRACES_EXPORTER: exporter } = variables;
  const collector = variables.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? variables.OTEL_EXPORTER_OTLP_ENDPOINT;
  return {
    enabled: collector !== undefined && disabled !== 'true' && exporter !== 'none',
    variables,
    trustTraceparent: read.value('HUB_TRUST_TRACEPARENT', SETTINGS.HUB_TRUST_TRACEPARENT),
  };
}
