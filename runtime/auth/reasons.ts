import { errors as jose } from 'jose';

export interface Reason {
  reason: string;
  reasonZh: string;
}

const CLAIMS = new Map<string, Reason>([
  ['iss', { reason: 'it is of another issuer', reasonZh: '签发方不符' }],
  ['aud', { reason: 'it is for another audience', reasonZh: '受众不符' }],
  ['nbf', { reason: 'it does not count yet', reasonZh: '令牌尚未生效' }],
  ['iat', { reason: 'its time of issue is wrong', reasonZh: '签发时间错误' }],
]);

const CODES = new Map<string, Reason>([
  [
    'ERR_JOSE_ALG_NOT_ALLOWED',
    { reason: 'its signature algorithm is not accepted', reasonZh: '不接受其签名算法' },
  ],
  [
    'ERR_JOSE_NOT_SUPPORTED',
    { reason: 'its signature algorithm is not accepted', reasonZh: '不接受其签名算法' },
  ],
  ['ERR_JWS_SIGNATURE_VERIFICATION_FAILED', { reason: 'its signature is wrong', reasonZh: '签名错误' }],
  ['ERR_JWKS_NO_MATCHING_KEY', { reason: 'it is signed by an unknown key', reasonZh: '签名密钥未知' }],
  [
    'ERR_JWKS_MULTIPLE_MATCHING_KEYS',
    { reason: 'it does not say which key signed it', reasonZh: '未指明签名密钥' },
  ],
]);

/** Why a token does not count, in words that tell its bearer what to do and a stranger nothing. */
export function reasonOf(error: unknown): Reason {
  if (error instanceof jose.JWTExpired) {
    const at = typeof error.payload.exp === 'number' ? new Date(error.payload.exp * 1_000).toISOString() : '';
    return { reason: `it expired at ${at}`, reasonZh: `令牌已于 ${at} 过期` };
  }
  if (error instanceof jose.JWTClaimValidationFailed) {
    if (error.reason === 'missing') {
      return { reason: `it has no ${error.claim} claim`, reasonZh: `缺少 ${error.claim} 声明` };
    }
    const known = CLAIMS.get(error.claim);
    return known ?? { reason: `its ${error.claim} claim is wrong`, reasonZh: `${error.claim} 声明错误` };
  }
  const known = error instanceof jose.JOSEError ? CODES.get(error.code) : undefined;
  return known ?? { reason: 'it is not a signed JWT', reasonZh: '它不是已签名的 JWT' };
}
