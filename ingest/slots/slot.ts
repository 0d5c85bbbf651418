import type { SlotSettings } from '../sources/slots.ts';

/** A slot as this process would read it: an MQTT session and its plain filters. */
export interface Slot extends SlotSettings {
  url: string;
  clientId: string;
}

/** A slot that this process reads. */
export interface SlotReader {
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
