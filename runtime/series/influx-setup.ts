import type { Logger } from 'pino';
import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { InfluxConfig } from '../config.ts';
import { type InfluxHttp, unavailable } from './influx-http.ts';
import { cells } from './influx-point.ts';
import { type InfluxQl, InfluxRefusal, NO_RIGHT } from './influx-ql.ts';
import { quoteName } from './quote.ts';

/** The retention policy that the hub makes for a database of its own when none is configured. */
const OWN_POLICY = 'hub';

interface Tools {
  config: InfluxConfig;
  ql: InfluxQl;
  http: InfluxHttp;
  log: Logger;
  /** Days that alerts and readings are kept. */
  seriesDays: number;
}

/** `400h30m0s`, `168h0m0s` or `0s` (for ever) in hours. */
function hoursOf(duration: string): number {
  const hours = Number(/^(\d+)h/.exec(duration)?.[1] ?? 0);
  return hours === 0 ? Number.POSITIVE_INFINITY : hours;
}

interface Policy {
  name: string;
  hours: number;
  isDefault: boolean;
}

/** Null: there is no such database. */
async function policiesOf(ql: InfluxQl, database: string): Promise<Policy[] | null> {
  try {
    const series = await ql.command(`SHOW RETENTION POLICIES ON ${quoteName(database)}`);
    return series.flatMap(({ columns, values = [] }) =>
      values.map((row) => {
        const cell = cells(columns, row);
        return {
          name: String(cell('name')),
          hours: hoursOf(String(cell('duration'))),
          isDefault: cell('default') === true,
        };
      }),
    );
  } catch (error) {
    if (error instanceof InfluxRefusal && error.message.includes('database not found')) return null;
    throw error;
  }
}

/**
 * The policy that holds the hub's points: made when missing, made longer when the configuration says so. Never made
 * shorter: that would drop history at once, so the statement is logged for a person to run.
 */
async function ensurePolicy({ config, ql, log, seriesDays }: Tools): Promise<string> {
  const { database, retentionPolicy } = config;
  const on = `ON ${quoteName(database)} DURATION ${seriesDays}d`;
  const policies = await policiesOf(ql, database);
  if (policies === null) {
    const name = retentionPolicy ?? OWN_POLICY;
    await ql.command(
      `CREATE DATABASE ${quoteName(database)} WITH DURATION ${seriesDays}d REPLICATION 1 NAME ${quoteName(name)}`,
    );
    return name;
  }
  const policy = policies.find(({ name, isDefault }) =>
    retentionPolicy === null ? isDefault : name === retentionPolicy,
  );
  if (policy === undefined) {
    const name = retentionPolicy ?? OWN_POLICY;
    await ql.command(`CREATE RETENTION POLICY ${quoteName(name)} ${on} REPLICATION 1`);
    return name;
  }
  if (policy.hours === seriesDays * 24) return policy.name;
  const statement = `ALTER RETENTION POLICY ${quoteName(policy.name)} ${on}`;
  if (policy.hours < seriesDays * 24 && (retentionPolicy !== null || policy.name === OWN_POLICY)) {
    await ql.command(statement);
  } else {
    log.info(
      { policy: policy.name, statement },
      'InfluxDB keeps points for another time than HUB_SERIES_DAYS; to change it run the statement',
    );
  }
  return policy.name;
}

/** Mean, least, greatest and number of each hour of `reading`, kept as `reading_1h`; up to 6 h of late data count in. */
async function ensureDownsampling(ql: InfluxQl, database: string, policy: string): Promise<void> {
  const [db, rp] = [quoteName(database), quoteName(policy)];
  const name = quoteName('reading_1h');
  const create = `CREATE CONTINUOUS QUERY ${name} ON ${db} RESAMPLE EVERY 1h FOR 6h BEGIN
    SELECT mean("value") AS "mean", min("value") AS "min", max("value") AS "max", count("value") AS "count"
    INTO ${db}.${rp}."reading_1h" FROM ${db}.${rp}."reading" GROUP BY time(1h), "community", "device", "metric" END`;
  try {
    await ql.command(create);
  } catch (error) {
    // an equal one is no error; this is one of an older hub or another policy
    if (!(error instanceof InfluxRefusal) || !error.message.includes('already exists')) throw error;
    await ql.command(`DROP CONTINUOUS QUERY ${name} ON ${db}`);
    await ql.command(create);
  }
}

const MAPPINGS = Compile(
  Type.Object({ content: Type.Optional(Type.Array(Type.Object({ database: Type.String() }))) }),
);
const BUCKETS = Compile(
  Type.Object({ buckets: Type.Array(Type.Object({ id: Type.String(), orgID: Type.String() })) }),
);

/**
 * 2.x answers InfluxQL for a bucket through a DBRP mapping, made here when there is none. Not verified against a 2.x
 * server: written from https://docs.influxdata.com/influxdb/v2/reference/api/influxdb-1x/dbrp/
 */
async function ensureMapping({ config, http }: Tools): Promise<void> {
  const [org, database] = [config.org ?? '', config.database];
  const ask = async (path: string): Promise<unknown> => {
    const { status, body } = await http.get(path);
    if (status !== 200) throw unavailable(new Error(`HTTP ${status} to ${path.split('?')[0]}`), 0);
    return JSON.parse(body);
  };
  const query = new URLSearchParams({ org, db: database });
  const mappings = MAPPINGS.Parse(await ask(`/api/v2/dbrps?${query}`));
  if (mappings.content?.some((mapping) => mapping.database === database)) return;
  const named = new URLSearchParams({ org, name: config.bucket ?? '' });
  const [bucket] = BUCKETS.Parse(await ask(`/api/v2/buckets?${named}`)).buckets;
  if (bucket === undefined) throw unavailable(new Error(`there is no bucket ${config.bucket}`), 0);
  const { status } = await http.post(
    '/api/v2/dbrps',
    JSON.stringify({
      bucketID: bucket.id,
      orgID: bucket.orgID,
      database,
      retention_policy: config.retentionPolicy ?? 'autogen',
      default: true,
    }),
    'application/json',
  );
  if (status >= 300) throw unavailable(new Error(`HTTP ${status} to /api/v2/dbrps`), 0);
}

/**
 * Makes what the hub needs in InfluxDB; safe to repeat. A user who may not create (1.x with authentication) keeps
 * working on what an administrator made.
 * @throws HubError SERIES_UNAVAILABLE
 */
export async function setUpInflux(tools: Tools): Promise<void> {
  const { config, ql, http, log } = tools;
  const version = await http.version();
  try {
    if (version === '1') {
      const policy = await ensurePolicy(tools);
      await ensureDownsampling(ql, config.database, policy);
    } else if (version === '2' && config.bucket !== null) {
      await ensureMapping(tools);
    }
  } catch (error) {
    if (!(error instanceof InfluxRefusal)) throw unavailable(error, config.timeoutMs);
    if (!NO_RIGHT.test(error.message)) throw unavailable(error, config.timeoutMs);
    log.warn({ reason: error.message }, 'InfluxDB lets this user make nothing; what is there is used');
  }
}
