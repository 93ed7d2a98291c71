import { App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import fc from 'fast-check';
import { toYamlDocuments } from '../../../lib/yaml';
import { Exposure } from '../../../lib/constructs/parts/exposure';
import { WebWorkload } from '../../../lib/constructs/web-workload';
import { nginxEngine } from '../../../lib/constructs/proxy/nginx';
import { ProxyWorkload } from '../../../lib/constructs/proxy/proxy-workload';
import { releaseChart, render, renderWith, renderWorkload } from '../fixture/rendered';

const matches = (selector: Record<string, string>, labels: Record<string, string>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

test('labels are those that Kubernetes recommends, on every object', () => {
  for (const { metadata } of renderWorkload().objects) {
    expect(metadata.labels).toEqual({
      'app.kubernetes.io/name': 'store',
      'app.kubernetes.io/instance': 'shop',
      'app.kubernetes.io/component': 'web',
      'app.kubernetes.io/part-of': 'store',
      'app.kubernetes.io/managed-by': 'chartwright',
      'app.kubernetes.io/version': '1.2.3',
    });
  }
});

test('the selector has neither version nor managed-by, which change in the life of a Deployment', () => {
  const { find } = renderWorkload();
  expect(Object.keys(find('Deployment').spec.selector.matchLabels)).toEqual([
    'app.kubernetes.io/component',
    'app.kubernetes.io/instance',
    'app.kubernetes.io/name',
  ]);
  expect(find('Deployment').spec.template.metadata.labels).not.toHaveProperty(['app.kubernetes.io/managed-by']);
});

test("labels of one's own are added, but never in place of the identity labels", () => {
  const mine = { team: 'a', 'app.kubernetes.io/instance': 'other', 'app.kubernetes.io/component': 'other' };
  const { find } = renderWorkload({ labels: mine, podLabels: { ...mine, pod: 'b' } });
  const deployment = find('Deployment');
  expect(deployment.metadata.labels).toMatchObject({ team: 'a', 'app.kubernetes.io/instance': 'shop' });
  expect(deployment.spec.template.metadata.labels).toMatchObject({ team: 'a', pod: 'b' });
  expect(matches(deployment.spec.selector.matchLabels, deployment.spec.template.metadata.labels)).toBe(true);
  expect(deployment.spec.selector.matchLabels).not.toHaveProperty('team');
});

test('the component that is named like the chart has the name of the release', () => {
  expect(renderWorkload({ component: 'store' }).find('Deployment').metadata.name).toBe('shop');
});

test('two releases in one namespace share no name and select no pod of each other', () => {
  const [one, two] = ['one', 'two'].map((name) => renderWorkload({ exposure: Exposure.ingress() }, { name }));
  expect(one?.names.filter((name) => two?.names.includes(name))).toEqual([]);
  const labels = two?.find('Deployment').spec.template.metadata.labels;
  for (const { spec } of [one?.find('Service'), one?.find('Deployment'), one?.find('NetworkPolicy')]) {
    const selector = spec.podSelector?.matchLabels ?? spec.selector.matchLabels ?? spec.selector;
    expect(matches(selector, labels)).toBe(false);
  }
});

test('two components of a release select no pod of each other', () => {
  const { find } = renderWith((scope) => {
    new WebWorkload(scope, 'a', { image: 'nginx:1', port: 80, component: 'a' });
    new WebWorkload(scope, 'b', { image: 'nginx:1', port: 80, component: 'b' });
  });
  const pods = find('Deployment', 'shop-b').spec.template.metadata.labels;
  expect(matches(find('Service', 'shop-a').spec.selector, pods)).toBe(false);
  expect(matches(find('Service', 'shop-b').spec.selector, pods)).toBe(true);
});

test('two workloads of one component are refused', () => {
  expect(() =>
    renderWith((scope) => {
      new WebWorkload(scope, 'a', { image: 'nginx:1', port: 80 });
      new WebWorkload(scope, 'b', { image: 'nginx:1', port: 80 });
    }),
  ).toThrow(/component 'web' is that of/);
});

test('renaming or moving constructs changes nothing in the output', () => {
  const build = (ids: readonly string[], nested: boolean): string => {
    const chart = releaseChart();
    const scope = nested ? new Construct(chart, ids[2] as string) : chart;
    const app = new WebWorkload(scope, ids[0] as string, { image: 'nginx:1', port: 8000, replicas: 3 });
    new ProxyWorkload(chart, ids[1] as string, { backends: [{ target: app }], engine: { workload: nginxEngine } });
    return toYamlDocuments(render(chart).objects);
  };
  const expected = build(['a', 'b', 'c'], false);
  // `constructs` takes "constructor" and its like for ids that are used already, and puts whole numbers first.
  const id = fc.stringMatching(/^[A-Za-z0-9 _.-]{1,20}$/).filter((text) => !(text in {}) && !/^\d+$/.test(text));
  fc.assert(
    fc.property(fc.uniqueArray(id, { minLength: 3, maxLength: 3 }), fc.boolean(), (ids, nested) => {
      expect(build(ids, nested)).toBe(expected);
    }),
    { numRuns: 30 },
  );
});

test('in a plain cdk8s Chart its id stands for release and chart', () => {
  const chart = new Chart(new App(), 'site');
  new WebWorkload(chart, 'x', { image: 'nginx:1', port: 80 });
  const { find } = render(chart);
  expect(find('Deployment').metadata.name).toBe('site-web');
  expect(find('Deployment').spec.selector.matchLabels).toMatchObject({ 'app.kubernetes.io/instance': 'site' });
});

describe('fails', () => {
  test('for a name that leaves no room for the headless Service, naming what to shorten', () => {
    const component = 'c'.repeat(60);
    expect(() => renderWorkload({ component })).toThrow(
      `[shop/web] the name 'shop-${component}' (release 'shop', component '${component}') has 65 characters. Allowed are 55: shorten the release or the component.`,
    );
  });

  test.each(['1shop', 'Shop', 'shop_1', '-shop'])(
    'for the release %j, which no Service could be named after',
    (name) => {
      expect(() => renderWorkload({}, { name })).toThrow(
        /is not valid as the name of a Service.*beginning with a letter/,
      );
    },
  );

  test('for a plain Chart whose id is no name', () => {
    const chart = new Chart(new App(), 'MyChart');
    expect(() => new WebWorkload(chart, 'x', { image: 'nginx:1', port: 80 })).toThrow(/in a plain cdk8s Chart its id/);
  });
});
