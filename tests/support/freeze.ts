import type { ChildProcess } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const LIMIT_MS = 5_000;
const pause = new Int32Array(new SharedArrayBuffer(4));

/** Whether all threads of a process stand still: T is stopped (man 5 proc_pid_stat). */
function standsStill(pid: number): boolean {
  const threads = `/proc/${pid}/task`;
  return readdirSync(threads).every((id) => {
    try {
      return /^\d+ \(.*\) [TtZX] /s.test(readFileSync(`${threads}/${id}/stat`, 'utf8'));
    } catch {
      // it has ended meanwhile
      return true;
    }
  });
}

/** SIGSTOP. The signal is sent at once and taken a moment later, on a busy machine after one more answer: waits for that. */
export function freeze(child: ChildProcess): void {
  child.kill('SIGSTOP');
  if (process.platform !== 'linux' || child.pid === undefined) return;
  const deadline = Date.now() + LIMIT_MS;
  while (!standsStill(child.pid)) {
    if (Date.now() > deadline) throw new Error(`process ${child.pid} does not stand still`);
    Atomics.wait(pause, 0, 0, 1);
  }
}
