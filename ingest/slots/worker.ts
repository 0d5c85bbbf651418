import { hostname } from 'node:os';
import type { Logger } from 'pino';
import { planSlots } from '../../core/slot-plan.ts';
import type { Metrics } from '../../runtime/metrics.ts';
import type { Check } from '../../runtime/ops.ts';
import type { Db } from '../../runtime/postgres.ts';
import { brokerAnswers } from './ask-broker.ts';
import type { FencedPipeline } from './fenced-pipeline.ts';
import { createSlotLeases, type LeaseState } from './leases.ts';
import { type ReachTold, slotReach } from './reach.ts';
import { divisionOf, type Slot, type SlotReader } from './slot.ts';
import { slotChecks, slotMetrics } from './tell.ts';
import { type SessionTidy, tidySession } from './tidy.ts';
import { type Moment, moment, SLOT_TIMING, type SlotTiming, since } from './timing.ts';

export interface SlotWorkerOptions {
  db: Db;
  log: Logger;
  metrics: Metrics;
  /** All slots of the sources file. */
  slots: readonly Slot[];
  /** Filters of a broker's sources, which a session may have from before it was divided. */
  filtersOf: (broker: string) => readonly string[];
  fenced: FencedPipeline;
  /** Reads a slot; its reader asks `mayConnect` before each connection. */
  open: (slot: Slot, mayConnect: () => boolean) => SlotReader;
  /** Whether a broker answers at an address. */
  ask?: (url: string) => Promise<boolean>;
  timing?: SlotTiming | undefined;
}

export interface SlotWorker {
  checks: Check[];
  /** Reads no more; what was read is finished. The slots stay its own until `leave`. */
  stop(): Promise<void>;
  /** Gives its slots up, so that others take them at once. */
  leave(): Promise<void>;
}

interface Held {
  slot: Slot;
  token: string;
  reader: SlotReader;
  tidy: SessionTidy;
}

const CHANNEL = 'ingest_slots';
const WATCH_MS = 500;

/**
 * Reads the slots that fall to this process. Every few seconds it renews its lease, looks who else is there, takes what is
 * free, gives up what another should have, and evicts who has not renewed in time. Reading ends before the lease does, by
 * this process's own clocks.
 */
