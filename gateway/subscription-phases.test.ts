import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { alertType } from '../core/alert-types.ts';
import { foldIncident, type IncidentState } from '../core/incident.ts';
import { feedOf } from '../ingest/fold-batch.ts';
import { phasesOf } from './subscription-phases.ts';

describe('what an incident was before a change', () => {
  it('is told by the change, whatever alerts and clears come in whatever order', () => {
    const step = fc.record({
      kind: fc.constantFrom('alert' as const, 'clear' as const),
      minutes: fc.integer({ min: 0, max: 90 }),
      severity: fc.constantFrom('minor' as const, 'major' as const, 'critical' as const),
    });
    const type = fc.constantFrom('elevator.ebike', 'camera.fire', 'elevator.trapped', 'device.offline');
    let left = 0;
    fc.assert(
      fc.property(type, fc.array(step, { maxLength: 30 }), (code, steps) => {
        let last: IncidentState | null = null;
        let clock = Date.UTC(2026, 10, 21);
        let opened = 0;
        /** As subscribers were told last. */
        const told = new Map<string, string>();
        for (const { kind, minutes, severity } of steps) {
          clock += minutes * 60_000;
          const input = {
            ...{ kind, severity, alertId: `al_${clock}`, eventMs: clock, receivedMs: clock },
            ...{
              deviceId: 'd',
              channel: '',
              type: code,
              gridCode: '511421001001',
              communityCode: '511421001001',
            },
            status: 'ACTUAL' as const,
          };
          const newId = () => `inc_${opened++}`;
          const folded = foldIncident(last, input, alertType(code), { newId });
          for (const event of folded.events) {
            const state = event.incidentId === folded.state?.id ? folded.state : folded.ended;
            if (state === null) throw new Error('an event of no incident');
            for (const row of feedOf(state, [event])) {
              const before = told.get(row.incidentId);
              const phases = phasesOf(row).map((phase) => phase.state);
              // a thing that was in another state is seen in it once more, and none is that was not
              expect([row.change, phases]).toEqual([
                row.change,
                before === undefined || before === row.state ? [row.state] : [row.state, before],
              ]);
              if (phases.length > 1) left += 1;
              told.set(row.incidentId, row.state);
            }
          }
          last = folded.state;
        }
      }),
      { numRuns: 400 },
    );
    expect(left).toBeGreaterThan(100);
  });
});
