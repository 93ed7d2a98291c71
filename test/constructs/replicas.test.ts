import { WebWorkload } from '../../lib/constructs/web-workload';
import { releaseChart, render, renderWorkload } from './fixture/rendered';

describe('an autoscaler', () => {
  test('takes the replicas over, and the disruption budget stays', () => {
    const chart = releaseChart();
    const web = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80 });
    web.leaveReplicasToAutoscaler();
    web.ensureDisruptionBudget();
    const { find } = render(chart);
    expect(find('Deployment').spec).not.toHaveProperty('replicas');
    expect(find('PodDisruptionBudget')).toBeDefined();
  });

  test('fails where the replicas are fixed', () => {
    const web = new WebWorkload(releaseChart(), 'web', { image: 'nginx:1', port: 80, replicas: 3 });
    expect(() => web.leaveReplicasToAutoscaler()).toThrow(
      "[shop/web] has replicas: 3 and an autoscaler. Remove replicas: the autoscaler's minimum takes its place.",
    );
  });

  test('gets a disruption budget for a workload that was given none, but not against its will', () => {
    const chart = releaseChart();
    const off = new WebWorkload(chart, 'web', { image: 'nginx:1', port: 80, disruptionBudget: false });
    off.ensureDisruptionBudget();
    expect(render(chart).names).not.toContain('PodDisruptionBudget shop-web');
  });

  test('can read the resources that it measures against, defaults filled in', () => {
    const web = new WebWorkload(releaseChart(), 'web', {
      image: 'nginx:1',
      port: 80,
      resources: { limits: { memory: '1Gi' } },
    });
    expect(web.resources).toMatchObject({ requests: { cpu: '50m' }, limits: { memory: '1Gi' } });
  });
});

describe('replicas', () => {
  test.each([0, 1])('of %i need no disruption budget', (replicas) => {
    expect(renderWorkload({ replicas }).names).not.toContain('PodDisruptionBudget shop-web');
  });
});
