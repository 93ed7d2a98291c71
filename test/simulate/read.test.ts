import { urlpath } from '../../lib/apps/charts';
import { renderChart } from '../../lib/definition/render-chart';
import type { Manifest } from '../../lib/manifests/manifest';
import { readAutoscaler } from '../../lib/simulate/read-hpa';
import { readyAfter } from '../../lib/simulate/startup';
import { loadValues } from '../../lib/definition/load-values';

const chart = (autoscaling: object): Manifest[] =>
  renderChart(urlpath, loadValues(urlpath, { name: 'test', values: { autoscaling } }));
const hpa = (name: string, spec: object): Manifest => ({
  path: name,
  object: { apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name }, spec },
});
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };

describe('an autoscaler is read', () => {
  test('from what a chart makes, with requests and probes of its target', () => {
    const found = readAutoscaler(chart({ enabled: true, requestsPerSecond: 30, behavior: 'steady' }));
    expect(found).toMatchObject({
      name: 'HorizontalPodAutoscaler urlpath',
      hpa: {
        minReplicas: 2,
        maxReplicas: 10,
        metrics: [
          { of: 'cpu', as: 'utilization', target: 70 },
          { of: 'requests', as: 'average', target: 30 },
        ],
        behavior: { scaleUp: { stabilizationWindowSeconds: 60 } },
      },
      requests: { cpu: 0.05, memory: 64 * 2 ** 20 },
      notes: [],
    });
    // The service's startup probe is asked every two seconds; the readiness probe at once when it has passed.
    expect([0.5, 2, 2.5].map((boot) => readyAfter(found.container, boot))).toEqual([2, 2, 4]);
  });

  test('with the defaults of the API server where it says nothing', () => {
    const found = readAutoscaler([
      hpa('web', { scaleTargetRef, maxReplicas: 3, behavior: { scaleUp: { selectPolicy: 'Min' } } }),
    ]);
    expect(found.hpa).toMatchObject({
      minReplicas: 1,
      metrics: [{ of: 'cpu', target: 80 }],
      behavior: {
        scaleUp: { stabilizationWindowSeconds: 0, selectPolicy: 'Min', policies: [{ value: 100 }, { value: 4 }] },
        scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 100 }] },
      },
    });
    expect(found.notes).toEqual(['Deployment web is not among the manifests: probes and requests are unknown']);
  });

  test('and says what it leaves out', () => {
    const metrics = [
      { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } } },
      { type: 'Pods', pods: { metric: { name: 'in_flight' }, target: { type: 'AverageValue', averageValue: '30' } } },
    ];
    const manifests = [hpa('web', { scaleTargetRef, maxReplicas: 3, metrics })];
    const { hpa: settings, leftOut } = readAutoscaler(manifests);
    expect(settings.metrics).toEqual([{ of: 'cpu', as: 'utilization', target: 60 }]);
    expect(leftOut).toEqual([
      "External 'queue' does not follow from the requests of a pod",
      "Pods 'in_flight' may be anything; if it is a pod's requests per second, say --rate-metric in_flight",
    ]);
    expect(readAutoscaler(manifests, undefined, 'in_flight').hpa.metrics).toContainEqual({
      of: 'requests',
      as: 'average',
      target: 30,
    });
  });

  test.each([
    ['the target of version 1', 'autoscaling/v1', { targetCPUUtilizationPercentage: 50 }, 50],
    ['80 % of version 1 without a target', 'autoscaling/v1', {}, 80],
    ['80 % where the list of metrics is empty', 'autoscaling/v2', { metrics: [] }, 80],
  ])('with %s', (_, apiVersion, spec, target) => {
    const { path, object } = hpa('web', { scaleTargetRef, maxReplicas: 3, ...spec });
    const found = readAutoscaler([{ path, object: { ...object, apiVersion } }]);
    expect(found.hpa.metrics).toEqual([{ of: 'cpu', as: 'utilization', target }]);
  });

  test('fails for versions that no cluster serves, and for what version 1 keeps in annotations', () => {
    const { path, object } = hpa('web', { scaleTargetRef, maxReplicas: 3 });
    expect(() => readAutoscaler([{ path, object: { ...object, apiVersion: 'autoscaling/v2beta2' } }])).toThrow(
      'HorizontalPodAutoscaler web is of autoscaling/v2beta2, which no supported Kubernetes serves.',
    );
    const annotations = { 'autoscaling.alpha.kubernetes.io/metrics': '[]' };
    const old = { ...object, apiVersion: 'autoscaling/v1', metadata: { name: 'web', annotations } };
    expect(() => readAutoscaler([{ path, object: old }])).toThrow('Write it as autoscaling/v2.');
  });

  test('and says what else changes the same pods', () => {
    const vpa: Manifest = {
      path: 'vpa',
      object: {
        apiVersion: 'autoscaling.k8s.io/v1',
        kind: 'VerticalPodAutoscaler',
        metadata: { name: 'up' },
        spec: { targetRef: scaleTargetRef },
      },
    };
    expect(readAutoscaler([hpa('web', { scaleTargetRef, maxReplicas: 3 }), vpa]).notes).toContain(
      'VerticalPodAutoscaler up changes the same pods, which is not simulated',
    );
    const scaled: Manifest = {
      path: 'keda',
      object: {
        apiVersion: 'keda.sh/v1alpha1',
        kind: 'ScaledObject',
        metadata: { name: 'q' },
        spec: { scaleTargetRef },
      },
    };
    expect(() => readAutoscaler([scaled])).toThrow(
      "There is no HorizontalPodAutoscaler, but ScaledObject q: KEDA's triggers",
    );
  });

  test('fails when there is none, or none of that name, or several', () => {
    expect(() => readAutoscaler(chart({}))).toThrow(
      'There is no HorizontalPodAutoscaler. Switch one on (--set autoscaling.enabled=true)',
    );
    const two = [hpa('a', {}), hpa('b', {})];
    expect(() => readAutoscaler(two, 'c')).toThrow("There is no HorizontalPodAutoscaler 'c'. There are: a, b.");
    expect(() => readAutoscaler(two)).toThrow(
      'There are several HorizontalPodAutoscalers: a, b. Choose one with --hpa NAME.',
    );
    expect(readAutoscaler(two, 'b').name).toBe('HorizontalPodAutoscaler b');
  });
});

describe('a pod is ready', () => {
  test.each([
    ['when it answers, without probes', {}, 7, 7],
    ['at the next question of the readiness probe', { readinessProbe: { periodSeconds: 5 } }, 7, 10],
    ['not before the initial delay', { readinessProbe: { periodSeconds: 5, initialDelaySeconds: 12 } }, 7, 15],
    ['after as many successes as asked for', { readinessProbe: { periodSeconds: 5, successThreshold: 3 } }, 7, 20],
    [
      'at once when the startup probe has passed',
      { startupProbe: { periodSeconds: 2 }, readinessProbe: { periodSeconds: 30 } },
      7,
      8,
    ],
  ])('%s', (_, container, boot, expected) => {
    expect(readyAfter(container, boot)).toBe(expected);
  });
});
