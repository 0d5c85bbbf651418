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
 * @param asked the processes that run here, the broker's readiness check, and whether its topics are divided
 * @param settings those to look at when it does not answer
 */
export async function brokerFinding(
  what: string,
  broker: AskedBroker,
  settings: string,
  { hubs, check, slots }: { hubs: readonly (RunningHub | null)[]; check: string; slots: boolean },
): Promise<Finding> {
  // of slots each has a check of its own, which stands for that of their broker
  const tells = (name: string) => name === check || (slots && name.startsWith('slot '));
  if (hubs.some((hub) => hub?.passing.some(tells))) {
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
