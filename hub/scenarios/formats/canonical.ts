import { type Format, json, type Saying, type Told } from './format.ts';

const KINDS = {
  raise: 'alert',
  clear: 'clear',
  online: 'status',
  offline: 'status',
  reading: 'telemetry',
} as const satisfies Record<Saying['kind'], string>;

/** Our own topic has words for everything. */
export function canonicalWords(saying: Saying): Told {
  const { actor, kind } = saying;
  const topic = `community/v1/${actor.gridCode}/${actor.family}/${actor.id}/${KINDS[kind]}`;
  if (saying.kind === 'online' || saying.kind === 'offline') return { topic, payload: kind, retain: true };
  const time = saying.clock ?? new Date(saying.timeMs).toISOString();
  if (saying.kind === 'reading') return json(topic, { time, values: saying.values });
  if (saying.kind === 'clear') return json(topic, { type: saying.type, time });
  const { eventId: id, type, confidence, status } = saying;
  return json(topic, { id, type, time, confidence, status });
}

export const canonical: Format = { name: 'canonical', say: canonicalWords };
