import { charts, urlpath } from '../../lib/apps/charts';
import type { AnyChartDefinition } from '../../lib/definition/chart-definition';
import { renderChart } from '../../lib/definition/render-chart';
import { assertManifests } from '../../lib/manifests/check';
import { loadValues } from '../../lib/definition/load-values';

const render = (chart: AnyChartDefinition, values: object) =>
  renderChart(chart, loadValues(chart, { name: 'test', values }));
const hello = (autoscaling: object) => ({ urlpath: { autoscaling }, echo: { autoscaling }, proxy: { autoscaling } });
const valuesFor = (chart: AnyChartDefinition, autoscaling: object): object =>
  chart.name === 'hello' ? hello(autoscaling) : { autoscaling };

describe.each(charts.map((chart) => [chart.name, chart] as const))('autoscaling of the chart %s', (_, chart) => {
  const scaled = (values: object) => render(chart, valuesFor(chart, { enabled: true, ...values }));

  test('takes the replicas of every Deployment over', () => {
    const manifests = scaled({ minReplicas: 3, maxReplicas: 30, targetCpu: 55 });
    assertManifests(manifests);
    const objects = manifests.map(({ object }) => object);
    const deployments = objects.filter(({ kind }) => kind === 'Deployment');
    const autoscalers = objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    expect(autoscalers.map(({ metadata }) => metadata.name)).toEqual(deployments.map(({ metadata }) => metadata.name));
    for (const { spec } of deployments) expect(spec).not.toHaveProperty('replicas');
    for (const { spec } of autoscalers) expect(spec).toMatchObject({ minReplicas: 3, maxReplicas: 30 });
  });

  test('is off by default', () => {
    expect(render(chart, {}).filter(({ object }) => object.kind === 'HorizontalPodAutoscaler')).toEqual([]);
  });

  test('fails for more pods at least than at most', () => {
    expect(() => scaled({ minReplicas: 11 })).toThrow(/minReplicas must be at most .*maxReplicas/);
  });

  test('fails with nothing to measure', () => {
    expect(() => scaled({ targetCpu: 0 })).toThrow('has nothing to measure');
  });
});

test('autoscaling measures what the values say', () => {
  const [autoscaler] = render(urlpath, {
    autoscaling: { enabled: true, targetCpu: 0, targetMemory: 80, requestsPerSecond: 9, behavior: 'steady' },
  }).filter(({ object }) => object.kind === 'HorizontalPodAutoscaler');
  expect(autoscaler?.object.spec).toMatchObject({
    metrics: [{ resource: { name: 'memory' } }, { pods: { target: { averageValue: '9' } } }],
    behavior: { scaleDown: { stabilizationWindowSeconds: 600 } },
  });
});

test('fails for a CPU target without a CPU request', () => {
  const values = { autoscaling: { enabled: true }, resources: { requests: { cpu: null } } };
  expect(() => render(urlpath, values)).toThrow(
    'autoscaling.targetCpu is measured against resources.requests.cpu: set it',
  );
});
