import pg from 'pg';
import { HubError } from '../core/errors.ts';
import { outageReason } from './outage.ts';

/** Why a server that answers lets us not in, by SQLSTATE. */
const REFUSALS: Readonly<Record<string, { en: string; zh: string }>> = {
  '28P01': { en: 'the password is wrong', zh: '密码错误' },
  '28000': { en: 'it does not admit this user from here', zh: '不允许该用户从此处连接' },
  '3D000': { en: 'the database does not exist', zh: '数据库不存在' },
  '53300': { en: 'it has no connection left', zh: '连接数已满' },
  '57P03': { en: 'it is still starting, or stopping', zh: '服务器正在启动或停止' },
};
const SILENT_AFTER_MS = 10_000;

function reasonOf(error: unknown): { reason: string; reasonZh: string } {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const refusal = REFUSALS[code];
  if (refusal !== undefined) return { reason: refusal.en, reasonZh: refusal.zh };
  // pg's own, without a code
  if (error instanceof Error && /timeout/i.test(error.message))
    return { reason: 'no answer in time', reasonZh: '应答超时' };
  return outageReason(error);
}

/** The server as an operator knows it, never with the password. */
function serverOf({ user, host, port, database }: pg.Client): string {
  return `${user ?? ''}@${host}:${port}/${database ?? ''}`;
}

/**
 * One connection of its own, for what a start needs at once.
 * @throws HubError STORE_UNAVAILABLE that names the server and says what is wrong
 */
export async function connectPostgres(url: string, applicationName: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: url,
    application_name: applicationName,
    connectionTimeoutMillis: SILENT_AFTER_MS,
  });
  client.on('error', () => {});
  try {
    await client.connect();
    return client;
  } catch (cause) {
    await client.end().catch(() => {});
    const { reason, reasonZh } = reasonOf(cause);
    const server = serverOf(client);
    throw new HubError(
      'STORE_UNAVAILABLE',
      { reason: `${server}: ${reason}`, reasonZh: `${server}：${reasonZh}` },
      { cause },
    );
  }
}