export async function startSlotWorker(options: SlotWorkerOptions): Promise<SlotWorker> {
  const { db, log, slots, fenced, timing = SLOT_TIMING } = options;
  const { workerId } = fenced;
  const leases = createSlotLeases(db.pool, timing);
  const division = divisionOf(slots);
  const byName = new Map(slots.map((slot) => [slot.name, slot]));
  const held = new Map<string, Held>();
  /** Slots that are being given up: not to be read again before that is done. */
  const leaving = new Set<string>();
  const told = slotMetrics(options.metrics, {
    held: () => held.size,
    state: () => state,
    slots,
    leaseAgeMs: () => (renewed === null ? 0 : since(renewed)),
    missed: () => reach.told().misses.length,
  });
  let joined = false;
  let renewed: Moment | null = null;
  let state: LeaseState | null = null;
  let closed = false;
  let poked = false;
  /** Resolves when nothing that a dropped reader read waits for its COMMIT. */
  let settled: Promise<unknown> = Promise.resolve();
  const notEvicted = new Set<string>();
  let differs = false;
  let wake: () => void = () => {};

  const isValid = () => renewed !== null && since(renewed) < timing.leaseMs - timing.marginMs;
  const mayConnect = () => !closed && isValid();

  function poke(): void {
    poked = true;
    wake();
  }

  const tidying = { leases, log, slots, filtersOf: options.filtersOf, workerId, poke };
  const tellOthers = () => db.pool.query(`NOTIFY ${CHANNEL}`).catch(() => {});

  const reach = slotReach({
    ...{ log, slots, timing, ask: options.ask ?? brokerAnswers, changed: poke },
    connected(broker) {
      const readers = [...held.values()].filter(({ slot }) => slot.broker === broker);
      return readers.length === 0 ? null : readers.some(({ reader }) => reader.connected());
    },
  });
  let lastTold: ReachTold = { reaches: [], misses: [] };

  function begin(slot: Slot, token: string): void {
    const reader = options.open(slot, mayConnect);
    held.set(slot.name, { slot, token, reader, tidy: tidySession(tidying, { slot, token, reader }) });
  }

  /** Ends reading without a word to the broker about what is not committed yet. */
  async function drop(why: string, readers = [...held.values()]): Promise<void> {
    for (const { slot } of readers) held.delete(slot.name);
    if (readers.length === 0) return;
    log.warn({ slots: readers.map(({ slot }) => slot.name) }, why);
    settled = Promise.all([settled, ...readers.map(({ reader }) => reader.settled())]).then(() => {});
    await Promise.all(readers.map(({ reader }) => reader.close({ atOnce: true })));
  }

  /** Gives a slot up once all that was read of it, also before it was dropped, is committed and acknowledged. */
  async function handOver(name: string, token: string, one: Held | undefined): Promise<void> {
    leaving.add(name);
    const id = workerId();
    try {
      await one?.reader.close();
      await one?.reader.settled();
      await settled;
      await leases.release(id, name, token);
      log.info({ slot: name, token }, 'slot given up to another process');
      await tellOthers();
    } catch (error) {
      log.warn({ err: error, slot: name }, 'the slot is not given up yet');
    } finally {
      if (one !== undefined && held.get(name) === one) held.delete(name);
      leaving.delete(name);
    }
  }

  /** Another has fenced us: what it took over is its own, and we begin anew, with nothing. */
  async function startOver(): Promise<void> {
    if (joined) {
      log.error('another process took over the slots of this one, which had not renewed its lease in time');
      renewed = null;
      await drop('slots lost: reading ends');
      await fenced.renew();
      told.fenced();
      // last: under the id of before nothing is to be committed any more, so it must not join again
      joined = false;
    }
    const asked = moment();
    if (await leases.join({ id: workerId(), name: `${hostname()}:${process.pid}`, division })) {
      renewed = asked;
      joined = true;
    } else await fenced.renew();
  }

  /** One in a round: it may take some seconds, and the lease is to be renewed in between. */
  async function evictASilent(seen: LeaseState): Promise<void> {
    for (const worker of seen.workers) {
      if (worker.alive) continue;
      try {
        if (!(await leases.evict(worker.id))) continue;
        log.warn({ worker: worker.name }, 'a process did not renew its lease of slots: it is fenced');
        return poke();
      } catch (error) {
        if (!notEvicted.has(worker.id))
          log.error({ err: error, worker: worker.name }, 'cannot take slots over');
        notEvicted.add(worker.id);
      }
    }
  }

  async function take(slot: Slot): Promise<void> {
    const taken = await leases.take(workerId(), slot.name, slot.filters);
    if (taken === null) return;
    // it is given up with all that this process has
    if (closed) return;
    const { token, abandoned } = taken;
    if (abandoned) told.takenOver();
    const what = abandoned ? 'slot taken over from a process that is gone' : 'slot taken';
    log.info({ slot: slot.name, token, clientId: slot.clientId }, what);
    begin(slot, token);
    // to look again, so that what /readyz tells has it
    poke();
  }

  async function reconcile({ slots: leased, workers }: LeaseState): Promise<void> {
    const me = workerId();
    const rows = new Map(leased.map((row) => [row.name, row]));
    // a database that was put back to an earlier state, or a person, may have changed what this process holds
    const lost = [...held.values()].filter(
      ({ slot: { name } }) => rows.get(name)?.holder !== me && !leaving.has(name),
    );
    if (lost.length > 0) await drop('Postgres names another or nobody as their reader: reading ends', lost);
    if (slots.some(({ name }) => !rows.has(name))) {
      await leases.declare(slots);
      poke();
    }
    const differing = slots.filter(
      ({ name, clientId }) => (rows.get(name)?.clientId ?? clientId) !== clientId,
    );
    if (differing.length > 0 && !differs) {
      const zh =
        '其他进程以另一客户端标识读取这些分片：所有进程的 MQTT_CLIENT_ID 与 HUB_SOURCES_FILE 必须一致';
      log.error(
        { slots: differing.map(({ name }) => name), zh },
        'other processes read these slots as another client: MQTT_CLIENT_ID and HUB_SOURCES_FILE must be the same in all',
      );
    }
    differs = differing.length > 0;
    const alive = workers.filter((worker) => worker.alive);
    const peers = alive.filter((worker) => worker.division === division);
    const strangers = new Set(alive.filter((worker) => worker.division !== division).map(({ id }) => id));
    const ours = leased.filter(
      ({ name, holder, clientId }) => byName.get(name)?.clientId === clientId && !strangers.has(holder ?? ''),
    );
    const plan = planSlots(ours, peers);
    for (const { name, holder, token } of ours) {
      const slot = byName.get(name);
      const mine = held.get(name);
      if (slot === undefined || closed || leaving.has(name)) continue;
      if (holder === me) {
        if (plan.get(name) !== me) void handOver(name, token, mine);
        else if (mine === undefined) begin(slot, token);
      } else if (holder === null && mine === undefined && plan.get(name) === me) await take(slot);
    }
    for (const [name, { tidy }] of held) if (!leaving.has(name)) tidy.look(leased);
  }

  async function round(): Promise<void> {
    const asked = moment();
    const brokers = reach.told();
    if (joined && (await leases.renew(workerId(), brokers))) {
      renewed = asked;
      if (JSON.stringify(brokers) !== JSON.stringify(lastTold)) {
        lastTold = brokers;
        await tellOthers();
      }
    } else await startOver();
    state = await leases.state();
    reach.look(new Set(state.workers.filter(({ alive }) => alive).flatMap(({ misses }) => misses)));
    const me = state.workers.find(({ id }) => id === workerId());
    // one whose own lease has run out since it was renewed has been away, and so perhaps was the database for all
    if (me?.alive === true && me.steady && state.workers.some(({ alive }) => !alive)) {
      await evictASilent(state);
      // that may have taken seconds
      state = await leases.state();
    }
    if (isValid()) await reconcile(state);
  }

  async function run(): Promise<void> {
    let failing = false;
    while (!closed) {
      poked = false;
      try {
        await round();
        failing = false;
      } catch (error) {
        if (!failing) log.warn({ err: error }, 'the lease of slots could not be renewed: trying again');
        failing = true;
      }
      if (poked || closed) continue;
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, timing.renewMs);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  await leases.declare(slots);
  const listening = await db.listen(CHANNEL, poke, poke);
  const watch = setInterval(() => {
    if (!isValid())
      void drop('the lease could not be renewed in time: reading ends until it is').catch(() => {});
  }, WATCH_MS);
  const running = run();

  return {
    checks: slotChecks({ slots, held, state: () => state, workerId }),
    async stop() {
      closed = true;
      wake();
      clearInterval(watch);
      // at once: a round may wait long for a database that is away
      await Promise.all([...held.values()].map(({ reader }) => reader.close()));
      held.clear();
      await running;
      await listening.close();
    },
    async leave() {
      await leases.leave(workerId());
      await tellOthers();
    },
  };
}
