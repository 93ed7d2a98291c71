import { App, Chart } from 'cdk8s';
import { Autoscaling, type AutoscalingOptions } from '../../lib/constructs/autoscaling';
import { SCALING_BEHAVIORS } from '../../lib/autoscaling/behavior';
import { WebWorkload, type WebWorkloadProps } from '../../lib/constructs/web-workload';
import { releaseChart, render, renderUnchecked, type Rendered } from './fixture/rendered';

const workload = (chart: Chart, props: Partial<WebWorkloadProps> = {}): WebWorkload =>
  new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80, ...props });

function scaled(options: AutoscalingOptions = {}, props: Partial<WebWorkloadProps> = {}): Rendered {
  const chart = releaseChart();
  new Autoscaling(chart, 'scaling', { ...options, target: workload(chart, props) });
  return render(chart);
}
const specOf = (rendered: Rendered) => rendered.find('HorizontalPodAutoscaler').spec;
const errorOf =
  (options: AutoscalingOptions, props: Partial<WebWorkloadProps> = {}) =>
  () =>
    scaled(options, props);

describe('an autoscaler', () => {
  test('scales the Deployment of its target between two and ten pods at CPU 70 %, if nothing is said', () => {
    const autoscaler = scaled().find('HorizontalPodAutoscaler');
    expect(autoscaler).toMatchObject({
      apiVersion: 'autoscaling/v2',
      metadata: { name: 'shop-web', labels: { 'app.kubernetes.io/component': 'web' } },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'shop-web' },
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } },
        ],
        behavior: SCALING_BEHAVIORS.web,
      },
    });
  });

  test('leaves no replicas in the Deployment, and a disruption budget', () => {
    const { find } = scaled();
    expect(find('Deployment').spec).not.toHaveProperty('replicas');
    expect(find('PodDisruptionBudget').spec.maxUnavailable).toBe(1);
  });

  test('measures memory and requests per second, and then CPU only if asked to', () => {
    expect(specOf(scaled({ memory: 80, requestsPerSecond: 120 })).metrics).toEqual([
      { type: 'Resource', resource: { name: 'memory', target: { type: 'Utilization', averageUtilization: 80 } } },
      {
        type: 'Pods',
        pods: { metric: { name: 'http_requests_per_second' }, target: { type: 'AverageValue', averageValue: '120' } },
      },
    ]);
    const both = specOf(scaled({ cpu: 60, requestsPerSecond: 5, requestsMetric: 'rate_of_mine' })).metrics;
    expect(both.map(({ type }: { type: string }) => type)).toEqual(['Resource', 'Pods']);
    expect(both[1].pods.metric.name).toBe('rate_of_mine');
  });

  test('measures one container alone where it is named, and fails where there is none of this name', () => {
    const rendered = scaled({ cpu: 60, container: 'web' });
    const target = { type: 'Utilization', averageUtilization: 60 };
    expect(specOf(rendered).metrics).toEqual([
      { type: 'ContainerResource', containerResource: { container: 'web', name: 'cpu', target } },
    ]);
    expect(errorOf({ container: 'wep' })).toThrow(/the target has no container 'wep'/);
  });

  test('moves as is written out', () => {
    const rules = { stabilizationWindowSeconds: 0, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] } as const;
    const behavior = { scaleUp: rules, scaleDown: { ...rules, selectPolicy: 'Disabled' } } as const;
    expect(specOf(scaled({ behavior })).behavior).toEqual(behavior);
  });

  test('of at least one pod is possible where that is meant', () => {
    expect(specOf(scaled({ minReplicas: 1, highlyAvailable: false })).minReplicas).toBe(1);
  });
});

describe('presets', () => {
  test.each([
    ['web', 2, 70],
    ['bursty', 2, 50],
    ['steady', 2, 60],
    ['classic', 1, 50],
  ] as const)('%s: at least %i pods, CPU %i %%, with its own behaviour', (name, minReplicas, averageUtilization) => {
    const chart = releaseChart();
    Autoscaling[name](workload(chart), { maxReplicas: 40 });
    const spec = specOf(render(chart));
    expect(spec).toMatchObject({ minReplicas, maxReplicas: 40, behavior: SCALING_BEHAVIORS[name] });
    expect(spec.metrics[0].resource.target.averageUtilization).toBe(averageUtilization);
  });

  test('measure what the author says in place of their CPU', () => {
    const chart = releaseChart();
    Autoscaling.bursty(workload(chart), { requestsPerSecond: 50 });
    expect(specOf(render(chart)).metrics).toHaveLength(1);
  });

  test('the classic one is one to ten pods at CPU 50 %', () => {
    const chart = releaseChart();
    Autoscaling.classic(workload(chart));
    expect(specOf(render(chart))).toMatchObject({ minReplicas: 1, maxReplicas: 10 });
  });
});

