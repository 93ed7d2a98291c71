import fc from 'fast-check';
import { SCALING_BEHAVIORS } from '../../lib/autoscaling/behavior';
import { shapeLoad, throughPoints } from '../../lib/simulate/load-shapes';
import type { HpaSettings, PodModel } from '../../lib/simulate/settings';
import { simulate, startingReplicas } from '../../lib/simulate/simulate';
import { summarize } from '../../lib/simulate/summary';

const POD: PodModel = {
  capacity: 100,
  cpuPerRequest: 0.01,
  idleCpu: 0,
  requests: { cpu: 1 },
  containerStart: 3,
  ready: 2,
};
const CPU50: HpaSettings = {
  minReplicas: 1,
  maxReplicas: 10,
  metrics: [{ of: 'cpu', as: 'utilization', target: 50 }],
  behavior: SCALING_BEHAVIORS.classic,
};
/** `[second, pods wanted]` wherever that changes. */
const changesOf = (wanted: Int32Array): [number, number][] =>
  [...wanted].flatMap((pods, i): [number, number][] => (i > 0 && pods !== wanted[i - 1] ? [[i, pods]] : []));
const steps = (seconds: number, ...points: [number, number][]): Float64Array => {
  const load = new Float64Array(seconds);
  for (const [from, rate] of points) load.fill(rate, from);
  return load;
};

describe('a jump from 10 to 400 requests/s, by hand', () => {
  const run = simulate({ hpa: CPU50, pod: POD, load: steps(400, [0, 10], [60, 400]) });

  // One pod at its capacity uses its whole core, 100 %. Asked at 82 s, metrics-server knows the CPU of 62 to 77 s, all of
  // it after the jump; the sync at 90 s is the first to see it: ceil(1 × 100 / 50) = 2. (At 75 s it sees 47 to 62 s, of
  // which two seconds are busy: 22 %, nothing to do.)
  test('is answered at the first sync that sees a busy sample', () => {
    expect(changesOf(run.wanted)[0]).toEqual([90, 2]);
  });

  // The second pod starts at 93 s and is ready at 95 s. It has no sample at 105 s (missing: 0 %), and at 120 s one that
  // reaches back before it was ready (unready: 0 %): both times (100 + 0) / 2 = 50 %, which is the target. At 135 s both
  // count with 100 %: 4 pods. So it goes on, twofold every 45 s, until eight pods have 50 % each.
  test('doubles when the new pods count, not before', () => {
    expect(changesOf(run.wanted)).toEqual([
      [90, 2],
      [135, 4],
      [180, 8],
    ]);
  });

  test('new pods take requests after the time that they need to start', () => {
    expect(run.ready[94]).toBe(1);
    expect(run.ready[95]).toBe(2);
    expect(run.capacity[95]).toBe(200);
  });

  test('in numbers: what is over capacity, second by second', () => {
    const { overCapacity, longestOverloadSeconds, peakLoad } = summarize(run, 10);
    // One pod from 60 to 95 s, two until 140 s: 35 × 300 + 45 × 200; four pods are enough.
    expect(overCapacity).toBe(35 * 300 + 45 * 200);
    expect(longestOverloadSeconds).toBe(80);
    expect(peakLoad).toBe(400);
  });
});

describe('after the load', () => {
  test('pods go when the window of five minutes holds nothing but low recommendations', () => {
    const run = simulate({ hpa: CPU50, pod: POD, load: steps(900, [0, 200], [100, 10]) });
    // At 200 requests/s four pods have 50 %. From 100 s on they use less; the sync at 120 s sees the first sample that is
    // not wholly before (92 to 107 s … 26 %: two pods), that of 105 s still sees 77 to 92 s. The last recommendation
    // of four is that of 105 s, out of the window at 405 s.
    expect(changesOf(run.wanted)[0]?.[0]).toBe(405);
    expect(run.wanted[899]).toBe(1);
  });
});

describe('requests per second', () => {
  const hpa: HpaSettings = { ...CPU50, metrics: [{ of: 'requests', as: 'average', target: 50 }] };
  test('keep to the target in the long run', () => {
    const { wanted } = simulate({ hpa, pod: POD, load: steps(1200, [0, 50], [60, 400]) });
    expect(wanted[1199]).toBe(8);
  });
  test('are known later than CPU, as rates are over two minutes', () => {
    const load = steps(600, [0, 10], [60, 90]);
    const first = (of: HpaSettings) => changesOf(simulate({ hpa: of, pod: POD, load }).wanted)[0]?.[0] ?? Infinity;
    expect(first(hpa)).toBeGreaterThan(first(CPU50));
  });
});

