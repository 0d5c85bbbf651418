import fc from 'fast-check';
import { expect, test } from 'vitest';
import { filtersOverlap } from './overlap.ts';
import { filterMatches } from './topic-table.ts';

const level = fc.constantFrom('a', 'b', '', '$x');
const topic = fc.array(level, { minLength: 1, maxLength: 4 }).map((levels) => levels.join('/'));
const filter = fc
  .tuple(
    fc.array(fc.oneof(level, fc.constant('+')), { minLength: 1, maxLength: 4 }),
    fc.constantFrom('plain', 'rest', 'all'),
  )
  .map(([levels, end]) => (end === 'all' ? '#' : [...levels, ...(end === 'rest' ? ['#'] : [])].join('/')));

test('filters that match one topic overlap', () => {
  fc.assert(
    fc.property(filter, filter, topic, (one, other, name) => {
      fc.pre(filterMatches(one, name) && filterMatches(other, name));
      expect(filtersOverlap(one, other)).toBe(true);
      expect(filtersOverlap(other, one)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});

/** Every topic of up to five levels out of what the filters can hold, with one level that neither names. */
const TOPICS = (() => {
  const levels = ['a', 'b', '', '$x', 'z'];
  let longest: string[][] = [[]];
  const all: string[] = [];
  for (let depth = 0; depth < 5; depth += 1) {
    longest = longest.flatMap((topic) => levels.map((next) => [...topic, next]));
    all.push(...longest.map((topic) => topic.join('/')));
  }
  return all;
})();

test('filters that overlap have a topic that both match', () => {
  fc.assert(
    fc.property(filter, filter, (one, other) => {
      const shared = TOPICS.some((name) => filterMatches(one, name) && filterMatches(other, name));
      expect(filtersOverlap(one, other)).toBe(shared);
    }),
    { numRuns: 200 },
  );
});

test.each([
  ['community/v1/+/camera/+/+', 'community/v1/+/elevator/+/+', false],
  ['community/v1/+/camera/+/+', 'community/v1/511421001001/#', true],
  ['community/v1/511421001001/#', 'community/v1/511421001002/#', false],
  ['a/b/#', 'a/b', true],
  ['a/+', 'a', false],
  ['#', '$SYS/broker/version', false],
])('%s and %s: %s', (one, other, expected) => {
  expect(filtersOverlap(one, other)).toBe(expected);
});
