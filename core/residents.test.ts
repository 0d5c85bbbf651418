import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { isReportChannel, REPORT_CHANNELS } from './residents-channels.ts';
import { maskedContact, publicGridCode, publicText } from './residents-mask.ts';
import { gridNamedIn } from './residents-place.ts';
import { PUBLIC_ROOT_FIELDS, publicRootFields } from './residents-public.ts';
import { isRequestId, normalSecret, SECRET_BYTES, secretText } from './residents-secret.ts';
import { isClosedStage, PUBLIC_STEPS, stageOf, statesOfStage } from './residents-stages.ts';
import { WORK_ORDER_ACTIONS, WORK_ORDER_STATE_NAMES } from './work-order.ts';

describe('a secret', () => {
  it('has 24 letters of four, without I, L, O and U', () => {
    expect(secretText(new Uint8Array(15))).toBe('0000-0000-0000-0000-0000-0000');
    expect(secretText(new Uint8Array(15).fill(255))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ-ZZZZ');
    expect(() => secretText(new Uint8Array(14))).toThrow(RangeError);
  });

  it('differs for different bytes, and is read back however it is written', () => {
    const bytes = fc.uint8Array({ minLength: SECRET_BYTES, maxLength: SECRET_BYTES });
    fc.assert(
      fc.property(bytes, bytes, (a, b) => {
        const same = a.every((byte, at) => byte === b[at]);
        expect(secretText(a) === secretText(b)).toBe(same);
        const written = ` ${secretText(a).toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')} `;
        expect(normalSecret(written)).toBe(normalSecret(secretText(a)));
      }),
    );
  });

  it('is given again only to a request id that nobody guesses', () => {
    expect(isRequestId('018f3c2e-7b1a-7c3d-9e4f-5a6b7c8d9e0f')).toBe(true);
    for (const guessed of ['1', 'report-1', '00000000-0000-0000-0000-000000000000']) {
      expect(isRequestId(guessed)).toBe(false);
    }
  });
});

describe('what is published', () => {
  it('keeps no telephone, identity or mail address', () => {
    const text =
      '联系张三 13812345678 或 0833-1234567，证件 51142119900101123X，a.b@example.com，3 栋 2 单元';
    const shown = publicText(text);
    expect(shown).not.toMatch(/1381234|1234567|19900101|example\.com/);
    expect(shown).toContain('3 栋 2 单元');
  });

  it.each([
    ['+86 138 1234 5678', '***'],
    ['138-1234-5678', '***'],
    ['电话１３８１２３４５６７８', '电话***'],
    ['联系 zhang.san+a@mail.example.com', '联系 ***@***'],
    ['案卷号 E0101202611210001', 'E0101202611210001'],
    ['楼道 12 层', '12 层'],
  ])('%s keeps %s', (text, kept) => {
    expect(publicText(text)).toContain(kept);
  });

  it('is made of a long text in no time', () => {
    const began = cpuTimeMs();
    for (const text of ['a'.repeat(100_000), 'a.'.repeat(50_000), '1 '.repeat(50_000)]) publicText(text);
    expect(cpuTimeMs() - began).toBeLessThan(2_000);
  });

  it('names no grid below the unit grid of a compound', () => {
    expect(publicGridCode('5114210010010010101')).toBe('511421001001001');
    expect(publicGridCode('511421001001')).toBe('511421001001');
    expect(publicGridCode(null)).toBeNull();
  });

  it('masks a contact, short ones too', () => {
    expect(maskedContact({ name: '欧阳建国', phone: '138 1234 5678', email: 'wang@example.com' })).toEqual({
      name: '欧**',
      phone: '138****5678',
      email: 'w***@example.com',
    });
    expect(maskedContact({ name: '李', phone: '12345', email: '@x' })).toEqual({
      name: '*',
      phone: '****45',
      email: '***',
    });
  });
});

describe('an address in words (HY-30)', () => {
  const grids = [
    { code: '511421001', name: '文林街道' },
    { code: '511421001001', name: '书院社区' },
    { code: '511421001002', name: '飞泉社区' },
    { code: '511421001001001', name: '锦绣小区' },
    { code: '511421001002001', name: '锦绣小区' },
    { code: '511421001001002', name: '锦绣小区二期' },
  ];

  it.each([
    ['飞泉社区锦绣小区 3 栋', '511421001002001'],
    ['书院社区锦绣小区二期大门', '511421001001002'],
    ['文林街道路口', '511421001'],
  ])('%s is %s', (address, code) => {
    expect(gridNamedIn(address, grids)).toEqual({ code });
  });

  it('is nobody’s guess where it names none or several', () => {
    expect(gridNamedIn('某处', grids)).toEqual({ fault: 'NONE' });
    expect(gridNamedIn('锦绣小区门口', grids)).toEqual({ fault: 'MANY' });
    expect(gridNamedIn('', [])).toEqual({ fault: 'NONE' });
  });
});

describe('stages and steps', () => {
  it('every state has a stage, and every stage but WITHDRAWN its states', () => {
    for (const state of WORK_ORDER_STATE_NAMES) expect(statesOfStage(stageOf(state))).toContain(state);
    expect(stageOf('IN_PROGRESS', true)).toBe('WITHDRAWN');
    expect(WORK_ORDER_STATE_NAMES.filter((state) => isClosedStage(stageOf(state)))).toEqual([
      'REJECTED',
      'CLOSED',
      'RATED',
      'VOIDED',
    ]);
  });

  it('reporters hear of real actions only, and of nothing that stays inside', () => {
    const actions: readonly string[] = ['OPEN', ...WORK_ORDER_ACTIONS];
    expect([...PUBLIC_STEPS.keys()].filter((action) => !actions.includes(action))).toEqual([]);
    for (const inner of ['REMIND', 'REGRADE', 'OFFER_TRANSFER', 'REQUEST_EXTENSION', 'REQUEST_RETURN']) {
      expect(PUBLIC_STEPS.has(inner)).toBe(false);
    }
  });

  it('the places’ own channels are there', () => {
    for (const channel of ['WECHAT', 'HOTLINE_12345', 'MOBILE_COUNCIL', 'SUGGESTION_BOX', 'VISIT', 'APP']) {
      expect(isReportChannel(channel)).toBe(true);
    }
    expect(REPORT_CHANNELS.HOTLINE_12345.source).toBe('HOTLINE_12345');
    expect(isReportChannel('constructor')).toBe(false);
  });
});

describe('root fields without a token', () => {
  it('are those with a secret alone, unless a door is opened', () => {
    const closed = publicRootFields({ publicReports: false, open311: false });
    expect([...closed].sort()).toEqual([
      'Mutation.rateReport',
      'Mutation.reopenReport',
      'Mutation.withdrawReport',
      'Query.reportOfSecret',
      'Query.reportStatus',
    ]);
    expect(publicRootFields({ publicReports: false, open311: true }).has('Mutation.submitReport')).toBe(
      false,
    );
    const open = publicRootFields({ publicReports: true, open311: true });
    expect([...open].sort()).toEqual([...PUBLIC_ROOT_FIELDS].sort());
  });
});
