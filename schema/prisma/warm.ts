// After `npm ci`: has hub/warm.ts load the hub, with the flags of `npm start`, for code that is compiled under others is
// not used. Where the packages come before the sources (Dockerfile), and when it fails, the first start compiles.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = new URL('../../', import.meta.url);
const flags = /\bnode (.*)\bhub\/cli\.ts start/.exec(
  readFileSync(new URL('package.json', root), 'utf8'),
)?.[1];
const warm = fileURLToPath(new URL('hub/warm.ts', root));
if (flags !== undefined && existsSync(warm)) {
  spawnSync(process.execPath, [...flags.trim().split(/\s+/), warm], { stdio: 'ignore', timeout: 120_000 });
}
