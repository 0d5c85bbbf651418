import { HubError } from '../../core/errors.ts';

/** A reference to evidence as a caller sends it. */
export interface EvidenceArgument {
  url: string;
  sha256?: string | null | undefined;
  kind?: string | null | undefined;
  phase: 'BEFORE' | 'AFTER';
}

const MOST = 20;
const SHA256 = /^[0-9a-f]{64}$/;

function isWebUrl(text: string): boolean {
  if (text.length > 2048 || text.includes('\0')) return false;
  const url = URL.parse(text);
  return url !== null && (url.protocol === 'https:' || url.protocol === 'http:');
}

/** @throws HubError BAD_USER_INPUT naming the item and field that is wrong */
export function evidenceArguments(path: string, evidence: readonly EvidenceArgument[]) {
  const bad = (at: string, reason: string, reasonZh: string) =>
    new HubError('BAD_USER_INPUT', { path: `${path}${at}`, reason, reasonZh });
  if (evidence.length > MOST) throw bad('', `at most ${MOST} references`, `最多 ${MOST} 条`);
  return evidence.map(({ url, sha256 = null, kind, phase }, index) => {
    if (!isWebUrl(url)) {
      throw bad(
        `.${index}.url`,
        'an http or https URL of up to 2048 characters',
        '须为 2048 字符以内的 http(s) 地址',
      );
    }
    if (sha256 !== null && !SHA256.test(sha256)) {
      throw bad(`.${index}.sha256`, '64 lower-case hex digits', '须为 64 位小写十六进制');
    }
    return { url, sha256, kind: kind ?? 'IMAGE', phase };
  });
}
