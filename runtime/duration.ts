/** Lengths of time as text: ISO 8601 durations without months and years, whose length varies, and short forms. */
const UNIT_MS = { W: 604_800_000, D: 86_400_000, H: 3_600_000, M: 60_000, S: 1_000 } as const;
const ISO =
  /^P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,10}(?:[.,]\d{1,9})?)S)?)?$/;
const SHORT = /^(\d{1,10})\s*(ms|s|m|h|d|w)$/i;
const SHORT_MS = new Map([
  ['ms', 1],
  ['s', UNIT_MS.S],
  ['m', UNIT_MS.M],
  ['h', UNIT_MS.H],
  ['d', UNIT_MS.D],
  ['w', UNIT_MS.W],
]);
/** A hundred years: longer is a slip. */
const MOST_MS = 36_525 * UNIT_MS.D;

/** Milliseconds, or null for text that is no duration, or is longer than a hundred years. */
export function parseDuration(text: string): number | null {
  const short = SHORT.exec(text);
  const iso = ISO.exec(text.toUpperCase());
  let ms: number;
  if (short !== null) {
    ms = Number(short[1]) * (SHORT_MS.get((short[2] ?? '').toLowerCase()) ?? Number.NaN);
  } else if (iso !== null && /\d/.test(text)) {
    const [weeks = 0, days = 0, hours = 0, minutes = 0] = iso.slice(1, 5).map((part) => Number(part ?? 0));
    const seconds = Number((iso[5] ?? '0').replace(',', '.'));
    ms =
      weeks * UNIT_MS.W +
      days * UNIT_MS.D +
      hours * UNIT_MS.H +
      minutes * UNIT_MS.M +
      Math.round(seconds * UNIT_MS.S);
  } else {
    return null;
  }
  return ms <= MOST_MS ? ms : null;
}

/** The ISO 8601 form of milliseconds (>= 0): PT5M, P1DT12H, PT0.25S. */
export function printDuration(milliseconds: number): string {
  const ms = Math.round(milliseconds);
  const days = Math.floor(ms / UNIT_MS.D);
  const hours = Math.floor((ms % UNIT_MS.D) / UNIT_MS.H);
  const minutes = Math.floor((ms % UNIT_MS.H) / UNIT_MS.M);
  const seconds = (ms % UNIT_MS.M) / UNIT_MS.S;
  const time = `${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds > 0 ? `${seconds}S` : ''}`;
  if (days === 0 && time === '') return 'PT0S';
  return `P${days > 0 ? `${days}D` : ''}${time === '' ? '' : `T${time}`}`;
}
