// Loads the hub without starting it, after `npm ci`: the first start then finds its modules compiled (./compiled.ts).
import '../runtime/telemetry-off.ts';
import { keepCompiled } from './compiled.ts';

keepCompiled();
await import('./start.ts');
await import('./parts.ts');
// what was loaded may hold the process; the modules are kept as it ends
process.exit(0);
