import { HubError } from '../../core/errors.ts';
import { isOnGlobe } from '../../core/geo.ts';
import {
  type EvidenceReference,
  evidenceUrlFault,
  URL_FAULTS,
  type WorkEvidenceKind,
  type WorkEvidencePhase,
} from '../../core/workflow/evidence.ts';

type Maybe<T> = T | null | undefined;

/** A reference to evidence as a caller sends it. */
export interface EvidenceArgument {
  url: string;
  sha256?: Maybe<string>;
  kind?: Maybe<WorkEvidenceKind>;
  phase: WorkEvidencePhase;
  takenAt?: Maybe<Date>;
  longitude?: Maybe<number>;
  latitude?: Maybe<number>;
}

const MOST = 20;
const SHA256 = /^[0-9a-f]{64}$/;

function positionOf(
  { longitude, latitude }: EvidenceArgument,
  bad: (at: string, reason: string, reasonZh: string) => HubError,
) {
  const [east, north] = [longitude ?? null, latitude ?? null];
  if (east === null && north === null) return null;
  if (east === null || north === null) {
    throw bad('longitude', '`longitude` and `latitude` come together', '经度与纬度须同时给出');
  }
  const position = { longitude: east, latitude: north };
  if (!isOnGlobe(position)) throw bad('longitude', 'it lies on no globe', '坐标超出范围');
  return position;
}

/**
 * References as callers send them, checked.
 * @param origins where they may lie beside https on public names
 * @throws HubError EVIDENCE_REFUSED for an address that is not to be opened, BAD_USER_INPUT naming what else is wrong
 */
export function evidenceArguments(
  path: string,
  evidence: readonly EvidenceArgument[],
  origins: readonly string[] = [],
): EvidenceReference[] {
  const bad = (at: string, reason: string, reasonZh: string) =>
    new HubError('BAD_USER_INPUT', { path: `${path}${at}`, reason, reasonZh });
  if (evidence.length > MOST) throw bad('', `at most ${MOST} references`, `最多 ${MOST} 条`);
  return evidence.map((argument, index) => {
    const { url, sha256 = null, kind, phase, takenAt } = argument;
    const fault = evidenceUrlFault(url, origins);
    if (fault === 'NOT_A_URL') {
      throw bad(`.${index}.url`, URL_FAULTS[fault].en, URL_FAULTS[fault].zh);
    }
    if (fault !== null) {
      const { en: reason, zh: reasonZh } = URL_FAULTS[fault];
      throw new HubError('EVIDENCE_REFUSED', { path: `${path}.${index}.url`, fault, reason, reasonZh });
    }
    if (sha256 !== null && !SHA256.test(sha256)) {
      throw bad(`.${index}.sha256`, '64 lower-case hex digits', '须为 64 位小写十六进制');
    }
    const position = positionOf(argument, (at, en, zh) => bad(`.${index}.${at}`, en, zh));
    const takenAtMs = takenAt?.getTime() ?? null;
    return { url, sha256, kind: kind ?? 'IMAGE', phase, takenAtMs, position };
  });
}
