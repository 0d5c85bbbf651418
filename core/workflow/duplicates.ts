import { distanceM, type GeoPoint } from '../geo.ts';
import { distance as edits } from '../near.ts';

/** What of an order says whether it is about the same thing as another. */
export interface Likeness {
  id: string;
  matter: string;
  title: string;
  gridCode: string | null;
  position: GeoPoint | null;
  createdMs: number;
  /** Incidents that it was opened for. */
  incidentIds: readonly string[];
}

/** What was decided on a suspicious duplicate. */
export const DUPLICATE_VERDICTS = {
  UNDECIDED: { zh: '待判定', en: 'Undecided' },
  DIFFERENT: { zh: '非重复', en: 'Something else' },
  SAME: { zh: '重复', en: 'The same' },
} as const satisfies Record<string, { zh: string; en: string }>;

/** When two orders count as suspicious; data of the place. */
export interface DuplicateRule {
  /** Opened at most this long before or after. */
  windowHours: number;
  /** Nearer than this is the same place. */
  metres: number;
  /** From this score (0 to 100) on it is suggested. */
  threshold: number;
}

export const DUPLICATE_RULE: DuplicateRule = { windowHours: 72, metres: 50, threshold: 70 };

export interface Suspicion {
  id: string;
  /** 0 to 100. */
  score: number;
  reasons: readonly { zh: string; en: string; points: number }[];
}

const HOUR_MS = 3_600_000;

/** Whether one grid lies in the other, or both are one. */
export function sameSubtree(a: string | null, b: string | null): boolean {
  return a !== null && b !== null && (a.startsWith(b) || b.startsWith(a));
}

/** 1 for the same words, 0 for nothing alike; case, blanks and punctuation do not count. */
function alike(a: string, b: string): number {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[\s\p{P}]/gu, '')
      .slice(0, 100);
  const [x, y] = [plain(a), plain(b)];
  const longest = Math.max(x.length, y.length);
  return longest === 0 ? 0 : 1 - edits(x, y) / longest;
}

/**
 * How much another order looks like this one, with what speaks for it. Same matter, one grid within the other and the
 * window are asked first: without them nothing is suspicious. Then the time, the words and, where both have a position,
 * the distance count; one too far away is another place whatever the words say. Null: not suspicious.
 */
export function suspicion(
  order: Likeness,
  other: Likeness,
  rule: DuplicateRule = DUPLICATE_RULE,
): Suspicion | null {
  if (other.id === order.id || other.matter !== order.matter) return null;
  if (!sameSubtree(order.gridCode, other.gridCode)) return null;
  const apartMs = Math.abs(order.createdMs - other.createdMs);
  if (apartMs > rule.windowHours * HOUR_MS) return null;
  const reasons: { zh: string; en: string; points: number }[] = [];
  const add = (points: number, zh: string, en: string) => {
    if (points > 0) reasons.push({ points: Math.round(points), zh, en });
  };
  add(35, '同一事项、同一网格范围', 'same matter within one grid');
  if (other.incidentIds.some((id) => order.incidentIds.includes(id))) {
    add(40, '关联同一设备事件', 'opened for the same incident');
  }
  if (order.gridCode === other.gridCode) add(5, '同一网格', 'the very same grid');
  const hours = Math.floor(apartMs / HOUR_MS);
  add(20 * (1 - apartMs / (rule.windowHours * HOUR_MS)), `相隔 ${hours} 小时`, `${hours} hours apart`);
  const words = alike(order.title, other.title);
  if (words >= 0.5) {
    const percent = Math.round(words * 100);
    add(20 * words, `标题相似 ${percent}%`, `titles ${percent} % alike`);
  }
  if (order.position !== null && other.position !== null) {
    const metres = distanceM(order.position, other.position);
    if (metres > 4 * rule.metres) return null;
    if (metres <= rule.metres) {
      add(
        20 * (1 - metres / (2 * rule.metres)),
        `相距 ${Math.round(metres)} 米`,
        `${Math.round(metres)} m apart`,
      );
    }
  }
  const score = Math.min(
    100,
    reasons.reduce((sum, { points }) => sum + points, 0),
  );
  return score >= rule.threshold ? { id: other.id, score, reasons } : null;
}

/** The suspicious ones of `others`, the most suspicious first. */
export function suspicions(
  order: Likeness,
  others: readonly Likeness[],
  rule: DuplicateRule = DUPLICATE_RULE,
): Suspicion[] {
  return others
    .map((other) => suspicion(order, other, rule))
    .filter((found) => found !== null)
    .toSorted((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
}

/**
 * The ended order that a new report is a recurrence 复发 of: the same matter at the same grid and position, closed at most
 * `days` before. The latest closed; null: it is a new case, as is whatever nobody knows the position of.
 */
export function recurrenceOf<T extends Likeness & { closedMs: number }>(
  report: Omit<Likeness, 'id' | 'title' | 'incidentIds'>,
  closed: readonly T[],
  { days, metres }: { days: number; metres: number },
): T | null {
  const found = closed.filter(
    (one) =>
      one.matter === report.matter &&
      one.gridCode !== null &&
      one.gridCode === report.gridCode &&
      one.closedMs <= report.createdMs &&
      report.createdMs - one.closedMs <= days * 24 * HOUR_MS &&
      one.position !== null &&
      report.position !== null &&
      distanceM(one.position, report.position) <= metres,
  );
  return found.toSorted((a, b) => b.closedMs - a.closedMs || (a.id < b.id ? -1 : 1))[0] ?? null;
}
