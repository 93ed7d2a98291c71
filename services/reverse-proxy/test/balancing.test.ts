import fc from 'fast-check';
import { algorithms } from '../balancing';
import { consistentHash } from '../balancing/consistent-hash';
import { ipHash } from '../balancing/ip-hash';
import { leastConnections } from '../balancing/least-connections';
import type { Candidate, PickState } from '../balancing/pick';
import { powerOfTwoChoices } from '../balancing/power-of-two-choices';
import { random } from '../balancing/random';
import { roundRobin } from '../balancing/round-robin';
import { smoothOrder, weightedRoundRobin } from '../balancing/weighted-round-robin';
import { ALGORITHMS } from '../config/service';

/** A generator of numbers that is always the same one (mulberry32), so that statistics do not depend on luck. */
function seeded(seed: number): () => number {
  return () => {
    seed = (seed + 0x6d2b79f5) | 0;
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

const host = (key: string, weight = 1, active = 0): Candidate => ({ key, weight, active });
const hosts = (count: number): Candidate[] => Array.from({ length: count }, (_, i) => host(`10.0.0.${i + 1}|80`));
const state = (turn: number, key = '', rng = seeded(turn)): PickState => ({ turn, random: rng, key });

/** How often each host is picked in so many turns. */
function shares(pick: (turn: number) => Candidate, turns: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let turn = 0; turn < turns; turn++) {
    const { key } = pick(turn);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

const candidates = fc.uniqueArray(
  fc.record({ key: fc.string(), weight: fc.integer({ min: 1, max: 20 }), active: fc.nat(50) }),
  {
    minLength: 1,
    maxLength: 12,
    selector: (one) => one.key,
  },
);

describe('every algorithm', () => {
  test.each(ALGORITHMS)('%s picks one of the hosts, and the same one for the same state', (name) => {
    fc.assert(
      fc.property(candidates, fc.nat(10_000), fc.string(), (list, turn, key) => {
        const one = algorithms[name](list, state(turn, key));
        expect(list).toContain(one);
        expect(algorithms[name](list, state(turn, key))).toBe(one);
      }),
    );
  });
});

test('random gives each of 5 hosts its fifth, within 5 standard deviations', () => {
  const list = hosts(5);
  const rng = seeded(1);
  const turns = 50_000;
  const expected = turns / 5;
  const bound = 5 * Math.sqrt(turns * 0.2 * 0.8);
  for (const count of shares((turn) => random(list, state(turn, '', rng)), turns).values()) {
    expect(Math.abs(count - expected)).toBeLessThan(bound);
  }
});

test('round-robin gives each host the same number of turns, one after another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (count, rounds) => {
      const list = hosts(count);
      const picked = Array.from({ length: count * rounds }, (_, turn) => roundRobin(list, state(turn)));
      expect(picked).toEqual(Array.from({ length: rounds }, () => list).flat());
    }),
  );
});

describe('weighted round-robin', () => {
  test('honours the weights exactly in every whole round', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const total = list.reduce((sum, one) => sum + one.weight, 0);
        const counts = shares((turn) => weightedRoundRobin(list, state(turn)), total);
        for (const one of list) expect(counts.get(one.key)).toBe(one.weight);
      }),
    );
  });

  test('spreads a heavy host over the round', () => {
    expect(smoothOrder([5, 1, 1])).toEqual([0, 0, 1, 0, 2, 0, 0]);
  });

  test('no host waits longer than about its share', () => {
    fc.assert(
      fc.property(candidates, (list) => {
        const total = list.reduce((sum, one) => sum + one.weight, 0);
        const seen = new Map<string, number>();
        let farthest = 0;
        for (let turn = 0; turn < total; turn++) {
          const { key } = weightedRoundRobin(list, state(turn));
          seen.set(key, (seen.get(key) ?? 0) + 1);
          for (const one of list) {
            const due = ((turn + 1) * one.weight) / total;
            farthest = Math.max(farthest, Math.abs((seen.get(one.key) ?? 0) - due));
          }
        }
        expect(farthest).toBeLessThanOrEqual(list.length);
      }),
      { numRuns: 30 },
    );
  });
});

