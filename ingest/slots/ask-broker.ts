import { openSocket } from '../mqtt-session.ts';

const ANSWER_WITHIN_MS = 5_000;

/** CONNECT of MQTT 3.1.1 for a lasting session, without a client id and without credentials. */
const CONNECT = Buffer.from([0x10, 12, 0, 4, ...Buffer.from('MQTT'), 4, 0, 0, 0, 0, 0]);
const CONNACK = 2;

/**
 * Whether an MQTT broker answers at an address. It is asked for what it must refuse (MQTT 3.1.1, 3.1.3-8). So nothing is
 * opened, and whatever it answers shows that it can be reached.
 */
export function brokerAnswers(url: string): Promise<boolean> {
  return new Promise((resolve) => {
    const address = new URL(url);
    const socket = openSocket(address);
    const deadline = setTimeout(() => end(false), ANSWER_WITHIN_MS);
    function end(answer: boolean): void {
      clearTimeout(deadline);
      resolve(answer);
      socket.destroy();
    }
    socket.on(address.protocol === 'mqtts:' ? 'secureConnect' : 'connect', () => socket.write(CONNECT));
    socket.on('data', (bytes) => end((bytes[0] ?? 0) >> 4 === CONNACK));
    socket.on('error', () => end(false));
    socket.on('close', () => end(false));
  });
}
