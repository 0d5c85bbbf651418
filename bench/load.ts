import { connect } from 'node:net';
import mqtt from 'mqtt-packet';
import { frameOf } from './frames.ts';

/**
 * The load, as a process of its own: publishes `count` frames at QoS 1 over `connections` connections, at `rate` a second
 * (0: as fast as they are acknowledged), with at most `window` unacknowledged a connection. Prints one JSON line.
 * `node bench/load.ts <port> <count> <rate> <connections> <devices> <run>`
 */
const [port = 0, count = 0, rate = 0, connections = 1, devices = 1] = process.argv.slice(2, 7).map(Number);
const run = process.argv[7] ?? 'run';
const WINDOW = 200;

let next = 0;
let acknowledged = 0;
const started = performance.now();

/** How many may have been sent by now. */
function allowance(): number {
  return rate === 0 ? count : Math.min(count, Math.floor(((performance.now() - started) / 1_000) * rate));
}

const clients = Array.from({ length: connections }, (_, index) => {
  const socket = connect(port, '127.0.0.1');
  socket.setNoDelay(true);
  const parser = mqtt.parser({ protocolVersion: 4 });
  const client = { ready: false, unacknowledged: 0, messageId: 0, fill };
  parser.on('packet', (packet) => {
    if (packet.cmd === 'connack') client.ready = true;
    else if (packet.cmd === 'puback') {
      client.unacknowledged -= 1;
      acknowledged += 1;
      if (acknowledged === count) finish();
    }
  });
  function fill(share: number): void {
    if (!client.ready) return;
    const packets: Buffer[] = [];
    let room = Math.min(share, WINDOW - client.unacknowledged, allowance() - next);
    for (; room > 0; room -= 1) {
      client.messageId = (client.messageId % 65_535) + 1;
      const { topic, payload } = frameOf(next, Date.now(), { devices, run });
      packets.push(
        mqtt.generate({
          cmd: 'publish',
          topic,
          payload,
          qos: 1,
          messageId: client.messageId,
          dup: false,
          retain: false,
        }),
      );
      next += 1;
      client.unacknowledged += 1;
    }
    if (packets.length > 0) socket.write(Buffer.concat(packets));
  }
  socket.on('connect', () =>
    socket.write(
      mqtt.generate({
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: 4,
        clean: true,
        keepalive: 0,
        clientId: `load-${run}-${process.pid}-${index}`,
      }),
    ),
  );
  socket.on('data', (chunk) => {
    parser.parse(chunk);
    if (rate === 0) fill(WINDOW);
  });
  socket.on('error', (error) => {
    console.error(error.message);
    process.exit(1);
  });
  return client;
});

let turn = 0;
const pump = setInterval(() => {
  // each time another connection goes first, a few frames each
  for (let index = 0; index < clients.length; index += 1) {
    clients[(turn + index) % clients.length]?.fill(rate === 0 ? WINDOW : 4);
  }
  turn += 1;
}, 1);
const limit = setTimeout(() => finish(), 120_000);

function finish(): void {
  clearInterval(pump);
  clearTimeout(limit);
  const seconds = (performance.now() - started) / 1_000;
  console.log(JSON.stringify({ sent: next, acknowledged, seconds }));
  const end = () => process.exit(acknowledged === count ? 0 : 1);
  const { user, system } = process.cpuUsage();
  if (process.send === undefined) end();
  else process.send({ cpuMs: (user + system) / 1_000 }, end);
}