test('least-connections never picks a host that has more requests for its weight than another', () => {
  fc.assert(
    fc.property(candidates, fc.nat(1000), (list, turn) => {
      const picked = leastConnections(list, state(turn));
      for (const one of list) expect(picked.active * one.weight).toBeLessThanOrEqual(one.active * picked.weight);
    }),
  );
});

test('least-connections takes turns among equals', () => {
  const counts = shares((turn) => leastConnections(hosts(4), state(turn)), 400);
  expect([...counts.values()]).toEqual([100, 100, 100, 100]);
});

describe('power of two choices', () => {
  test('never picks the busiest of three or more when the others are idle', () => {
    const list = [host('busy', 1, 100), host('a'), host('b')];
    const rng = seeded(2);
    expect(shares((turn) => powerOfTwoChoices(list, state(turn, '', rng)), 5000).has('busy')).toBe(false);
  });

  test('keeps the longest queue far shorter than random does', () => {
    const longest = (pick: typeof random): number => {
      const rng = seeded(3);
      const list = hosts(50).map((one) => ({ ...one }));
      for (let ball = 0; ball < 5000; ball++) (pick(list, state(ball, '', rng)) as { active: number }).active++;
      return Math.max(...list.map((one) => one.active));
    };
    expect(longest(powerOfTwoChoices)).toBeLessThan(longest(random));
  });
});

describe.each([
  ['ip-hash', ipHash],
  ['consistent-hash', consistentHash],
] as const)('%s', (_, pick) => {
  const keys = Array.from({ length: 10_000 }, (__, i) => `10.${i >> 16}.${(i >> 8) & 255}.${i & 255}`);

  test('gives each of 10 hosts its share, within 35 %', () => {
    const list = hosts(10);
    const counts = shares((turn) => pick(list, state(0, keys[turn])), keys.length);
    for (const count of counts.values()) expect(Math.abs(count / 1000 - 1)).toBeLessThan(0.35);
  });

  test('follows the weights', () => {
    const list = [host('a|80', 1), host('b|80', 3)];
    const counts = shares((turn) => pick(list, state(0, keys[turn])), keys.length);
    expect(counts.get('b|80')! / counts.get('a|80')!).toBeGreaterThan(2.2);
    expect(counts.get('b|80')! / counts.get('a|80')!).toBeLessThan(4);
  });

  test('moves only the keys of a host that goes', () => {
    for (const count of [2, 5, 10]) {
      const before = hosts(count);
      const gone = before[1]!;
      const after = before.filter((one) => one !== gone);
      let moved = 0;
      let strays = 0;
      for (const key of keys) {
        const was = pick(before, state(0, key));
        const is = pick(after, state(0, key));
        if (was === gone) moved++;
        else if (is !== was) strays++;
      }
      expect(strays).toBe(0);
      expect(moved / keys.length).toBeLessThan(1 / count + 0.06);
    }
  });

  test('moves keys only to a host that comes, about 1/n of them', () => {
    const before = hosts(9);
    const after = [...before, host('10.9.9.9|80')];
    let moved = 0;
    let strays = 0;
    for (const key of keys) {
      const was = pick(before, state(0, key));
      const is = pick(after, state(0, key));
      if (is !== was) moved++;
      if (is !== was && is.key !== '10.9.9.9|80') strays++;
    }
    expect(strays).toBe(0);
    expect(moved / keys.length).toBeLessThan(0.16);
    expect(moved / keys.length).toBeGreaterThan(0.04);
  });

  test('does not depend on the order of the hosts', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(hosts(8), { minLength: 8 }), fc.ipV4(), (list, key) => {
        expect(pick(list, state(0, key)).key).toBe(pick(hosts(8), state(0, key)).key);
      }),
    );
  });
});
