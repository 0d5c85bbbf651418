import { describe, expect, it } from 'vitest';
import { readGovernanceFolder, SHIPPED_FOLDER } from '../runtime/governance-files.ts';
import { alertType } from './alert-types.ts';
import { ERRORS, HubError, REFUSAL_REASONS } from './errors.ts';
import { bookOf } from './governance.ts';
import { clearByPerson, foldIncident, shelve } from './incident.ts';
import {
  type Principal,
  placeNamed,
  RIGHT_NAMES_ZH,
  RIGHTS,
  requireRight,
  requireScope,
} from './permissions.ts';
import {
  isWorkOrderAction,
  TRANSITIONS,
  type TransitionInput,
  type WorkOrderAction,
  type WorkOrderState,
} from './work-order.ts';
import { step } from './workflow/engine.ts';
import { NO_FACTS } from './workflow/guard-facts.ts';
import { newOrder } from './workflow/order-state.ts';
import { workflowOf } from './workflow/profile.ts';

const NOW = Date.UTC(2026, 10, 21);
/** English prose; names of settings, fields, headers and protocols are the same in both languages. */
const ENGLISH = /\b(?:the|an?|is|it|its|must|needs?|not|no|of|to|at|least|most|ahead|cannot|and|or)\b/i;

function caught(run: () => unknown): HubError {
  try {
    run();
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}

/** The Chinese without what stands in code marks. */
const prose = (text: string) => text.replaceAll(/`[^`]*`/g, '');

describe('the table of errors', () => {
  it.each(Object.entries(ERRORS))('%s says what happened and what to do, in both languages', (_, row) => {
    for (const text of [row.en, row.fix]) expect(text).not.toMatch(/\p{Script=Han}/u);
    for (const text of [row.zh, row.fixZh]) {
      expect(text).toMatch(/[\p{Script=Han}：]/u);
      expect(prose(text)).not.toMatch(ENGLISH);
    }
  });

  it('names the same values in both languages', () => {
    const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();
    for (const row of Object.values(ERRORS)) expect(names(row.zh)).toEqual(names(row.en));
    for (const row of Object.values(ERRORS)) expect(names(row.fixZh)).toEqual(names(row.fix));
  });

  it('fills the fix of both languages', () => {
    const error = new HubError('PORT_BUSY', { port: 4000, what: 'GraphQL', setting: 'HUB_HTTP_PORT' });
    expect([error.fix, error.fixZh]).toEqual([
      'Stop the other process, or set HUB_HTTP_PORT to a free port.',
      '请停止占用端口的进程，或将 HUB_HTTP_PORT 改为空闲端口。',
    ]);
  });

  it('puts the Chinese of a word where the Chinese text names it', () => {
    const error = new HubError('BAD_USER_INPUT', { path: 'first', reason: 'too many', reasonZh: '过多' });
    expect([error.message, error.messageZh]).toEqual(['first: too many.', 'first：过多。']);
  });

  it('takes no reason without its Chinese', () => {
    // @ts-expect-error reasonZh is wanted by the type
    new HubError('BAD_USER_INPUT', { path: 'first', reason: 'too many' });
    // @ts-expect-error every value that the texts name is wanted
    new HubError('CURSOR_EXPIRED', {});
  });

  it('has a Chinese name for each refusal of a frame', () => {
    for (const { zh } of Object.values(REFUSAL_REASONS)) expect(prose(zh)).not.toMatch(ENGLISH);
  });
});

describe('what people are told in Chinese', () => {
  const profile = bookOf(
    readGovernanceFolder(SHIPPED_FOLDER, 'SHIPPED').documents.map(({ document }) => document),
    NOW,
  ).profiles.at('standard', NOW)?.body;
  const pending = { by: 'a', atMs: NOW, reason: null };
  const order = (state: WorkOrderState, asked: boolean) =>
    newOrder({
      ...{ id: 'wo_1', profile: 'standard', profileVersion: 1, source: 'RESIDENT', matter: 'noise', state },
      ...{ severity: 'minor', beforeState: 'TAKEN', mergedFrom: 'TAKEN' },
      pending: asked ? { suspend: pending, extension: pending, transfer: pending } : {},
    });
  const transition = (state: WorkOrderState, action: WorkOrderAction, asked = false) => {
    if (profile === undefined) throw new Error('the usual path is not there');
    const promises = { version: () => null, handling: () => null };
    const context = { workflow: workflowOf(profile), facts: NO_FACTS, promises, nowMs: NOW };
    const input: TransitionInput = {};
    return step(order(state, asked), action, { name: 'a', facts: null }, input, context);
  };

  it('an action that a state does not allow: both by their Chinese names', () => {
    const error = caught(() => transition('DISPATCHED', 'CLOSE'));
    expect(error.messageZh).toBe('处于“已派单”状态的工单不能执行“结案”。');
    expect(error.detail).toMatchObject({ from: 'DISPATCHED', action: 'CLOSE' });
  });

  it('what an action of an order wants: the path of the argument, and no English', () => {
    for (const [action, row] of Object.entries(TRANSITIONS)) {
      const [state] = row.from;
      if (row.needs.length === 0 || state === undefined || action === 'REOPEN') continue;
      if (!isWorkOrderAction(action)) throw new Error(action);
      const error = caught(() => transition(state, action, 'pending' in row));
      expect(error.detail.path).toMatch(/^input\.\w+$/);
      expect(error.messageZh.replace(String(error.detail.path), '')).not.toMatch(/[a-z]{3}/i);
    }
  });

  it('a shelving without a reason, or not ahead', () => {
    const { state } = foldIncident(
      null,
      {
        ...{
          kind: 'alert',
          alertId: 'al_1',
          severity: 'major',
          eventMs: NOW,
          receivedMs: NOW,
          deviceId: 'd',
        },
        ...{
          channel: '',
          type: 'camera.fire',
          gridCode: null,
          communityCode: '000000000000',
          status: 'ACTUAL',
        },
      },
      alertType('camera.fire'),
      { newId: () => 'inc_1' },
    );
    if (state === null) throw new Error('no incident');
    const refusals = [
      caught(() => shelve(state, 'a', null, NOW, NOW + 1)),
      caught(() => shelve(state, 'a', 'why', NOW, NOW)),
      caught(() => shelve(state, 'a', 'why', NOW, NOW + 31 * 86_400_000)),
      caught(() => clearByPerson(state, 'a', ' ', NOW)),
    ];
    expect(refusals.map(({ messageZh }) => messageZh)).toEqual([
      'input.reason：搁置须填写原因。',
      'input.until：须晚于当前时间。',
      'input.until：最多为 30 天之后。',
      'input.reason：“火情”须由人工说明原因后方可解除。',
    ]);
  });

  const viewer: Principal = { subject: 'v', roles: ['viewer'], grids: ['5114'], expiresAt: NOW };

  it('a right that is missing, by its Chinese name', () => {
    expect(caught(() => requireRight(viewer, 'incident.clear')).messageZh).toBe('您的角色无权解除事件。');
    for (const right of RIGHTS) expect(RIGHT_NAMES_ZH[right]).toMatch(/^[\p{Script=Han}、]+$/u);
  });

  it('a place outside the scope', () => {
    const code = '511321001';
    expect(caught(() => requireScope(viewer, code, placeNamed(code))).messageZh).toBe(
      '网格 511321001 不在您的网格范围内。',
    );
    expect(caught(() => requireScope(viewer, null, placeNamed(null))).messageZh).toBe(
      '全域不在您的网格范围内。',
    );
  });
});
