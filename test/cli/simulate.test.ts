import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { simulateCommand } from '../../lib/cli/simulate';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'simulate-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const file = (name: string, text = ''): string => {
  const at = path.join(folder, name);
  if (text !== '') fs.writeFileSync(at, text);
  return at;
};

/** What the command prints. */
async function run(...args: string[]): Promise<string> {
  const printed: string[] = [];
  const log = jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  const error = jest.spyOn(console, 'error').mockImplementation(() => undefined);
  try {
    await simulateCommand()
      .exitOverride()
      .configureOutput({ writeErr: () => undefined })
      .parseAsync(args, { from: 'user' });
  } finally {
    log.mockRestore();
    error.mockRestore();
  }
  return printed.join('\n');
}
const json = async (...args: string[]) => JSON.parse(await run(...args, '--json')) as Record<string, any>; // eslint-disable-line @typescript-eslint/no-explicit-any

/** An autoscaler of `metrics` and its target, as a file. */
function autoscaled(metrics: readonly object[]): string {
  const spec = { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, maxReplicas: 9, metrics };
  const containers = [
    { name: 'web', image: 'x', resources: { requests: { cpu: '400m' } } },
    { name: 'proxy', image: 'y', resources: { requests: { cpu: '100m' } } },
  ];
  const objects = [
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web' },
      spec: { template: { spec: { containers } } },
    },
    { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'web' }, spec },
  ];
  return file('autoscaled.yaml', objects.map((object) => JSON.stringify(object)).join('\n---\n'));
}
const ofContainer = (container: string): object => ({
  type: 'ContainerResource',
  containerResource: { name: 'cpu', container, target: { type: 'Utilization', averageUtilization: 70 } },
});

test('a metric of one container is measured against its request; of another than the serving one it is refused', async () => {
  const args = ['--capacity', '10', '-m'];
  expect(await run(...args, autoscaled([ofContainer('web')]))).toContain('CPU of web 70 % of 400m');
  await expect(run(...args, autoscaled([ofContainer('proxy')]))).rejects.toThrow(/say --serving proxy/);
  expect(await run(...args, autoscaled([ofContainer('proxy')]), '--serving', 'proxy')).toContain(
    'CPU of proxy 70 % of 100m',
  );
  await expect(run(...args, autoscaled([ofContainer('db')]))).rejects.toThrow(
    /'db', which its target has not\. There are: web, proxy\./,
  );
});

test('what cannot follow from requests is refused, unless the options say what stands in its place', async () => {
  const external = {
    type: 'External',
    external: { metric: { name: 'queue' }, target: { type: 'AverageValue', averageValue: '5' } },
  };
  const args = ['--capacity', '10', '-m', autoscaled([external])];
  await expect(run(...args)).rejects.toThrow(
    /measures nothing that can be simulated:\n {2}External 'queue' does not follow/,
  );
  expect(await run(...args, '--cpu', '60')).toContain('note: what the options say is measured');
});

const AUTOSCALED = [
  'urlpath',
  '--set',
  'autoscaling.enabled=true,autoscaling.maxReplicas=7,resources.requests.cpu=1000m',
  '--capacity',
  '100',
];

