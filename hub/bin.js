#!/usr/bin/env node
// Starts hub/cli.ts on the Node 24 that npm ci installed (the `node` package), whatever Node runs this file:
// older ones cannot run TypeScript as it is.
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

if (Number.parseInt(process.versions.node, 10) >= 24) {
  await import('./cli.ts');
} else {
  const node = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url));
  const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('error', (error) => {
    console.error(`hub: cannot start Node 24 (${error.message}). Run \`npm ci\` first. 请先运行 npm ci。`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 130)));
}
