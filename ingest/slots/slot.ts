import { createHash } from 'node:crypto';
import type { SlotSettings } from '../sources/slots.ts';

/** A slot as this process would read it: an MQTT session and its plain filters. */
export interface Slot extends SlotSettings {
  url: string;
  clientId: string;
}

/** A slot that this process reads. */
export interface SlotReader {
  /** Its session is open. */
  connected(): boolean;
  /** Every filter was granted. */
  subscribed(): boolean;
  /** For /readyz. @throws HubError BROKER_UNAVAILABLE */
  told(): string;
  /** Ends subscriptions that the session has from before. @throws Error when the connection ends first */
  unsubscribe(filters: readonly string[]): Promise<void>;
  /** Resolves when nothing that it read waits for its COMMIT. */
  settled(): Promise<void>;
  /** With `atOnce` nothing more is acknowledged. */
  close(options?: { atOnce?: boolean }): Promise<void>;
}

/** What a slot's session may have to be unsubscribed from: what it has had, and what others read in its place now. */
export function staleFilters(
  slot: Pick<Slot, 'filters'>,
  recorded: readonly string[],
  others: readonly string[],
): string[] {
  const own = new Set(slot.filters);
  return [...new Set([...recorded, ...others])].filter((filter) => !own.has(filter));
}

/** Workers share slots only with those who know the same ones. */
export function divisionOf(slots: readonly Slot[]): string {
  const known = slots.map(({ name, broker, clientId, filters }) => [
    ...[name, broker, clientId],
    [...filters].sort(),
  ]);
  const inOrder = known.map((one) => JSON.stringify(one)).sort();
  return createHash('sha256').update(inOrder.join('\n')).digest('hex').slice(0, 16);
}
