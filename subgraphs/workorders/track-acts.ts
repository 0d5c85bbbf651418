import type { Principal } from '../../core/permissions.ts';
import { bad, textArgument } from '../access.ts';
import type { ActingDeps } from './act.ts';
import { createAdmissionActs } from './admission.ts';
import { createDuplicateActs } from './duplicates.ts';
import { type EvidenceArgument, evidenceArguments } from './evidence.ts';
import { storeEvidence } from './evidence-store.ts';
import { createGateActs } from './gates.ts';
import { createGateOpening } from './gates-open.ts';
import { createHelperActs } from './helpers.ts';
import { createWhistleActs } from './helpers-whistle.ts';
import { createMergeActs } from './merge.ts';
import { createSupervisionActs } from './supervision.ts';
import { besideStep, lockSeen, requireLive, type Target, trackContext } from './tracks.ts';

export interface EvidenceAdding extends Target {
  evidence: readonly EvidenceArgument[];
  note?: string | null | undefined;
}

/** What people do beside the course of an order: helpers, gates, supervisions, merges, evidence, duplicates, admission. */
export function createTrackActs(deps: ActingDeps, principal: Principal | null, now: () => number = Date.now) {
  const context = trackContext(deps, principal, now);
  return {
    helpers: { ...createHelperActs(context), ...createWhistleActs(context) },
    gates: { ...createGateOpening(context), ...createGateActs(context) },
    supervisions: createSupervisionActs(context),
    merges: createMergeActs(context),
    duplicates: createDuplicateActs(context),
    admissions: createAdmissionActs(context),

    /** Evidence of an order, before, during or after the work. */
    addEvidence({ evidence, note, ...target }: EvidenceAdding) {
      const who = context.who('order.work');
      const words = textArgument('input.note', note, 400);
      const references = evidenceArguments('input.evidence', evidence, deps.config.evidenceOrigins);
      if (references.length === 0) throw bad('input.evidence', 'at least one reference', '至少一条');
      return deps.db.tx(async (client) => {
        const order = await lockSeen(client, who, target);
        const atMs = now();
        requireLive(order);
        await storeEvidence(client, order, references, { actor: who.subject, atMs });
        const detail = { evidence: references.map(({ url, phase }) => ({ url, phase })) };
        const act = { act: 'EVIDENCE_ADDED', actor: who.subject, reason: words, detail, atMs } as const;
        return besideStep(client, order, act, context.book());
      });
    },
  };
}

export type TrackActs = ReturnType<typeof createTrackActs>;
