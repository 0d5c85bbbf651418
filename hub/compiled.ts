import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/** Beside the packages: `npm ci`, which may bring other ones, begins it anew. */
const FOLDER = fileURLToPath(new URL('../node_modules/.cache/wangge-hub', import.meta.url));

/**
 * Node keeps what it makes of each module that is loaded from here on (TypeScript without its types, compiled code), and
 * takes it from there while the module is the same: more than half of the time that loading the hub takes. Where nothing
 * can be written, and where NODE_COMPILE_CACHE names a folder already, this changes nothing.
 */
export function keepCompiled(): void {
  enableCompileCache(FOLDER);
}
