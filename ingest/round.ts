import pg from 'pg';
import { copyMessages } from './copy-rows.ts';

/** A prepared statement with its parameters as text. */
export interface Statement {
  name: string;
  text: string;
  values: string[];
}

/** What takes a statement: a client, which sends it at once, or a round. */
export interface Sink {
  query(statement: Statement): Promise<unknown>;
}

/**
 * Statements that do not need each other's answers, sent together and answered together: a batch waits for one way to the
 * server and back and not for one for each of them. They run in order; after one that fails none runs.
 */
export interface Round extends Sink {
  /** Its rows, as `pg` would parse them. @throws DatabaseError, also when one before it failed */
  query(statement: Statement): Promise<Record<string, unknown>[]>;
  /** `COPY … FROM STDIN`, prepared by `name`; rows in text format, a line each, ended by a newline. @throws as `query` */
  copy(name: string, text: string, rows: string): Promise<void>;
  /**
   * COMMIT, after all else: nothing runs after a statement that failed, so it commits all of the round or none. A round
   * that is all of its transaction needs neither BEGIN nor COMMIT: the server makes one of what it reads up to Sync.
   * @throws as `query`; an Error when it became a ROLLBACK, because a statement before this round had failed
   */
  commit(): Promise<void>;
  /** Sends what was given; does nothing when that is nothing. */
  send(): void;
}

interface Step {
  name: string;
  text: string;
  values: string[];
  /** What COPY reads; null for any other statement. */
  input: Buffer | null;
  rows: Record<string, unknown>[];
  /** What the server says it did, `COMMIT` or `INSERT 0 5`. */
  tag: string;
  resolve(step: Step): void;
  reject(error: unknown): void;
}

interface Column {
  name: string;
  parse: (text: string) => unknown;
}

/** What is prepared on a connection, by names that `pg`'s own statements do not have. */
const prepared = new WeakMap<pg.Connection, Set<string>>();

function preparedOn(connection: pg.Connection): Set<string> {
  const names = prepared.get(connection) ?? new Set();
  prepared.set(connection, names);
  return names;
}

/** Whether a transaction is open; `lone` while the round that is at work is all of it. */
export interface Begun {
  state: 'no' | 'yes' | 'lone';
}

function sendStep(connection: pg.Connection, { name, text, values, input }: Step, isPrepared: boolean): void {
  if (!isPrepared) {
    // an earlier try may have got as far as preparing it; to close what does not exist is no error
    if (name !== '') connection.close({ type: 'S', name }, true);
    connection.parse({ name, text, types: [] }, true);
  }
  connection.bind({ statement: name, values }, true);
  if (input === null) connection.describe({ type: 'P' }, true);
  connection.execute(null, true);
  // without waiting to be asked: after an error the server ignores what it is still sent until Sync
  if (input !== null) connection.stream.write(input);
}

/** Who waits for the end of a transaction that is one round. */
interface Ended {
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * The extended query protocol with one Sync at the end (Postgres, Message Flow, Pipelining).
 * @see https://www.postgresql.org/docs/18/protocol-flow.html#PROTOCOL-FLOW-PIPELINING
 */
function submittable(steps: readonly Step[], ended: Ended | null) {
  let at = 0;
  let columns: Column[] = [];
  let fresh: string[] = [];
  let known = new Set<string>();
  return {
    /** For those who watch statements. */
    text: steps.map((step) => step.text).join(';\n'),
    /** pg puts its own in front, which ends the time limit of the query. */
    callback(_error: Error | null): void {},
    submit(connection: pg.Connection) {
      known = preparedOn(connection);
      fresh = [];
      connection.stream.cork();
      try {
        for (const step of steps) {
          const isPrepared = known.has(step.name);
          sendStep(connection, step, isPrepared);
          if (isPrepared) continue;
          known.add(step.name);
          fresh.push(step.name);
        }
        connection.sync();
      } finally {
        connection.stream.uncork();
      }
    },
    // what pg's client calls on the query that is at work
    handleRowDescription({ fields }: { fields: readonly pg.FieldDef[] }) {
      columns = fields.map(({ name, dataTypeID }) => ({
        name,
        parse: pg.types.getTypeParser(dataTypeID, 'text'),
      }));
    },
    handleDataRow({ fields }: { fields: readonly (string | null)[] }) {
      const row: Record<string, unknown> = {};
      columns.forEach(({ name, parse }, index) => {
        const text = fields[index] ?? null;
        row[name] = text === null ? null : parse(text);
      });
      steps[at]?.rows.push(row);
    },
    handleCopyInResponse() {},
    handleCommandComplete({ text }: { text: string }) {
      const step = steps[at];
      at += 1;
      if (step === undefined) return;
      step.tag = text;
      step.resolve(step);
    },
    handleError(error: Error) {
      // which of the new ones were prepared before it is not known
      for (const name of fresh) known.delete(name);
      for (const step of steps.slice(at)) step.reject(error);
      ended?.reject(error);
      this.callback(error);
    },
    // the server has committed what was not begun; after an error it is told of none
    handleReadyForQuery() {
      ended?.resolve();
      this.callback(null);
    },
  };
}

/**
 * A round on `client`. When its transaction has not begun, the first round that is sent begins it and says so there;
 * without one, whoever made the client's transaction began it.
 */
export function createRound(client: pg.PoolClient, transaction: Begun = { state: 'yes' }): Round {
  let steps: Step[] = [];
  let ending: PromiseWithResolvers<void> | null = null;
  function add(name: string, text: string, values: string[], input: Buffer | null) {
    const { promise, resolve, reject } = Promise.withResolvers<Step>();
    // whoever waits for it sees it; one that failed must not end the process because another was waited for first
    promise.catch(() => {});
    steps.push({ name, text, values, input, rows: [], tag: '', resolve, reject });
    return promise;
  }
  /** A promise that may go unheard, like the one it is made of. */
  function after<T>(promise: Promise<Step>, read: (step: Step) => T): Promise<T> {
    const result = promise.then(read);
    result.catch(() => {});
    return result;
  }
  function begin() {
    transaction.state = 'yes';
    void add('round_begin', 'BEGIN', [], null);
    steps.unshift(...steps.splice(-1));
  }
  function end({ resolve, reject }: Ended) {
    add('round_commit', 'COMMIT', [], null).then(({ tag }) => {
      if (tag === 'COMMIT') resolve();
      else reject(new Error('a statement failed unnoticed: rolled back at COMMIT'));
    }, reject);
  }
  return {
    query: ({ name, text, values }) => after(add(`round_${name}`, text, values, null), ({ rows }) => rows),
    copy: (name, text, rows) => after(add(`round_${name}`, text, [], copyMessages(rows)), () => {}),
    commit() {
      ending ??= Promise.withResolvers<void>();
      ending.promise.catch(() => {});
      return ending.promise;
    },
    send() {
      if (steps.length === 0 && ending === null) return;
      const isLone = ending !== null && transaction.state === 'no';
      if (isLone) transaction.state = 'lone';
      else if (ending !== null) end(ending);
      else if (transaction.state === 'no') begin();
      client.query(submittable(steps, isLone ? ending : null));
      steps = [];
      ending = null;
    },
  };
}
