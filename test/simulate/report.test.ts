import { SCALING_BEHAVIORS } from '../../lib/autoscaling/behavior';
import { drawSimulation } from '../../lib/simulate/draw';
import { columnsOf } from '../../lib/simulate/draw/columns';
import { roundTicks, timeTicks } from '../../lib/simulate/draw/scale';
import { shapeLoad } from '../../lib/simulate/load-shapes';
import { reportJson, reportOf, reportText, type SimulationReport } from '../../lib/simulate/report';
import type { HpaSettings, PodModel } from '../../lib/simulate/settings';
import { simulate } from '../../lib/simulate/simulate';
import { count, duration, share } from '../../lib/simulate/verdict';

const pod: PodModel = {
  capacity: 100,
  cpuPerRequest: 0.01,
  idleCpu: 0,
  requests: { cpu: 0.5 },
  containerStart: 3,
  ready: 2,
};

function report(changes: Partial<HpaSettings> = {}, base = 100, factor = 10): SimulationReport {
  const hpa: HpaSettings = {
    minReplicas: 2,
    maxReplicas: 30,
    metrics: [{ of: 'cpu', as: 'utilization', target: 70 }],
    behavior: SCALING_BEHAVIORS.web,
    ...changes,
  };
  const run = simulate({ hpa, pod, load: shapeLoad({ shape: 'spike', base, factor }) });
  return reportOf({ title: 'Shop <1>', loadName: 'a spike', hpa, pod, notes: [] }, run);
}

describe('the verdict', () => {
  test('is that the settings hold, when there was enough all the time', () => {
    expect(report({}, 10, 2).verdict).toEqual(['The settings hold: there was enough capacity all the time.']);
  });
  test('is how long it takes, when new pods come too late', () => {
    const { verdict } = report();
    expect(verdict[0]).toMatch(/^The settings hold after a while: the longest time of overload is 1 min \d+ s\.$/);
    // The behaviour allows twofold at once and has no window: neither is to blame.
    expect(verdict.slice(1).map((line) => line.slice(0, 20))).toEqual([
      'The target leaves li',
      'The metrics are late',
      'New pods take reques',
      'At the peak, 26 pods',
    ]);
  });
  test('blames policies and window where they are what holds pods back', () => {
    const { verdict, causes } = report({ behavior: SCALING_BEHAVIORS.steady });
    expect(causes.map(({ cause }) => cause)).toEqual(expect.arrayContaining(['policies', 'window']));
    expect(verdict.join(' ')).toMatch(/The policies of scaleUp: without them, [\d.]+ % instead of [\d.]+ %/);
    expect(verdict.join(' ')).toMatch(/The window of scaleUp, 60 s: with 0, /);
  });
  test('blames the maximum where it stops pods that are needed, and nothing where nothing is over capacity', () => {
    // Nine pods are enough on paper, but take ten at a time with no room.
    const { causes } = report({ maxReplicas: 9 }, 100, 9.5);
    expect(causes[0]).toEqual({ cause: 'maximum', without: expect.any(Number) });
    expect(report({}, 10, 2).causes).toEqual([]);
  });
  test('names the maximum that would do', () => {
    expect(report({ maxReplicas: 6 }).verdict.slice(0, 2)).toEqual([
      'The settings do not hold.',
      '6 pods can never answer 1,000 requests/s: maxReplicas has to be 10 or more.',
    ]);
  });
  test('sees a target that a pod can never reach', () => {
    const metrics = [{ of: 'cpu', as: 'utilization', target: 250 }] as const;
    expect(report({ metrics }).verdict.join(' ')).toContain('Lower the target.');
  });
  test('sees targets far below what a pod can do', () => {
    const metrics = [{ of: 'cpu', as: 'utilization', target: 4 }] as const;
    expect(report({ metrics, maxReplicas: 40 }).verdict.join(' ')).toMatch(
      /At the peak, 40 pods run at 25\.0 % of what they can do, and 13 would do at 80\.0 %.* A larger request or a higher target needs fewer pods\./,
    );
  });
});

test('the text has every number with its unit', () => {
  expect(reportText(report())).toMatchInlineSnapshot(`
   "Shop <1>
     autoscaler     2 to 30 pods, CPU 70 % of 500m
     pods           a pod answers 100 requests/s with 10 ms CPU each, and is ready 5 s after it is wanted
     load           a spike: 1,192,500 requests, at most 1,000/s
     over capacity  27,380 requests, 2.3 %; 1 min 17 s in all, 1 min 17 s at the longest
     replicas       at most 26 wanted and 26 ready, 3 in the end
     pod-hours      12.30, 6.15 core-hours requested; 26.00 with the most pods all the time
     capacity used  28.8 % on average
   The settings hold after a while: the longest time of overload is 1 min 17 s.
   The target leaves little room: at CPU 42 %, 1.1 % instead of 2.3 % of the requests would be over capacity. Lower the target.
   The metrics are late, and young pods count as idle until they are measured: known at once, 1.2 % instead of 2.3 % of the requests would be over capacity. A higher minReplicas or a lower target bridges that time.
   New pods take requests about 5 s after they are wanted: at once, 1.9 % instead of 2.3 % of the requests would be over capacity. Start faster, or keep more room.
   At the peak, 26 pods run at 38.5 % of what they can do, and 13 would do at 80.0 %: what is missing is time, not pods. --sweep looks for a minimum and a behaviour that need fewer."
  `);
});

