import { SCALING_BEHAVIORS } from '../../lib/autoscaling/behavior';
import { drawSweep } from '../../lib/simulate/draw/sweep';
import { shapeLoad } from '../../lib/simulate/load-shapes';
import { simulate, type SimulationInput } from '../../lib/simulate/simulate';
import { summarize } from '../../lib/simulate/summary';
import { sweep } from '../../lib/simulate/sweep';
import { sweepText } from '../../lib/simulate/sweep-text';

const input: SimulationInput = {
  hpa: {
    minReplicas: 2,
    maxReplicas: 30,
    metrics: [{ of: 'cpu', as: 'utilization', target: 70 }],
    behavior: SCALING_BEHAVIORS.steady,
  },
  pod: { capacity: 100, cpuPerRequest: 0.01, idleCpu: 0, requests: { cpu: 0.5 }, containerStart: 3, ready: 2 },
  load: shapeLoad({ shape: 'spike', base: 100, factor: 10, minutes: 30 }),
};

describe('a sweep', () => {
  const found = sweep(input, { lost: 0.01 });

  test('finds settings that achieve the aim, the cheapest first', () => {
    expect(found.achieved).toBe(true);
    expect(found.best).toHaveLength(5);
    expect(found.best.every(({ lost }) => lost <= 0.01)).toBe(true);
    const costs = found.best.map(({ podHours }) => podHours);
    expect(costs).toEqual([...costs].sort((a, b) => a - b));
    expect(costs[0]).toBe(Math.min(...found.all.filter(({ lost }) => lost <= 0.01).map(({ podHours }) => podHours)));
  });

  test('says of each what a run with it makes', () => {
    const [best] = found.best;
    const { hpa } = input;
    const behavior = best?.behavior === 'own' ? hpa.behavior : SCALING_BEHAVIORS[best?.behavior ?? 'web'];
    const metrics = [{ of: 'cpu', as: 'utilization', target: best?.target ?? 0 } as const];
    const run = simulate({ ...input, hpa: { ...hpa, minReplicas: best?.minReplicas ?? 0, metrics, behavior } });
    expect(summarize(run, 30)).toMatchObject({ overCapacityShare: best?.lost, podHours: best?.podHours });
  });

  test('says that nothing achieves an aim, and what loses the least for the money', () => {
    const { achieved, best, all } = sweep(input, { lost: 0, podHours: 7 });
    expect(achieved).toBe(false);
    expect(best[0]?.lost).toBe(Math.min(...all.filter(({ podHours }) => podHours <= 7).map(({ lost }) => lost)));
    expect(sweepText(sweep(input, { lost: 0, podHours: 7 }), input.hpa)).toMatch(
      /^None of \d+ settings has at most 0 % over capacity and 7 pod-hours\. Those that lose the least for that:/,
    );
    expect(sweepText(sweep(input, { lost: 0, podHours: 0.1 }), input.hpa)).toMatch(/ The cheapest:/);
  });

  test('is a table with the settings as they are first, and a picture with a dot for each', () => {
    const text = sweepText(found, input.hpa);
    expect(text.split('\n')[2]).toMatch(/^ {2}now {2}2 {4}70 {5}own /);
    const svg = drawSweep(found, 'Shop <1>');
    expect(svg.match(/<circle cx="[\d.]+" cy="[\d.]+" r="3"/g)).toHaveLength(found.all.length);
    expect(svg).not.toMatch(/NaN|Infinity|undefined|<1>/);
  });
});

describe('a rolling update', () => {
  const level = new Float64Array(900).fill(800);
  const rolled = (maxSurge: number | string, maxUnavailable: number | string, ready: number) =>
    simulate({
      ...input,
      hpa: { ...input.hpa, minReplicas: 10, metrics: [{ of: 'cpu', as: 'average', target: 9 }] },
      pod: { ...input.pod, ready },
      load: level,
      startReplicas: 10,
      rollout: { at: 300, strategy: { maxSurge, maxUnavailable } },
    });

  test('that may leave none out takes no capacity away', () => {
    expect(Math.min(...rolled('25%', 0, 20).ready)).toBe(10);
  });
  test('that may leave a quarter out takes that much away, and comes to an end', () => {
    const { ready } = rolled(0, '25%', 20);
    expect(Math.min(...ready)).toBe(8);
    expect(ready[899]).toBe(10);
  });
  test('all at once takes all away until the new pods are ready', () => {
    const { ready } = rolled(0, '100%', 20);
    expect([ready[299], ready[300], ready[323], ready[330]]).toEqual([10, 0, 0, 10]);
  });
});
