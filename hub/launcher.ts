const LOOK_MS = 500;

/**
 * Calls `gone` once when the process that started this one is no more. npm and npx pass SIGINT and SIGTERM on; one that
 * SIGHUP or SIGKILL has ended would leave the hub behind, with its ports and its data folder.
 * @returns a function that stops looking
 */
export function whenLauncherGone(gone: () => void): () => void {
  const launcher = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === launcher) return;
    clearInterval(timer);
    gone();
  }, LOOK_MS);
  timer.unref();
  return () => clearInterval(timer);
}
