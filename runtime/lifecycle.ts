import { HubError } from '../core/errors.ts';
import type { Log } from './log.ts';

export interface LifecycleOptions {
  /** All closers together; what is still open then is named and left. */
  deadlineMs?: number;
  /** `process.exit`, for tests. */
  exit?: (code: number) => void;
}

/** Who opens, closes: one per process, in its main. */
export interface Lifecycle {
  /** Aborts when closing begins. */
  signal: AbortSignal;
  /** Closers run last first. One registered while closing runs at once. */
  onClose: (name: string, close: () => unknown) => void;
  /** Resolves when everything is closed or the deadline is over; later calls wait for the same end. */
  close: () => Promise<void>;
  /**
   * Runs `main`, then leaves the process to its servers until SIGINT, SIGTERM or SIGHUP (its terminal is gone), which
   * closes and ends it with 0. A second signal, a second later or more, ends it at once (130). A failing `main`, an
   * uncaught exception or rejection is logged and ends it with 1, after closing.
   */
  run: (main: () => Promise<void>) => Promise<void>;
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** Signals so close together are one: a Ctrl-C comes from the terminal, and again from npm or npx, who forward it. */
const SAME_SIGNAL_MS = 1_000;

export function createLifecycle(log: Log, options: LifecycleOptions = {}): Lifecycle {
  const { deadlineMs = 10_000, exit = (code) => process.exit(code) } = options;
  const controller = new AbortController();
  const closers: { name: string; close: () => unknown }[] = [];
  let closing: Promise<void> | null = null;
  let clean = true;

  async function closeOne({ name, close }: { name: string; close: () => unknown }): Promise<void> {
    try {
      await close();
    } catch (err) {
      clean = false;
      log.error({ err, part: name }, 'closing failed');
    }
  }

  async function closeAll(): Promise<void> {
    controller.abort();
    let current = '';
    let late = false;
    const everything = (async () => {
      for (let closer = closers.pop(); closer !== undefined && !late; closer = closers.pop()) {
        current = closer.name;
        await closeOne(closer);
      }
    })();
    const { promise: deadline, resolve: pass } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      late = true;
      clean = false;
      const open = [current, ...closers.map(({ name }) => name)];
      log.error({ open, deadlineMs }, 'closing takes too long');
      pass();
    }, deadlineMs);
    await Promise.race([everything, deadline]);
    clearTimeout(timer);
  }

  const close = (): Promise<void> => {
    closing ??= closeAll();
    return closing;
  };

  async function end(code: number): Promise<void> {
    await close();
    exit(code === 0 && !clean ? 1 : code);
  }

  function fail(err: unknown, what: string): void {
    if (err instanceof HubError && err.code !== 'INTERNAL') {
      // What an operator can mend is said in words, in both languages, without a stack.
      log.fatal({ code: err.code }, `${err.message}\n${err.messageZh}\n${err.fix}\n${err.fixZh}`);
    } else {
      log.fatal({ err }, what);
    }
    void end(1);
  }

  return {
    signal: controller.signal,
    close,
    onClose(name, closer) {
      if (closing === null) closers.push({ name, close: closer });
      else void closeOne({ name, close: closer });
    },
    async run(main) {
      let firstAt: number | null = null;
      const onSignal = (signal: NodeJS.Signals): void => {
        if (firstAt === null) {
          firstAt = performance.now();
          log.info({ signal }, 'closing');
          void end(0);
        } else if (performance.now() - firstAt > SAME_SIGNAL_MS) exit(130);
      };
      for (const signal of SIGNALS) process.on(signal, onSignal);
      process.on('uncaughtException', (err) => fail(err, 'uncaught exception'));
      process.on('unhandledRejection', (err) => fail(err, 'unhandled rejection'));
      try {
        await main();
      } catch (err) {
        // A start that a signal cut short is no failure.
        if (closing === null) fail(err, 'start failed');
      }
    },
  };
}
