/** Why a call to another server failed, in words that name no address: those are for the log, not for a caller. */
const REASONS: readonly { code: RegExp; reason: string; reasonZh: string }[] = [
  { code: /ECONNREFUSED/, reason: 'it refuses connections', reasonZh: '拒绝连接' },
  { code: /ENOTFOUND|EAI_AGAIN/, reason: 'its host name is not known', reasonZh: '主机名无法解析' },
  { code: /ECONNRESET|EPIPE|UND_ERR_SOCKET|57P0/, reason: 'the connection broke', reasonZh: '连接中断' },
  { code: /TIMEOUT|Timeout|Abort|57014/, reason: 'no answer in time', reasonZh: '应答超时' },
  { code: /EHOSTUNREACH|ENETUNREACH/, reason: 'it cannot be reached', reasonZh: '网络不可达' },
];

/** The reason of an outage for HubError details. The error itself belongs into `cause`. */
export function outageReason(error: unknown): { reason: string; reasonZh: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const name = error instanceof Error ? error.name : '';
  const text = error instanceof Error ? error.message : '';
  const known = REASONS.find((row) => row.code.test(code) || row.code.test(name) || row.code.test(text));
  return known === undefined
    ? { reason: 'the call failed', reasonZh: '调用失败' }
    : { reason: known.reason, reasonZh: known.reasonZh };
}
