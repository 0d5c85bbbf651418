import { bookOf } from '../../core/governance.ts';
import type { GovernanceKind, RawDocument } from '../../core/governance-document.ts';
import { shippedGovernance } from '../../runtime/governance.ts';

/** The shipped documents and a county's own, as a book. */
export function bookWith(...own: [GovernanceKind, Record<string, unknown>][]) {
  const { dispatch, ladders, profiles, matters, clocks, calendars, escalations, schedules } =
    shippedGovernance().current();
  const all = [dispatch, ladders, profiles, matters, clocks, calendars, escalations, schedules];
  const shipped: RawDocument[] = all.flatMap((shelf) => [...shelf.all]);
  const added = own.map(
    ([kind, body]): RawDocument => ({
      ...{ kind, code: String(body.code), version: 1, validFromMs: 0, origin: 'FOLDER', sha256: '', body },
    }),
  );
  return bookOf([...added, ...shipped], Date.now());
}

/** The usual method of work without some of its actions. */
export function profileWithout(
  code: string,
  ...actions: string[]
): [GovernanceKind, Record<string, unknown>] {
  const usual = shippedGovernance().current().profiles.at('huaying-demand', Date.now());
  if (usual === null) throw new Error('no profile huaying-demand');
  const { applies: _, ...body } = usual.body;
  const transitions = body.transitions.filter(({ action }) => !actions.includes(action));
  return ['PROFILE', { ...body, code, version: 1, transitions }];
}
