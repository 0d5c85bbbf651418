import { expect, test } from 'vitest';
import { type BrokerReach, isReached, noteReach } from './broker-reach.ts';

const TIMING = { graceMs: 20, steadyMs: 10, freshMs: 8 };

/** Asked every 4 ms; `+` is an answer, `-` none. */
function asked(answers: string, holds: boolean, before: BrokerReach | null = null, from = 0) {
  let reach = before;
  let at = from;
  for (const answer of answers) {
    reach = noteReach(reach, { answered: answer === '+', holds, at }, TIMING);
    at += 4;
  }
  const known = reach ?? noteReach(null, { answered: false, holds, at }, TIMING);
  return { reach: known, misses: known.misses, reached: isReached(known, at - 4, TIMING), at };
}

test('a holder misses its broker after the grace, and no longer with its first answer', () => {
  expect(asked('-----', true)).toMatchObject({ misses: false, reached: false });
  expect(asked('++-----', true).misses).toBe(false);
  expect(asked('++------', true).misses).toBe(true);
  expect(asked('++------+', true)).toMatchObject({ misses: false, reached: false });
});

test('a broker is reached once it has answered for a while, and not while it last did not', () => {
  expect(asked('+++', false).reached).toBe(false);
  expect(asked('++++', false).reached).toBe(true);
  expect(asked('++++-', false)).toMatchObject({ reached: false, misses: false });
  expect(asked('++++-+++', false).reached).toBe(false);
});

test('who holds nothing there misses at once what never answered, and until it has answered for a while', () => {
  const never = asked('-', false);
  expect(never.misses).toBe(true);
  expect(asked('+++', false, never.reach, never.at).misses).toBe(true);
  expect(asked('++++', false, never.reach, never.at)).toMatchObject({ misses: false, reached: true });
  expect(asked('++-++-+', false, never.reach, never.at).misses).toBe(true);
});

test('what was not asked for long is not known: neither silence nor answers go on', () => {
  const answering = asked('++++', false);
  expect(isReached(answering.reach, answering.at + 100, TIMING)).toBe(false);
  expect(asked('+', false, answering.reach, 200).reached).toBe(false);
  expect(asked('-', false, answering.reach, 200).misses).toBe(false);
  const silent = asked('++-', false);
  expect(asked('-', false, silent.reach, 200).misses).toBe(false);
});
