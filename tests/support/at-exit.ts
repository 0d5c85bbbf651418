const steps = new Set<() => unknown>();

process.on('exit', () => {
  for (const step of steps) step();
});

/** Done when this process ends, unless what is returned is called before: one listener, however many servers there are. */
export function atExit(step: () => unknown): () => void {
  steps.add(step);
  return () => void steps.delete(step);
}
