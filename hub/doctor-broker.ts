import { trySignIn } from '../ingest/sign-in.ts';
import type { Finding } from './doctor-finding.ts';
import type { RunningHub } from './doctor-running.ts';

export interface AskedBroker {
  url: string;
  clientId: string;
  username: string | null;
  password: string | null;
}

/**
 * Whether a broker admits the hub. A process of it that is connected is asked instead: no sign-in is then needed, which could
 * disconnect it for a moment.
 * @param check the broker's readiness check
 * @param settings those to look at when it does not answer
 */
export async function brokerFinding(
  what: string,
  broker: AskedBroker,
  settings: string,
  { hubs, check }: { hubs: readonly (RunningHub | null)[]; check: string },
): Promise<Finding> {
  if (hubs.some((hub) => hub?.passing.includes(check))) {
    return { what, ok: true, detail: 'the hub is connected 枢纽已连接' };
  }
  const { refusal } = await trySignIn({ ...broker, clientId: `${broker.clientId}-doctor-${process.pid}` });
  if (refusal === null) return { what, ok: true, detail: 'answers 正常' };
  return {
    what,
    ok: false,
    detail: `${refusal.en} ${refusal.zh}`,
    mend: `check ${settings} 请检查 ${settings.replace(' and ', ', ')}`,
  };
}