describe('chartwright simulate', () => {
  test('takes the settings of a chart with values, and its probes', async () => {
    const { title, hpa, pod } = await json(...AUTOSCALED, '--boot', '3', '--container-start', '1');
    expect(title).toBe('HorizontalPodAutoscaler urlpath');
    expect(hpa).toMatchObject({ minReplicas: 2, maxReplicas: 7, metrics: [{ of: 'cpu', target: 70 }] });
    // The startup probe of the chart is asked every two seconds.
    expect(pod).toMatchObject({
      capacity: 100,
      cpuPerRequest: 0.01,
      containerStart: 1,
      ready: 4,
      requests: { cpu: 1 },
    });
  });

  test('takes those of manifests, of the autoscaler that is named', async () => {
    const hpa = (name: string, max: number): string =>
      JSON.stringify({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name },
        spec: { maxReplicas: max, scaleTargetRef: { kind: 'Deployment', name } },
      });
    const manifests = file('all.yaml', `${hpa('a', 3)}\n---\n${hpa('b', 4)}\n`);
    const found = await json('-m', manifests, '--hpa', 'b', '--request-cpu', '100m', '--capacity', '10');
    expect(found.hpa).toMatchObject({ maxReplicas: 4, metrics: [{ of: 'cpu', target: 80 }] });
    await expect(run('-m', manifests, '--capacity', '10')).rejects.toThrow(
      'There are several HorizontalPodAutoscalers: a, b.',
    );
  });

  test('takes options in place of them', async () => {
    const { hpa } = await json(...AUTOSCALED, '--min', '3', '--max', '9', '--rps', '50', '--behavior', 'steady');
    expect(hpa).toMatchObject({
      minReplicas: 3,
      maxReplicas: 9,
      metrics: [{ of: 'requests', target: 50 }],
      behavior: { scaleUp: { stabilizationWindowSeconds: 60 } },
    });
  });

  test('plays a trace, multiplied', async () => {
    const trace = file('trace.csv', 'time,rps\n0,10\n600,10\n');
    const { summary, loadName } = await json(...AUTOSCALED, '--trace', trace, '--factor', '10');
    expect(loadName).toBe('trace.csv, 10 times');
    expect(summary).toMatchObject({ seconds: 601, peakLoad: 100, requests: 60_100, overCapacity: 0 });
  });

  test('writes a picture, and the curves if asked', async () => {
    const output = file('out.svg');
    const { series } = await json(...AUTOSCALED, '--output', output, '--series', '--minutes', '30');
    expect(fs.readFileSync(output, 'utf8')).toMatch(/^<svg /);
    expect(series.wanted).toHaveLength(1800);
  });

  test('leaves memory out when it is not known, and says so', async () => {
    const args = [...AUTOSCALED, '--set', 'autoscaling.targetMemory=80'];
    expect((await json(...args)).notes).toEqual(['memory is left out; say --pod-memory to have it']);
    expect((await json(...args, '--pod-memory', '60Mi')).notes).toEqual([]);
  });

  test('sweeps many settings for an aim, as a table, JSON and a picture', async () => {
    const output = file('sweep.svg');
    const args = [...AUTOSCALED, '--sweep', '--lost', '0.5', '--minutes', '20'];
    expect(await run(...args, '-o', output)).toMatch(
      /^Of \d+ settings, the cheapest with at most 0\.5 % over capacity:/,
    );
    expect(fs.readFileSync(output, 'utf8')).toMatch(/^<svg /);
    expect(await json(...args)).toMatchObject({ aim: { lost: 0.005 }, achieved: true });
  });

  test('drops a tolerance on clusters that do, and says so', async () => {
    const web = file(
      'tolerance.yaml',
      JSON.stringify({
        apiVersion: 'autoscaling/v2',
        kind: 'HorizontalPodAutoscaler',
        metadata: { name: 'web' },
        spec: {
          maxReplicas: 9,
          scaleTargetRef: { kind: 'Deployment', name: 'web' },
          behavior: { scaleUp: { tolerance: '0.02' } },
        },
      }),
    );
    const args = ['-m', web, '--capacity', '10', '--request-cpu', '1'];
    const kept = await json(...args);
    expect(kept.hpa.tolerance).toEqual({ up: 0.02 });
    expect(kept.notes).toContainEqual(expect.stringContaining('counts from Kubernetes 1.35 on'));
    const dropped = await json(...args, '--kubernetes', '1.34');
    expect(dropped.hpa.tolerance).toBeUndefined();
    expect(dropped.notes).toContainEqual(expect.stringContaining('is dropped by Kubernetes 1.34'));
  });

  test.each<[string, string[], RegExp]>([
    ['for a picture that is no SVG', [...AUTOSCALED, '-o', 'x.png'], /'x\.png' does not end with \.svg, and no other/],
    ['for a folder as a trace', [...AUTOSCALED, '--trace', folder], /is no file\. Give CSV, or Prometheus' JSON\./],
    ['for a version that is none', [...AUTOSCALED, '--kubernetes', 'latest'], /--kubernetes: 'latest' is no version/],
    [
      'without an autoscaler',
      ['--capacity', '1'],
      /Whose autoscaler\? Name a chart, give --manifests, or describe one/,
    ],
    [
      'for a chart whose autoscaler is off',
      ['urlpath', '--capacity', '1'],
      /Switch one on \(--set autoscaling\.enabled=true\)/,
    ],
    ['without a capacity', ['urlpath'], /required option '--capacity <rate>' not specified/],
    ['for a capacity of nothing', ['urlpath', '--capacity', '0'], /Allowed: a number above 0/],
    [
      'for more pods at least than at most',
      ['--min', '5', '--max', '4', '--request-cpu', '1', '--capacity', '1'],
      /5 to 4 pods is not possible/,
    ],
    ['without a request to measure against', ['--max', '4', '--capacity', '1'], /request no cpu.*--request-cpu/],
    [
      'for a quantity that is none',
      ['--max', '4', '--request-cpu', 'much', '--capacity', '1'],
      /--request-cpu: 'much' is no quantity/,
    ],
    ['for a trace that is not there', [...AUTOSCALED, '--trace', '/nowhere.csv'], /there is no file \/nowhere\.csv/],
  ])('fails %s', async (_, args, message) => {
    await expect(run(...args)).rejects.toThrow(message);
  });
});

test('the picture in docs/autoscaling.md is what the command beside it makes', async () => {
  const docs = path.join(__dirname, '..', '..', 'docs');
  const command = /npm run chartwright -- simulate ([^]*?)\n```/.exec(
    fs.readFileSync(path.join(docs, 'autoscaling.md'), 'utf8'),
  );
  const args = (command?.[1] ?? '').replace(/\\\n/g, ' ').split(/\s+/);
  const output = file('spike.svg');
  await run(...args.map((arg) => (arg === 'spike.svg' ? output : arg)));
  const now = fs.readFileSync(output, 'utf8');
  if (process.env.UPDATE_DOCS) fs.writeFileSync(path.join(docs, 'autoscaling.svg'), now);
  expect(fs.readFileSync(path.join(docs, 'autoscaling.svg'), 'utf8')).toBe(now);
});
