import type { InfluxConfig } from '../runtime/config.ts';

/** What the configuration says of a plain InfluxDB at `url`. */
export function influxAt(url: string, given: Partial<InfluxConfig> = {}): InfluxConfig {
  return {
    url,
    version: 'auto',
    database: 'wangge',
    retentionPolicy: null,
    token: null,
    org: null,
    bucket: null,
    username: null,
    password: null,
    timeoutMs: 5_000,
    ...given,
  };
}
