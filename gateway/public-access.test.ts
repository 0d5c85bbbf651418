import { getOperationAST, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { HubError } from '../core/errors.ts';
import { cpuTimeMs } from '../tests/support/cpu-time.ts';
import { createPublicAccess, limitKey } from './public-access.ts';

const open = new Set(['Query.reportStatus', 'Mutation.submitReport']);

function admission(requestsPerMinute = 100, reportsPerMinute = 2) {
  const clock = { ms: 0 };
  const access = createPublicAccess({ open, requestsPerMinute, reportsPerMinute, now: () => clock.ms });
  function code(text: string, address = 'a'): string {
    const document = parse(text);
    const operation = getOperationAST(document, null);
    if (operation === null || operation === undefined) throw new Error('no operation');
    try {
      access.admit(document, operation, address);
      return 'ok';
    } catch (error) {
      if (error instanceof HubError) return error.code;
      throw error;
    }
  }
  return { code, clock };
}

describe('an operation without a token', () => {
  it('may ask the named root fields and introspection alone', () => {
    const { code } = admission();
    expect(code('{ reportStatus { stage } }')).toBe('ok');
    expect(code('{ __typename }')).toBe('ok');
    expect(code('{ workOrders { nodes { id } } }')).toBe('UNAUTHENTICATED');
    expect(code('{ submitReport { caseNumber } }')).toBe('UNAUTHENTICATED');
    expect(code('mutation { reportStatus { stage } }')).toBe('UNAUTHENTICATED');
  });

  it.each([
    '{ reportStatus { stage } workOrders { nodes { id } } }',
    '{ reportStatus: workOrders { nodes { id } } }',
    '{ ...on Query { workOrders { nodes { id } } } }',
    '{ reportStatus { stage } ...F } fragment F on Query { ...G } fragment G on Query { incidents { nodes { id } } }',
  ])('finds a private field wherever it hides: %s', (text) => {
    expect(admission().code(text)).toBe('UNAUTHENTICATED');
  });

  it('is looked at without walking fragments that double or spread each other', () => {
    const doubling = Array.from(
      { length: 60 },
      (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`,
    ).join(' ');
    const started = cpuTimeMs();
    const { code } = admission();
    expect(code(`{ ...F0 } ${doubling} fragment F60 on Query { incidents { nodes { id } } }`)).toBe(
      'UNAUTHENTICATED',
    );
    const circle = doubling.replaceAll('F60', 'F0');
    expect(code(`{ ...F0 incidents { nodes { id } } } ${circle}`)).toBe('UNAUTHENTICATED');
    expect(cpuTimeMs() - started).toBeLessThan(1_000);
  });

  it('counts aliases one by one, for each address by itself, a minute long', () => {
    const { code, clock } = admission(3);
    expect(code('{ a: reportStatus { stage } b: reportStatus { stage } }')).toBe('ok');
    expect(code('{ a: reportStatus { stage } b: reportStatus { stage } }')).toBe('RATE_LIMITED');
    expect(code('{ reportStatus { stage } }', 'b')).toBe('ok');
    clock.ms = 60_000;
    expect(code('{ reportStatus { stage } }')).toBe('ok');
  });

  it('asks for the schema no more often than for anything else', () => {
    const { code } = admission(2);
    const schema = '{ __schema { types { name } } }';
    expect([code(schema), code(schema), code(schema)]).toEqual(['ok', 'ok', 'RATE_LIMITED']);
    expect(code('{ __typename }')).toBe('ok');
  });

  it('may report less often than it may look', () => {
    const { code } = admission(100, 2);
    const report = 'mutation { submitReport { caseNumber } }';
    expect([code(report), code(report), code(report)]).toEqual(['ok', 'ok', 'RATE_LIMITED']);
    expect(code('{ reportStatus { stage } }')).toBe('ok');
  });
});

describe('what counts as one address', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
    ['2001:0DB8:0001:0002::9%eth0', '2001:db8:1:2::/64'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['', ''],
  ])('%s is %s', (address, key) => {
    expect(limitKey(address)).toBe(key);
  });
});
