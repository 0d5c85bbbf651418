import mqtt from 'mqtt';
import { Pool } from 'undici';

/**
 * What ours is compared with, as a process of its own; tells its parent how many messages it has finished.
 * `bare`: a QoS 1 subscriber (mqtt.js) that does nothing. `write`: one that writes each message to InfluxDB before it
 * acknowledges it, one point a request.
 */
const [mode = 'bare', port = '', influxUrl = ''] = process.argv.slice(2);
let received = 0;
const pool = mode === 'write' ? new Pool(influxUrl, { connections: 1 }) : null;

const client = mqtt.connect(`mqtt://127.0.0.1:${port}`, {
  protocolVersion: 5,
  clientId: `bench-${mode}`,
  clean: true,
  properties: { receiveMaximum: 2_000 },
});

if (pool !== null) {
  client.handleMessage = (packet, done) => {
    if (packet.cmd !== 'publish') return done();
    const body = `alerts,type=bench payload=${JSON.stringify(packet.payload.toString())} ${Date.now() * 1_000_000 + received}`;
    pool
      .request({ path: '/write?db=bench', method: 'POST', body })
      .then(async (response) => {
        await response.body.dump();
        received += 1;
        done();
      })
      .catch(done);
  };
} else {
  client.on('message', () => {
    received += 1;
  });
}

client.on('connect', () => {
  client.subscribe('community/v1/#', { qos: 1 }, () => process.send?.({ ready: true }));
});
setInterval(
  () =>
    process.send?.({
      done: received,
      cpuMs: process.cpuUsage().user / 1_000 + process.cpuUsage().system / 1_000,
    }),
  20,
);
process.on('disconnect', () => process.exit(1));
