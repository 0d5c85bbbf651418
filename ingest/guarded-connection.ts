import type { Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { createPacketCutter } from './packet-cutter.ts';
import { type Message, messageOfCut } from './publish-packet.ts';

/**
 * A device's socket as the broker library gets it: PUBLISH packets above `limitBytes` never reach it, which would
 * gather up to 256 MB for one. Their start goes to `oversize`, whose promise is the PUBACK.
 */
export function guardConnection(
  socket: Socket,
  limitBytes: number,
  oversize: (message: Message) => Promise<void>,
): Duplex {
  const acknowledge = ({ qos, messageId }: Message) => {
    if (messageId === null || qos === 0 || socket.destroyed) return;
    // 2: PUBREC; the broker library answers the PUBREL that follows
    const bytes = Buffer.from([qos === 1 ? 0x40 : 0x50, 2, messageId >> 8, messageId & 0xff]);
    socket.write(bytes);
  };
  const cutter = createPacketCutter({
    limitBytes,
    pass(bytes) {
      if (!guarded.push(bytes)) socket.pause();
    },
    oversize({ head, size }) {
      const message = messageOfCut(head, size, 4);
      if (message === null) {
        guarded.destroy(new Error('an oversize packet could not be read'));
        return;
      }
      oversize(message).then(
        () => acknowledge(message),
        (error: Error) => guarded.destroy(error),
      );
    },
  });
  const guarded = new Duplex({
    read() {
      socket.resume();
    },
    write(chunk, _encoding, done) {
      socket.write(chunk, done);
    },
    final(done) {
      socket.end(done);
    },
    destroy(error, done) {
      socket.destroy();
      done(error);
    },
  });
  socket.on('data', (chunk) => {
    try {
      cutter.push(chunk);
    } catch (error) {
      guarded.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  });
  socket.on('end', () => guarded.push(null));
  socket.on('error', (error) => guarded.destroy(error));
  socket.on('close', () => guarded.destroy());
  return guarded;
}