describe('an autoscaler fails', () => {
  test.each<[string, AutoscalingOptions, Partial<WebWorkloadProps>, string]>([
    [
      'for a target with replicas',
      {},
      { replicas: 3 },
      '[shop/web] has replicas: 3 and an autoscaler. Remove replicas',
    ],
    ['for more at least than at most', { minReplicas: 11 }, {}, 'minReplicas: 11 is more than maxReplicas: 10.'],
    ['for one pod at least that is not meant', { minReplicas: 1 }, {}, 'say highlyAvailable: false if that is meant'],
    ['for no pod', { minReplicas: 0 }, {}, 'minReplicas: 0 is not possible. Allowed: a whole number from 1'],
    [
      'without requests to measure against',
      {},
      { resources: { requests: { memory: '64Mi' } } },
      "[shop/scaling] cpu: 70 is in percent of what the pods request, and they request no cpu. Give the workload resources: { requests: { cpu: '100m' } }",
    ],
    ['for a rate of nothing', { requestsPerSecond: 0 }, {}, 'requestsPerSecond: 0 is no rate'],
    ['for a metric without target', { requestsMetric: 'x' }, {}, "requestsMetric: 'x' has no target"],
    [
      'for a period that the API refuses',
      {
        behavior: {
          ...SCALING_BEHAVIORS.web,
          scaleUp: { stabilizationWindowSeconds: 4000, policies: [{ type: 'Pods', value: 0, periodSeconds: 1801 }] },
        },
      },
      {},
      'behavior.scaleUp.policies[0].periodSeconds: 1801 is not possible. Allowed: a whole number from 1 to 1800',
    ],
    [
      'without a policy',
      { behavior: { ...SCALING_BEHAVIORS.web, scaleDown: { stabilizationWindowSeconds: 0, policies: [] } } },
      {},
      "behavior.scaleDown.policies is empty. Give one; to forbid this direction, selectPolicy: 'Disabled'",
    ],
  ])('%s', (_, options, props, message) => {
    expect(errorOf(options, props)).toThrow(message);
  });

  test('with all that is wrong, a line each', () => {
    expect(errorOf({ minReplicas: 1, maxReplicas: 0, requestsPerSecond: -1 })).toThrow(
      /maxReplicas: 0[^]*is more than[^]*leaves no pod[^]*no rate/,
    );
  });

  test('without a target', () => {
    const target = undefined as unknown as WebWorkload;
    expect(() => new Autoscaling(releaseChart(), 'scaling', { target })).toThrow(
      '[shop/scaling] there is no target. Give the workload whose pods are counted.',
    );
  });

  test('for a target in another namespace', () => {
    const app = new App();
    const target = workload(releaseChart({ namespace: 'a' }, app));
    expect(() => new Autoscaling(releaseChart({ namespace: 'b' }, app), 'scaling', { target })).toThrow(
      'is in another namespace, a. An autoscaler has to be in the namespace of its target',
    );
  });

  test('at synthesis when the target has two', () => {
    const chart = releaseChart();
    const target = workload(chart);
    Autoscaling.web(target);
    new Autoscaling(chart, 'second', { target });
    expect(() => render(chart)).toThrow("scales apps/Deployment 'shop-web' too");
    expect(renderUnchecked(chart).objects.filter(({ kind }) => kind === 'HorizontalPodAutoscaler')).toHaveLength(2);
  });

  test('at synthesis when a sidecar requests nothing', () => {
    const chart = releaseChart();
    Autoscaling.web(workload(chart, { sidecars: [{ name: 'agent', image: 'agent:1' }] }));
    expect(() => render(chart)).toThrow("container 'agent' of the target requests no cpu");
  });
});