test('the JSON has settings and numbers, and the curves if asked', () => {
  const plain = JSON.parse(JSON.stringify(reportJson(report()))) as Record<string, object>;
  expect(Object.keys(plain)).toEqual(['title', 'loadName', 'hpa', 'pod', 'notes', 'summary', 'causes', 'verdict']);
  expect(reportJson(report(), true)).toMatchObject({ series: { wanted: expect.any(Array) } });
});

describe('the picture', () => {
  const svg = drawSimulation(report());

  test('is self-contained, well-formed and says what it shows', () => {
    const open: string[] = [];
    for (const [, close, name, empty] of svg.matchAll(/<(\/?)([a-z]+)[^>]*?(\/?)>/g)) {
      if (close) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name as string);
    }
    expect(open).toEqual([]);
    expect(svg).toContain('<title id="simulation-title">Shop &#60;1&#62;: a spike</title>');
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', '')).not.toMatch(/https?:|<script|@import|<image|href=/);
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('has no text below ten pixels on a screen of 360', () => {
    const [, width] = /viewBox="0 0 (\d+) /.exec(svg) ?? [];
    const sizes = [...svg.matchAll(/font-size:(\d+)px/g)].map(([, size]) => (Number(size) * 360) / Number(width));
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(9.75);
  });

  test('is the same for the same run', () => {
    expect(drawSimulation(report())).toBe(svg);
  });

  test('stays small for a day of thousands of pods', () => {
    const hpa: HpaSettings = {
      minReplicas: 10,
      maxReplicas: 5000,
      metrics: [{ of: 'cpu', as: 'utilization', target: 60 }],
    };
    const run = simulate({ hpa, pod, load: shapeLoad({ shape: 'day', base: 1000, factor: 100 }) });
    const day = drawSimulation(reportOf({ title: 'Day', loadName: 'day', hpa, pod, notes: [] }, run));
    expect(day.length).toBeLessThan(100_000);
    expect(day).toContain('>hours</text>');
  });

  test('shades overload, and nothing without', () => {
    const patch = /<path d="([^"]*)" class="area over"\/>/;
    expect(patch.exec(svg)?.[1]).toMatch(/^M/);
    expect(patch.exec(drawSimulation(report({}, 10, 2)))?.[1]).toBe('');
  });
});

test('a column stands for its worst second', () => {
  const run = {
    load: Float64Array.of(1, 9, 2, 3, 1, 1),
    capacity: Float64Array.of(5, 5, 5, 5, 0.5, 5),
    wanted: Int32Array.of(1, 1, 1, 1, 1, 1),
    ready: Int32Array.of(1, 1, 1, 1, 1, 1),
  };
  expect(columnsOf(run, 3).map(({ time }) => time)).toEqual([1, 3, 4]);
  expect(columnsOf(run, 99)).toHaveLength(6);
});

test.each([
  [7, 4, true, [0, 2, 4, 6, 8]],
  [1, 4, true, [0, 1]],
  [0, 5, false, [0, 1e-9]],
  [1000, 5, false, [0, 200, 400, 600, 800, 1000]],
  [260_000, 5, false, [0, 100_000, 200_000, 300_000]],
])('an axis to %d in about %d steps', (most, ticks, whole, expected) => {
  const found = roundTicks(most, ticks, whole);
  expect(found[0]).toBe(0);
  expect(found[found.length - 1]).toBeGreaterThanOrEqual(most);
  if (most > 0) expect(found).toEqual(expected);
});

test.each([
  [90, 'seconds', '10'],
  [3600, 'minutes', '10'],
  [86_400, 'hours', '3'],
  [604_800, 'days', '1'],
])('times of %i seconds are in %s', (seconds, unit, second) => {
  const ticks = timeTicks(seconds, 10);
  expect([ticks.unit, ticks.at[1]?.label]).toEqual([unit, second]);
});

test('numbers are written for people', () => {
  expect([count(1234567), count(3.21), count(12)]).toEqual(['1,234,567', '3.2', '12']);
  expect([share(0), share(0.0001), share(0.0234)]).toEqual(['0 %', '<0.1 %', '2.3 %']);
  expect([duration(45), duration(60), duration(125), duration(3600), duration(12_000)]).toEqual([
    '45 s',
    '1 min',
    '2 min 5 s',
    '1 h',
    '3 h 20 min',
  ]);
});
