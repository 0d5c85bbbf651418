import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cpuTimeMs } from '../../tests/support/cpu-time.ts';
import { filterFault, filterMatches, topicTable } from './topic-table.ts';

const level = fc.constantFrom('', 'a', 'b', 'c', '$SYS', '设备');
const topics = fc.array(level, { minLength: 1, maxLength: 5 }).map((levels) => levels.join('/'));
const filters = fc
  .tuple(
    fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 5 }),
    fc.boolean(),
    fc.constantFrom('', '$share/hub/'),
  )
  .map(([levels, rest, share]) => `${share}${(rest ? [...levels.slice(0, -1), '#'] : levels).join('/')}`);

/** Every filter in turn, as the standard words it. */
function naive(list: readonly string[], topic: string): number | null {
  const index = list.findIndex((filter) => filterMatches(filter, topic));
  return index === -1 ? null : index;
}

describe('the topic table', () => {
  test('gives the first filter that matches, as trying each in turn would', () => {
    fc.assert(
      fc.property(fc.array(filters, { maxLength: 30 }), topics, (list, topic) => {
        const table = topicTable(list.map((filter, index) => [filter, index] as const));
        expect(table.find(topic)).toBe(naive(list, topic));
      }),
      { numRuns: 5_000 },
    );
  });

  test.each([
    ['sport/#', 'sport', true],
    ['#', 'a/b', true],
    ['+', 'a/b', false],
    ['+/b', 'a/b', true],
    ['/+', '/a', true],
    ['+', '/a', false],
    ['+/+', '/a', true],
    ['#', '$SYS/uptime', false],
    ['+/uptime', '$SYS/uptime', false],
    ['$SYS/#', '$SYS/uptime', true],
    ['$share/hub/a/+', 'a/b', true],
    ['a/+/c', 'a//c', true],
  ])('%s and %s: %s', (filter, topic, matches) => {
    expect(filterMatches(filter, topic)).toBe(matches);
    expect(topicTable([[filter, 1]]).find(topic)).toBe(matches ? 1 : null);
  });

  test('looks no slower among 20,000 filters than among 20, and takes a topic of 30,000 levels', () => {
    const make = (size: number) =>
      topicTable(Array.from({ length: size }, (_, n) => [`site/${n}/+/alarm`, n] as const));
    const time = (size: number) => {
      const table = make(size);
      const topics = Array.from({ length: size }, (_, n) => `site/${n}/x/alarm`);
      let wrong = 0;
      const started = cpuTimeMs();
      for (let n = 0; n < 50_000; n += 1) {
        if (table.find(topics[n % size] ?? '') !== n % size) wrong += 1;
      }
      expect(wrong).toBe(0);
      return cpuTimeMs() - started;
    };
    time(20);
    // the walk is the same; the wide margin is for a busy machine and colder memory
    expect(time(20_000)).toBeLessThan(10 * time(20) + 50);
    expect(make(20).find('a/'.repeat(30_000))).toBeNull();
    expect(topicTable([['#', 1]]).find('a/'.repeat(30_000))).toBe(1);
  });
});

describe('a topic filter', () => {
  test.each(['a/b', '#', '+/a/#', '/', '$share/g/a/#', '设备/+'])('%s is one', (filter) => {
    expect(filterFault(filter)).toBeNull();
  });
  test.each(['', 'a/#/b', 'a+/b', 'a/b#', '$share/g', '$share//a', '$share/g+/a', 'a\0'])(
    '%j is none',
    (filter) => {
      expect(filterFault(filter)).not.toBeNull();
    },
  );
});
