/** What the load is made of: alerts of the three families on the canonical topic, spread over devices and time. */
export interface Load {
  devices: number;
  /** Tells the runs of one measurement apart: event ids must not repeat. */
  run: string;
}

export interface BenchFrame {
  topic: string;
  payload: string;
}

const KINDS = [
  {
    family: 'camera',
    type: 'camera.loitering',
    values: '"confidence":0.87,"values":{"zone":"north gate","persons":2}',
  },
  {
    family: 'elevator',
    type: 'elevator.door_blocked',
    values: '"values":{"floor":7,"carStatus":"stopped","direction":"up"}',
  },
  {
    family: 'charger',
    type: 'charger.overheat',
    values: '"channel":"2","values":{"temperatureC":78.5,"currentA":6.25}',
  },
] as const;

const COMMUNITIES = 20;

/** Grid of a device: 20 communities with 10 grids each. */
export function gridOf(device: number): string {
  const community = String((device % COMMUNITIES) + 1).padStart(3, '0');
  const grid = String((Math.floor(device / COMMUNITIES) % 10) + 1).padStart(3, '0');
  return `511421001${community}${grid}`;
}

/** Frame number `n`; `ms` is its event time. About 300 bytes with its topic. */
export function frameOf(n: number, ms: number, { devices, run }: Load): BenchFrame {
  const device = n % devices;
  const kind = KINDS[device % KINDS.length] ?? KINDS[0];
  const id = `dev-${String(device).padStart(5, '0')}`;
  return {
    topic: `community/v1/${gridOf(device)}/${kind.family}/${id}/alert`,
    payload:
      `{"id":"${run}-${n}","type":"${kind.type}","time":"${new Date(ms).toISOString()}",${kind.values},` +
      `"evidence":[{"url":"https://nvr.example/events/${run}/${n}.jpg","kind":"image"}]}`,
  };
}

const TIME = Buffer.from('"time":"');

/** Milliseconds from the making of a frame, which its own time tells, to `nowMs`. */
export function ageOf(payload: Buffer, nowMs: number): number {
  const start = payload.indexOf(TIME) + TIME.length;
  return nowMs - Date.parse(payload.toString('latin1', start, start + 24));
}
