import { App, Chart, Testing } from 'cdk8s';
import { rmSync } from 'node:fs';
import { declareExisting, EnvValue, ReleaseChart, synthApp, WebWorkload } from '../../../lib';

const OUT = 'test-output/on-synth';
const release = { name: 'shop', service: 'chartwright' };

/** A workload that reads a Secret which nobody makes. */
function reading(chart: Chart): void {
  new WebWorkload(chart, 'web', {
    image: 'ghcr.io/acme/shop:1.4.2',
    port: 8000,
    resources: { requests: { memory: '1Gi' }, limits: { memory: '512Mi' } },
    env: { KEY: EnvValue.secret('gone', 'key') },
  });
}

const inRelease = (app: App) => new ReleaseChart(app, 'shop', { release, chartName: 'shop' });

afterAll(() => rmSync(OUT, { recursive: true, force: true }));

describe.each<[string, (app: App) => Chart]>([
  ['a chart of a release', inRelease],
  ['a plain cdk8s chart', (app) => new Chart(app, 'shop')],
])('objects of %s are checked', (_, chartOf) => {
  const synthesized = (synth: (app: App, chart: Chart) => unknown): string => {
    const app = new App({ outdir: OUT });
    const chart = chartOf(app);
    reading(chart);
    try {
      synth(app, chart);
    } catch (error) {
      return (error as Error).message;
    }
    return '';
  };

  test.each<[string, (app: App, chart: Chart) => unknown]>([
    ['app.synth()', (app) => app.synth()],
    ['Testing.synth()', (_, chart) => Testing.synth(chart)],
    ['synthApp()', (app) => synthApp(app)],
  ])('by %s, each problem once', (_, synth) => {
    const said = synthesized(synth);
    expect(said.match(/no Secret is called 'gone'/g)).toHaveLength(1);
    expect(said.match(/requests\['memory'\]: is '1Gi', more than its limit '512Mi'/g)).toHaveLength(1);
  });
});

test('what is said to be there already is no problem', () => {
  const app = new App({ outdir: OUT });
  const chart = inRelease(app);
  new WebWorkload(chart, 'web', {
    image: 'ghcr.io/acme/shop:1.4.2',
    port: 8000,
    env: { KEY: EnvValue.secret('theirs', 'key') },
  });
  declareExisting(chart, 'secret', 'theirs');
  expect(() => app.synth()).not.toThrow();
});

test('fails to declare what has no name', () => {
  expect(() => declareExisting(inRelease(new App()), 'Secret', '')).toThrow(
    "declareExisting('Secret', ''): write a kind and a name: declareExisting(this, 'Secret', 'db')",
  );
});
