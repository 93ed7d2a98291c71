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
      { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '30' } } },
    ];
    expect(readAutoscaler([hpa('web', { scaleTargetRef, maxReplicas: 3, metrics })]).notes).toContain(
      'a metric of type External is left out',
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