test('memory that does not follow the load takes everything there is', () => {
  const hpa: HpaSettings = { ...CPU50, metrics: [{ of: 'memory', as: 'utilization', target: 50 }] };
  const pod = { ...POD, memory: 80, requests: { memory: 100 } };
  expect(simulate({ hpa, pod, load: steps(900, [0, 1]) }).wanted[899]).toBe(10);
});

test('fails without a load', () => {
  expect(() => simulate({ hpa: CPU50, pod: POD, load: new Float64Array(0) })).toThrow('The load has no second');
});

describe('always', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 1500 }), fc.integer({ min: 0, max: 3000 }));
  const loads = fc.array(point, { minLength: 1, maxLength: 12 }).map((points) =>
    throughPoints(
      points.sort(([a], [b]) => a - b).filter(([t], i, all) => t !== all[i - 1]?.[0]),
      1500,
    ),
  );
  const pods = fc.record({
    capacity: fc.integer({ min: 10, max: 500 }),
    cpuPerRequest: fc.constantFrom(0.001, 0.005, 0.02),
    idleCpu: fc.constantFrom(0, 0.002),
    requests: fc.constantFrom({ cpu: 0.1 }, { cpu: 1 }),
    containerStart: fc.integer({ min: 0, max: 30 }),
    ready: fc.integer({ min: 0, max: 60 }),
  });
  const behavior = fc.constantFrom(...Object.values(SCALING_BEHAVIORS), undefined);
  const hpas = fc
    .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 20, max: 90 }), behavior)
    .map(([min, more, target, moves]): HpaSettings => ({
      minReplicas: min,
      maxReplicas: min + more,
      metrics: [{ of: 'cpu', as: 'utilization', target }],
      behavior: moves,
    }));

  test('bounds hold, no pod serves before its time, and the same input makes the same run', () => {
    fc.assert(
      fc.property(hpas, pods, loads, (hpa, pod, load) => {
        const run = simulate({ hpa, pod, load });
        const delay = pod.containerStart + pod.ready;
        let most = run.wanted[0] ?? 0;
        const wrong: string[] = [];
        run.wanted.forEach((wanted, i) => {
          const ready = run.ready[i] ?? NaN;
          most = Math.max(most, run.wanted[Math.max(0, i - delay)] ?? 0);
          if (!(wanted >= hpa.minReplicas && wanted <= hpa.maxReplicas)) wrong.push(`${i}: ${wanted} wanted`);
          if (!(ready <= most && run.capacity[i] === ready * pod.capacity)) wrong.push(`${i}: ${ready} ready`);
        });
        expect(wrong).toEqual([]);
        expect(simulate({ hpa, pod, load })).toEqual(run);
      }),
      { numRuns: 40 },
    );
  });

  test('with as many at least as at most, overload is what exceeds them', () => {
    fc.assert(
      fc.property(hpas, pods, loads, (hpa, pod, load) => {
        const fixed = { ...hpa, minReplicas: hpa.maxReplicas };
        const run = simulate({ hpa: fixed, pod, load });
        const able = hpa.maxReplicas * pod.capacity;
        const over = load.reduce((sum, rate) => sum + Math.max(0, rate - able), 0);
        expect(summarize(run, hpa.maxReplicas).overCapacity).toBeCloseTo(over, 6);
      }),
      { numRuns: 30 },
    );
  });

  test('under a level load nothing moves', () => {
    fc.assert(
      fc.property(hpas, pods, fc.integer({ min: 0, max: 2000 }), (hpa, pod, rate) => {
        const enough = { ...pod, capacity: 1e6 };
        const { wanted } = simulate({ hpa, pod: enough, load: new Float64Array(600).fill(rate) });
        expect(wanted[599]).toBeLessThanOrEqual(wanted[0] ?? 0);
        expect(wanted[599]).toBeGreaterThanOrEqual((wanted[0] ?? 0) / 1.12 - 1);
      }),
    );
  });

  test('more requests never ask for fewer pods to begin with', () => {
    fc.assert(
      fc.property(hpas, pods, fc.nat(5000), fc.nat(5000), (hpa, pod, rate, more) => {
        expect(startingReplicas(hpa, pod, rate + more)).toBeGreaterThanOrEqual(startingReplicas(hpa, pod, rate));
      }),
    );
  });
});

test('thousands of pods and a day are no matter', () => {
  const hpa = { ...CPU50, minReplicas: 100, maxReplicas: 8000, behavior: SCALING_BEHAVIORS.web };
  const run = simulate({ hpa, pod: POD, load: shapeLoad({ shape: 'day', base: 20_000, factor: 15 }) });
  const { peakWanted, overCapacity } = summarize(run, 8000);
  // 300,000 requests/s at 50 of 100 a pod, give or take the tolerance of a tenth.
  expect(peakWanted).toBeGreaterThanOrEqual(6000 / 1.1);
  expect(peakWanted).toBeLessThanOrEqual(6000 * 1.1);
  expect(overCapacity).toBe(0);
});
