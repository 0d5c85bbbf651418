import { describe, expect, it } from 'vitest';
import { HubError } from './errors.ts';
import { typesArgument } from './type-filter.ts';

function refusal(types: readonly string[]): HubError | null {
  try {
    typesArgument('filter.types', types);
    return null;
  } catch (error) {
    if (error instanceof HubError) return error;
    throw error;
  }
}

describe('the types of a filter', () => {
  it('are what was given; none given asks nothing', () => {
    expect(typesArgument('filter.types', ['camera.fire', 'other'])).toEqual(['camera.fire', 'other']);
    expect(typesArgument('filter.types', [])).toEqual([]);
    expect(typesArgument('filter.types', null)).toBeNull();
    expect(typesArgument('filter.types', undefined)).toBeNull();
  });

  it('with a slip are refused, with the code that was meant', () => {
    const error = refusal(['camera.fire', 'camera.smok']);
    expect(error?.code).toBe('BAD_USER_INPUT');
    expect(error?.message).toBe(
      'filter.types.1: "camera.smok" is no alert type (did you mean "camera.smoke"?).',
    );
    expect(error?.messageZh).toContain('是否为“camera.smoke”');
  });

  it.each(['', 'zzzzzzzzzzzz', 'CAMERA', 'a\0', '火'.repeat(10_000)])('%j is refused, short', (type) => {
    const error = refusal([type]);
    expect(error?.code).toBe('BAD_USER_INPUT');
    expect(error?.message.length).toBeLessThan(250);
    expect(error?.message).not.toContain('\0');
  });
});
