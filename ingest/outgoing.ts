/** A message from the hub to a device. */
export interface OutgoingMessage {
  topic: string;
  payload: Buffer;
  /** After this nobody waits for it: an MQTT 5 broker drops it then. */
  expirySeconds: number;
}

/** The broker will not take this message, now or later: sending it again would not help. */
export class PublishRefused extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'PublishRefused';
  }
}

/** A broker that the hub can send to. */
export interface OutgoingChannel {
  /** As the sources file names it. */
  broker: string;
  ready(): boolean;
  /**
   * QoS 1. Resolves when the broker has it.
   * @throws PublishRefused; Error when it is not known whether the broker has it
   */
  publish(message: OutgoingMessage): Promise<void>;
}
