// Run as a process of its own: starts the embedded Postgres of a folder, tells its address, and waits to be killed.
import { startEmbeddedPostgres } from '../../runtime/embedded-postgres.ts';
import { testLog } from './log.ts';

const server = await startEmbeddedPostgres(process.argv[2] ?? '', testLog);
process.stdout.write(`${JSON.stringify({ url: server.url, pid: server.pid() })}\n`);
setInterval(() => {}, 60_000);
