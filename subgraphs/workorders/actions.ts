import type { Principal } from '../../core/permissions.ts';
import type { Severity } from '../../core/severity.ts';
import { textArgument } from '../access.ts';
import { type ActingDeps, createActing, formArgument, type Maybe, TEXT, type WithForm } from './act.ts';
import { type EvidenceArgument, evidenceArguments } from './evidence.ts';
import { reportMatter } from './report.ts';
import { createSending } from './sending.ts';
import type { Target } from './tracks.ts';
import type { ReportMatterInput } from './types.generated.ts';

type WithNote = Target & { note?: Maybe<string> };
type WithReason = Target & { reason: string };

const note = (text: Maybe<string>) => ({ note: textArgument('input.note', text, TEXT) });
const reason = (text: Maybe<string>) => ({ reason: textArgument('input.reason', text, TEXT) });

/** What people do to work orders: each call is one transaction, decided by the profile. `now` gives epoch ms. */
export function createActions(deps: ActingDeps, principal: Principal | null, now: () => number = Date.now) {
  const acting = createActing(deps, principal, now);
  const { act } = acting;
  return {
    ...createSending(deps, acting),
    report: (input: ReportMatterInput) => reportMatter(deps, principal, input, now()),

    verify: ({ note: text, form, ...target }: WithNote & WithForm) =>
      act(target, 'VERIFY', { input: { ...note(text), ...formArgument(form) } }),
    accept: ({ note: text, form, ...target }: WithNote & WithForm) =>
      act(target, 'ACCEPT', { input: { ...note(text), ...formArgument(form) } }),
    reject: ({ reason: why, ...target }: WithReason) => act(target, 'REJECT', { input: reason(why) }),
    file: ({ note: text, form, ...target }: WithNote & WithForm) =>
      act(target, 'FILE', { input: { ...note(text), ...formArgument(form) } }),

    /** Whoever takes it has it from now on, when the subject is a known person. */
    take: (target: Target) => act(target, 'TAKE'),
    /** As `take`, of an order that is sent to nobody or to several: the first one has it. */
    claim: (target: Target) => act(target, 'CLAIM'),
    start: ({ note: text, ...target }: WithNote) => act(target, 'START', { input: note(text) }),
    reachStage: ({ stage, note: text, ...target }: WithNote & { stage: string }) =>
      act(target, 'REACH_STAGE', {
        input: { ...note(text), stage: textArgument('input.stage', stage, 64) },
        detail: { stage },
      }),

    requestSuspension: ({ reason: why, until, ...target }: WithReason & { until: Date }) =>
      act(target, 'REQUEST_SUSPEND', {
        input: { ...reason(why), untilMs: until.getTime() },
        detail: { until: until.toISOString() },
      }),
    refuseSuspension: ({ reason: why, ...target }: WithReason) =>
      act(target, 'REFUSE_SUSPEND', { input: reason(why) }),
    /** Of what was asked for, reason and date need not be said again. */
    suspend: ({ reason: why, until, ...target }: Target & { reason?: Maybe<string>; until?: Maybe<Date> }) =>
      act(target, 'SUSPEND', {
        input: { ...reason(why), ...(until == null ? {} : { untilMs: until.getTime() }) },
        ...(until == null ? {} : { detail: { until: until.toISOString() } }),
      }),
    resume: ({ note: text, ...target }: WithNote) => act(target, 'RESUME', { input: note(text) }),

    requestReturn: ({ reason: why, ...target }: WithReason) =>
      act(target, 'REQUEST_RETURN', { input: reason(why) }),
    decideReturn: ({ grant, reason: why, ...target }: Target & { grant: boolean; reason?: Maybe<string> }) =>
      act(target, grant ? 'GRANT_RETURN' : 'REFUSE_RETURN', { input: reason(why) }),
    answerTransfer: ({
      accept,
      reason: why,
      ...target
    }: Target & { accept: boolean; reason?: Maybe<string> }) =>
      act(target, accept ? 'ACCEPT_TRANSFER' : 'DECLINE_TRANSFER', { input: reason(why) }),
    requestExtension: ({ reason: why, ...target }: WithReason) =>
      act(target, 'REQUEST_EXTENSION', { input: reason(why) }),
    decideExtension: ({
      grant,
      reason: why,
      ...target
    }: Target & { grant: boolean; reason?: Maybe<string> }) =>
      act(target, grant ? 'GRANT_EXTENSION' : 'REFUSE_EXTENSION', { input: reason(why) }),
    regrade: ({ severity, reason: why, ...target }: WithReason & { severity: Severity }) =>
      act(target, 'REGRADE', { input: { ...reason(why), severity }, detail: { to: severity } }),

    remind: ({ note: text, ...target }: WithNote) => act(target, 'REMIND', { input: note(text) }),

    feedback({
      note: text,
      evidence,
      form,
      ...target
    }: Target & WithForm & { note: string; evidence: readonly EvidenceArgument[] }) {
      const references = evidenceArguments('input.evidence', evidence, deps.config.evidenceOrigins);
      return act(target, 'FEEDBACK', {
        input: { ...note(text), evidence: references, ...formArgument(form) },
        detail: { evidence: references },
      });
    },
    check: ({ pass, note: text, form, ...target }: WithNote & WithForm & { pass: boolean }) =>
      act(target, pass ? 'CHECK_PASS' : 'CHECK_FAIL', {
        input: { reason: textArgument('input.note', text, TEXT), ...formArgument(form) },
      }),
    close: ({ note: text, form, ...target }: WithNote & WithForm) =>
      act(target, 'CLOSE', { input: { ...note(text), ...formArgument(form) } }),
    rate: ({ stars, comment, ...target }: Target & { stars: number; comment?: Maybe<string> }) =>
      act(target, 'RATE', {
        input: { stars, note: textArgument('input.comment', comment, TEXT) },
        detail: { stars },
      }),
    reopen: ({ reason: why, ...target }: WithReason) => act(target, 'REOPEN', { input: reason(why) }),
    void: ({ reason: why, ...target }: WithReason) => act(target, 'VOID', { input: reason(why) }),
  };
}

export type Actions = ReturnType<typeof createActions>;
