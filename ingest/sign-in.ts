import mqtt, { type IConnackPacket, type IConnectPacket, type IDisconnectPacket } from 'mqtt-packet';
import { outageReason } from '../runtime/outage.ts';
import { connackRefusal, refusesVersion } from './connack-refusal.ts';
import { openSocket, SESSION_EXPIRY_SECONDS } from './mqtt-session.ts';
import type { ProtocolVersion } from './publish-packet.ts';

const ANSWER_WITHIN_MS = 5_000;

export interface SignIn {
  url: string;
  /** One that nobody else has; a broker may put another in its place (`use_username_as_clientid`). */
  clientId: string;
  username: string | null;
  password: string | null;
}

/** CONNECT, and DISCONNECT once the broker has answered; nothing that it sends is acknowledged. */
function connectOnce(
  { url, clientId, username, password }: SignIn,
  version: ProtocolVersion,
  clean: boolean,
): Promise<IConnackPacket> {
  return new Promise((resolve, reject) => {
    const address = new URL(url);
    const socket = openSocket(address);
    const deadline = setTimeout(
      () => end(new DOMException('no CONNACK in time', 'TimeoutError')),
      ANSWER_WITHIN_MS,
    );
    const parser = mqtt.parser({ protocolVersion: version });
    function end(error: Error): void {
      clearTimeout(deadline);
      socket.destroy();
      reject(error);
    }
    parser.on('packet', (packet) => {
      if (packet.cmd !== 'connack') return;
      clearTimeout(deadline);
      const farewell: IDisconnectPacket = { cmd: 'disconnect' };
      // a session that was made just now goes at once; one that was there belongs to somebody, and stays
      if (version === 5 && !packet.sessionPresent) farewell.properties = { sessionExpiryInterval: 0 };
      socket.end(mqtt.generate(farewell, { protocolVersion: version }));
      resolve(packet);
    });
    parser.on('error', end);
    socket.on('data', (chunk) => parser.parse(chunk));
    socket.on('error', end);
    socket.on('close', () => end(new Error('it closed the connection without an answer')));
    socket.on(address.protocol === 'mqtts:' ? 'secureConnect' : 'connect', () => {
      const connect: IConnectPacket = {
        cmd: 'connect',
        protocolId: 'MQTT',
        protocolVersion: version,
        clean,
        keepalive: 30,
        clientId,
      };
      if (username !== null) connect.username = username;
      if (password !== null) connect.password = Buffer.from(password);
      if (version === 5)
        connect.properties = { sessionExpiryInterval: SESSION_EXPIRY_SECONDS, receiveMaximum: 1 };
      socket.write(mqtt.generate(connect, { protocolVersion: version }));
    });
  });
}

export interface SignedIn {
  /** Why the broker does not admit this user. */
  refusal: { en: string; zh: string } | null;
  /** It handed us somebody's session: it takes the user's name for the client id, and that user has one. */
  takenOver: boolean;
}

/**
 * Whether a broker admits this user. A broker that takes the user's name for the client id hands us the hub's own session,
 * so it is never asked to clean one that was there: what waits in it is not read, not acknowledged and not lost. A hub that is
 * connected then is disconnected for a moment.
 */
export async function trySignIn(who: SignIn): Promise<SignedIn> {
  const tried = async (version: ProtocolVersion): Promise<SignedIn> => {
    const answer = await connectOnce(who, version, false);
    const code = answer.reasonCode ?? answer.returnCode ?? 0;
    if (code !== 0) {
      if (version === 5 && refusesVersion(code)) return tried(4);
      return { refusal: connackRefusal(code), takenOver: false };
    }
    // MQTT 3.1.1 has no word for "not any more": ours is made again, clean, and ends with its connection
    if (version === 4 && !answer.sessionPresent) await connectOnce(who, 4, true);
    return { refusal: null, takenOver: answer.sessionPresent };
  };
  try {
    // some brokers of 3.1.1 hang up on a CONNECT of MQTT 5
    return await tried(5).catch((error: unknown) => {
      if (error instanceof Error && error.message.includes('without an answer')) return tried(4);
      throw error;
    });
  } catch (error) {
    const { reason, reasonZh } = outageReason(error);
    const own = error instanceof Error ? error.message : String(error);
    const known = reason !== 'the call failed';
    return {
      refusal: known ? { en: reason, zh: reasonZh } : { en: own, zh: `无法连接：${own}` },
      takenOver: false,
    };
  }
}
