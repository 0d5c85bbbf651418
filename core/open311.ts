import { zoneOffsetMs } from './event-time.ts';

/**
 * Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2): its words, its limits and its refusals. The facade is one
 * more client of the graph; nothing here opens or changes an order.
 */
export interface Open311Refusal {
  /** HTTP status; the same number stands in the body. */
  code: 400 | 403 | 404 | 405 | 406 | 413 | 415 | 429 | 500 | 503;
  description: string;
}

/** A request that cannot be served, in the facade's own words. */
export class Open311Fault extends Error {
  readonly refusal: Open311Refusal;
  /** Seconds until it may be tried again. */
  readonly retryAfter: number | null;

  constructor(code: Open311Refusal['code'], description: string, retryAfter: number | null = null) {
    super(description);
    this.name = 'Open311Fault';
    this.refusal = { code, description };
    this.retryAfter = retryAfter;
  }
}

/** A published request, its fields in the order of the specification; null: not known, or not told. */
export interface Open311Request {
  service_request_id: string;
  status: 'open' | 'closed';
  status_notes: string | null;
  service_name: string;
  service_code: string;
  description: string | null;
  agency_responsible: string | null;
  service_notice: string | null;
  requested_datetime: string;
  updated_datetime: string;
  expected_datetime: string | null;
  address: string | null;
  address_id: string | null;
  zipcode: string | null;
  lat: number | null;
  long: number | null;
  media_url: string | null;
}

export const OPEN311_FORMATS = {
  xml: { type: 'text/xml; charset=utf-8' },
  json: { type: 'application/json; charset=utf-8' },
} as const satisfies Record<string, { type: string }>;
export type Open311Format = keyof typeof OPEN311_FORMATS;

function isFormat(value: string): value is Open311Format {
  return Object.hasOwn(OPEN311_FORMATS, value);
}

/** `requests/E0101.json` → its parts and format; a code or id may hold dots itself. Null format: none of ours. */
export function open311Path(path: string): { parts: string[]; format: Open311Format | null } {
  const dot = path.lastIndexOf('.');
  const format = dot === -1 ? '' : path.slice(dot + 1).toLowerCase();
  const known = isFormat(format) ? format : null;
  const parts = (known === null ? path : path.slice(0, dot)).split('/').filter((part) => part !== '');
  return { parts, format: known };
}

/** Most requests of one answer, and the longest span of time that may be asked. */
export const OPEN311_MOST = 1_000;
export const OPEN311_SPAN_DAYS = 90;
const DAY_MS = 86_400_000;

/** w3.org/TR/NOTE-datetime, the zone always there. */
const DATE_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;

function instant(name: string, text: string): number {
  // a plus sign that was not escaped in a query arrives as a space
  const mended = text.trim().replace(/ (\d{2}:?\d{2})$/, '+$1');
  const ms = DATE_TIME.test(mended) ? Date.parse(mended.replace(/([+-]\d{2})(\d{2})$/, '$1:$2')) : Number.NaN;
  if (Number.isNaN(ms)) {
    throw new Open311Fault(
      400,
      `${name} must be a date and time with its zone, such as 2026-03-01T00:00:00Z ${name} 须为含时区的日期时间`,
    );
  }
  return ms;
}

/**
 * The span that is asked for: the last 90 days, or 90 days from its one end; both ends may lie no farther apart.
 * @throws Open311Fault 400
 */
export function open311Span(
  startDate: string | null,
  endDate: string | null,
  nowMs: number,
): { fromMs: number; toMs: number } {
  const start = startDate === null ? null : instant('start_date', startDate);
  const end = endDate === null ? null : instant('end_date', endDate);
  const span = OPEN311_SPAN_DAYS * DAY_MS;
  const toMs = end ?? (start === null ? nowMs + 1 : Math.min(nowMs + 1, start + span));
  const fromMs = start ?? toMs - span;
  if (fromMs >= toMs) {
    throw new Open311Fault(400, 'start_date must lie before end_date start_date 须早于 end_date');
  }
  if (toMs - fromMs > span) {
    throw new Open311Fault(
      400,
      `start_date and end_date may not span more than ${OPEN311_SPAN_DAYS} days 起止时间不得超过 ${OPEN311_SPAN_DAYS} 天`,
    );
  }
  return { fromMs, toMs };
}

/** Values of a list that is separated by commas; null when the argument is not there. */
export function open311List(text: string | null): string[] | null {
  if (text === null) return null;
  const values = text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
  return values.length === 0 ? null : values;
}

/** Whether ended requests are asked for, or live ones; null: both. @throws Open311Fault 400 */
export function open311Closed(text: string | null): boolean | null {
  const values = new Set(open311List(text) ?? []);
  for (const value of values) {
    if (value !== 'open' && value !== 'closed') {
      throw new Open311Fault(400, 'status is open, closed or both status 须为 open、closed 或二者');
    }
  }
  return values.size === 1 ? values.has('closed') : null;
}

/** A number of degrees; null when it is not there. @throws Open311Fault 400 */
export function open311Degrees(name: string, text: string | null, most: number): number | null {
  if (text === null || text.trim() === '') return null;
  const degrees = /^[+-]?\d{1,3}(\.\d{1,15})?$/.test(text.trim()) ? Number(text) : Number.NaN;
  if (Math.abs(degrees) <= most) return degrees;
  throw new Open311Fault(
    400,
    `${name} must be degrees from -${most} to ${most} ${name} 须为 -${most} 至 ${most} 的度数`,
  );
}

/** `2026-03-01T08:00:00+08:00` in the site's zone. */
export function open311Time(at: Date, zone: string): string {
  const offsetMs = zoneOffsetMs(zone, at.getTime());
  const minutes = Math.round(Math.abs(offsetMs) / 60_000);
  const two = (value: number) => String(value).padStart(2, '0');
  const sign = offsetMs < 0 ? '-' : '+';
  const local = new Date(at.getTime() + offsetMs).toISOString().slice(0, 19);
  return `${local}${sign}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
