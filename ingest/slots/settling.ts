import type { Pipeline } from '../pipeline.ts';

/** A pipeline as one reader of several sees it: `idle` is when nothing of its own waits. */
export function settling(pipeline: Pipeline): Pipeline {
  let open = 0;
  let waiters: (() => void)[] = [];
  function settled(): void {
    open -= 1;
    if (open > 0) return;
    const ready = waiters;
    waiters = [];
    for (const tell of ready) tell();
  }
  return {
    ...pipeline,
    submit(frame, options) {
      open += 1;
      const stored = pipeline.submit(frame, options);
      stored.then(settled, settled);
      return stored;
    },
    idle: () => (open === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  };
}
