import type { GeoPoint } from '../geo.ts';
import type { Blocker } from './guard-facts.ts';

export const WORK_EVIDENCE_KINDS = {
  IMAGE: { zh: '图片', en: 'image' },
  VIDEO: { zh: '视频', en: 'video' },
  AUDIO: { zh: '音频', en: 'audio' },
  DOCUMENT: { zh: '文档', en: 'document' },
  OTHER: { zh: '其他材料', en: 'file' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type WorkEvidenceKind = keyof typeof WORK_EVIDENCE_KINDS;

export const WORK_EVIDENCE_PHASES = {
  BEFORE: { zh: '处置前', en: 'before the work' },
  DURING: { zh: '处置中', en: 'during the work' },
  AFTER: { zh: '处置后', en: 'after the work' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type WorkEvidencePhase = keyof typeof WORK_EVIDENCE_PHASES;

/** Where evidence was made, against the grid of its order. */
export const GEOFENCE_RESULTS = {
  INSIDE: { zh: '网格内', en: 'Inside the grid' },
  OUTSIDE: { zh: '网格外', en: 'Outside the grid' },
  UNKNOWN: { zh: '无法判断', en: 'Cannot be told' },
} as const satisfies Record<string, { zh: string; en: string }>;
export type GeofenceResult = keyof typeof GEOFENCE_RESULTS;

/** A reference to an evidence file; the bytes stay where they are. */
export interface EvidenceReference {
  url: string;
  /** Of the bytes, 64 lower-case hex digits. */
  sha256?: string | null | undefined;
  kind?: WorkEvidenceKind | undefined;
  /** AFTER when left out. */
  phase?: WorkEvidencePhase | undefined;
  takenAtMs?: number | null | undefined;
  /** WGS-84. */
  position?: GeoPoint | null | undefined;
}

/** What of a reference decides whether a set is complete. */
export interface EvidencePart {
  phase: WorkEvidencePhase;
  kind: WorkEvidenceKind;
}

/** A line of the set that a matter wants. */
export interface EvidenceNeed {
  phase: WorkEvidencePhase;
  kind: WorkEvidenceKind;
  count: number;
}

/** What of the set is not there, line by line, with how many: whoever reports back can bring exactly that. */
export function missingEvidence(needs: readonly EvidenceNeed[], there: readonly EvidencePart[]): Blocker[] {
  return needs.flatMap(({ phase, kind, count }): Blocker[] => {
    const found = there.filter((one) => one.phase === phase && one.kind === kind).length;
    if (found >= count) return [];
    const [p, k] = [WORK_EVIDENCE_PHASES[phase], WORK_EVIDENCE_KINDS[kind]];
    const more = count - found;
    return [
      {
        ref: `evidence:${phase}:${kind}`,
        zh: `缺少${p.zh}${k.zh} ${more} 份（需 ${count} 份，已有 ${found} 份）`,
        en: `${more} ${k.en}${more === 1 ? '' : 's'} made ${p.en} missing (${found} of ${count} there)`,
      },
    ];
  });
}

export type UrlFault = 'NOT_A_URL' | 'NOT_HTTPS' | 'PRIVATE_HOST' | 'CREDENTIALS';

export const URL_FAULTS = {
  NOT_A_URL: { zh: '不是 2048 字符以内的网址', en: 'it is no web address of up to 2048 characters' },
  NOT_HTTPS: {
    zh: '须为 https，或在 HUB_EVIDENCE_ORIGINS 中列出',
    en: 'https, or an origin that HUB_EVIDENCE_ORIGINS names',
  },
  PRIVATE_HOST: {
    zh: '内网或 IP 地址须在 HUB_EVIDENCE_ORIGINS 中列出',
    en: 'a private or numeric host that HUB_EVIDENCE_ORIGINS does not name',
  },
  CREDENTIALS: { zh: '网址中不得含用户名或密码', en: 'no user name or password may stand in it' },
} as const satisfies Record<UrlFault, { zh: string; en: string }>;

/** Names that mean a host of this machine or of a private network (RFC 6761, 6762, 8375 and common use). */
const PRIVATE_NAMES = /(^|\.)(localhost|local|internal|intranet|lan|home|corp|home\.arpa)\.?$/i;

/**
 * What is wrong with the address of an evidence file; null for one that may be kept. Whoever opens the order opens it
 * too, so it must lead nobody's browser into a private network: https on a public name, or an origin of the operator's.
 */
export function evidenceUrlFault(text: string, origins: readonly string[] = []): UrlFault | null {
  if (text.length > 2048 || text.includes('\0') || /\s/.test(text)) return 'NOT_A_URL';
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) return 'NOT_A_URL';
  if (url.username !== '' || url.password !== '') return 'CREDENTIALS';
  if (origins.includes(url.origin)) return null;
  if (url.protocol !== 'https:') return 'NOT_HTTPS';
  // the URL parser has turned every way of writing an IPv4 address into four numbers, and IPv6 into brackets
  const numeric = url.hostname.startsWith('[') || /^\d+(\.\d+){3}\.?$/.test(url.hostname);
  if (numeric || !url.hostname.includes('.') || PRIVATE_NAMES.test(url.hostname)) return 'PRIVATE_HOST';
  return null;
}

/** Where a position lies: INSIDE only with a boundary; without one, or without a position, it cannot be told. */
export function geofence(
  position: GeoPoint | null,
  contains: ((point: GeoPoint) => boolean) | null,
): GeofenceResult {
  if (position === null || contains === null) return 'UNKNOWN';
  return contains(position) ? 'INSIDE' : 'OUTSIDE';
}

/** Evidence made outside the grid, as blockers. */
export function geofenceBlockers(evidence: readonly { id: string; geofence: GeofenceResult }[]): Blocker[] {
  return evidence
    .filter((one) => one.geofence === 'OUTSIDE')
    .map(({ id }) => ({
      ref: id,
      zh: `佐证 ${id} 拍摄于网格之外`,
      en: `evidence ${id} was made outside the grid`,
    }));
}
