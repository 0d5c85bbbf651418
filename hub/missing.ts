import { setTimeout as wait } from 'node:timers/promises';
import { HubError } from '../core/errors.ts';
import type { Check } from '../runtime/ops.ts';

/** A server that the hub cannot use at the moment, as people are told of it. */
export interface Missing {
  name: string;
  /** What is wrong, and what to do where that is known. */
  en: string;
  zh: string;
}

const LOOK_MS = 100;

function told(name: string, error: unknown): Missing {
  if (error instanceof HubError) {
    return { name, en: `${error.message} ${error.fix}`, zh: `${error.messageZh}${error.fixZh}` };
  }
  const text = error instanceof Error ? error.message : String(error);
  return { name, en: text, zh: text };
}

/**
 * What does not work yet of `checks`. Asks again and again (`everyMs`) for `withinMs`, as servers are connected to in the
 * background, and no longer than until all of them work.
 */
export async function missingOf(
  checks: readonly Check[],
  withinMs: number,
  everyMs: number = LOOK_MS,
): Promise<Missing[]> {
  const over = new AbortController();
  let isOver = false;
  const deadline = wait(withinMs, undefined, { signal: over.signal }).then(
    () => {
      isOver = true;
    },
    () => undefined,
  );
  const states = checks.map(({ name }): Missing | null => ({ name, en: 'no answer yet', zh: '尚无应答' }));
  const ask = async ({ name, check }: Check, index: number): Promise<void> => {
    states[index] = await check().then(
      () => null,
      (error: unknown) => told(name, error),
    );
  };
  try {
    for (;;) {
      await Promise.race([Promise.all(checks.map(ask)), deadline]);
      const missing = states.filter((state) => state !== null);
      if (missing.length === 0 || isOver) return missing;
      await Promise.race([wait(everyMs), deadline]);
      if (isOver) return missing;
    }
  } finally {
    over.abort();
  }
}
