import { Refusal } from '../../core/errors.ts';
import type { CodecMemory } from '../codec.ts';
import type { Metric } from './sparkplug-payload.ts';
import { isMetricName } from './states.ts';

/** What a birth announced: the names behind its aliases, and the data types that data messages leave out. */
export class Birth {
  readonly byAlias = new Map<string, { name: string; datatype: number | undefined }>();
  readonly datatypes = new Map<string, number>();

  constructor(metrics: readonly Metric[]) {
    for (const { name, alias, datatype } of metrics) {
      if (name === undefined || name === '') continue;
      // a name that no value could be stored under is not worth its bytes: '' leaves the values out
      const kept = isMetricName(name) ? name : '';
      if (alias !== undefined) this.byAlias.set(alias, { name: kept, datatype });
      if (kept === '') continue;
      if (datatype !== undefined) this.datatypes.set(name, datatype);
    }
  }
}

/** An edge node since its birth. */
export class EdgeNode {
  /** Ties a death to the birth of the same connection; null: the birth has not been seen. */
  readonly bdSeq: string | null;
  readonly bornAt: string | null;
  readonly devices = new Set<string>();
  /** Of the last message; null before the first. */
  seq: number | null = null;

  constructor(bdSeq: string | null, bornAt: string | null) {
    this.bdSeq = bdSeq;
    this.bornAt = bornAt;
  }

  /** Takes the sequence number of a message. @returns why it does not follow the one before; null when it does */
  follow(told: string | undefined): Refusal | null {
    if (told === undefined) return null;
    const seq = Number(told);
    const before = this.seq;
    this.seq = seq;
    // 255 is followed by 0; the same number again is a redelivery
    if (before === null || seq === before || seq === (before + 1) % 256) return null;
    return new Refusal('NEEDS_BIRTH', '/seq', `${seq} after ${before}, frames were lost: ask for a rebirth`);
  }
}

/** Edge nodes and births in the codec's memory, by their topic ids. Any of them may be forgotten at any time. */
export function births(memory: CodecMemory | undefined) {
  const nodeKey = (id: string) => `node ${id}`;
  const birthKey = (id: string) => `birth ${id}`;
  return {
    node(id: string): EdgeNode | null {
      const known = memory?.get(nodeKey(id));
      return known instanceof EdgeNode ? known : null;
    },
    keepNode(id: string, node: EdgeNode): void {
      memory?.set(nodeKey(id), node, 1 + node.devices.size);
    },
    birth(id: string): Birth | null {
      const known = memory?.get(birthKey(id));
      return known instanceof Birth ? known : null;
    },
    keepBirth(id: string, birth: Birth): void {
      memory?.set(birthKey(id), birth, 1 + birth.byAlias.size + birth.datatypes.size);
    },
    forgetBirth(id: string): void {
      memory?.delete(birthKey(id));
    },
    /** The node and all that was born behind it. */
    forgetNode(id: string, node: EdgeNode | null): void {
      for (const device of node?.devices ?? []) memory?.delete(birthKey(device));
      memory?.delete(birthKey(id));
      memory?.delete(nodeKey(id));
    },
  };
}
