import fc from 'fast-check';
import type { Construct } from 'constructs';
import { WebWorkload } from '../../../lib/constructs/web-workload';
import { resolveBackends, type Backend, type BackendProps } from '../../../lib/constructs/proxy/backend';
import { chartwrightConfig } from '../../../lib/apps/reverse-proxy/chartwright-engine';
import { httpdConfig } from '../../../lib/constructs/proxy/httpd';
import { nginxConfig } from '../../../lib/constructs/proxy/nginx';
import { Upstream } from '../../../lib/constructs/proxy/upstream';
import { ReverseProxy } from '../../../lib/apps/reverse-proxy/reverse-proxy';
import { smoothOrder } from '../../../services/reverse-proxy/balancing/weighted-round-robin';
import { parseConfig } from '../../../services/reverse-proxy/config/load';
import { releaseChart, renderWith } from '../../constructs/fixture/rendered';

const workload = (scope: Construct, component: string): WebWorkload =>
  new WebWorkload(scope, component, { component, image: 'acme/shop:1', port: 8000, servicePort: 80 });

function pair(blue: number, green: number, props: Partial<BackendProps> = {}): Backend[] {
  const chart = releaseChart();
  const target = Upstream.weighted(
    { workload: workload(chart, 'blue'), weight: blue },
    { workload: workload(chart, 'green'), weight: green },
  );
  return resolveBackends('shop/proxy', [{ target, name: 'pair', ...props }]);
}

test('each engine has the Services with their weights', () => {
  expect(parseConfig(chartwrightConfig(pair(90, 10)), 'config').services[0]).toMatchObject({
    balancing: { algorithm: 'weighted-round-robin' },
    hosts: [
      { address: 'shop-blue', port: 80, weight: 90 },
      { address: 'shop-green', port: 80, weight: 10 },
    ],
  });
  expect(nginxConfig(pair(90, 10))).toMatch(/server shop-blue:80 weight=90 .*\n.*server shop-green:80 weight=10 /);
  expect(httpdConfig(pair(90, 10))).toMatch(
    /"http:\/\/shop-blue:80".* loadfactor=90\n.*shop-green:80".* loadfactor=10\n/,
  );
});

test('shares are exact: of a hundred requests each gets its percentage, and with none it is not in the config', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100 }), (green) => {
      const [service] = parseConfig(chartwrightConfig(pair(100 - green, green)), 'config').services;
      const hosts = service?.hosts ?? [];
      const order = smoothOrder(hosts.map(({ weight }) => weight));
      const turns = Array.from({ length: 100 }, (_, i) => hosts[order[i % order.length] as number]?.address);
      expect(turns.filter((address) => address === 'shop-green')).toHaveLength(green);
      expect(hosts).toHaveLength(green === 0 || green === 100 ? 1 : 2);
    }),
  );
});

test('other balancings that look at weights are kept', () => {
  const [service] = parseConfig(chartwrightConfig(pair(1, 2, { balancing: 'ip-hash' })), 'config').services;
  expect(service).toMatchObject({ balancing: { algorithm: 'ip-hash' }, hosts: [{ weight: 1 }, { weight: 2 }] });
});

test('both are let in by their network policies, also the one that gets nothing', () => {
  const { find } = renderWith((scope) => {
    const shares = ['blue', 'green'].map((name, i) => ({ workload: workload(scope, name), weight: i }));
    new ReverseProxy(scope, 'proxy', { backends: [{ target: Upstream.weighted(...shares) }] });
  });
  for (const name of ['blue', 'green']) {
    const [{ from, ports }] = find('NetworkPolicy', `shop-${name}`).spec.ingress;
    expect(from[0].podSelector.matchLabels['app.kubernetes.io/component']).toBe('proxy');
    expect(ports).toEqual([expect.objectContaining({ port: 8000 })]);
  }
});

test.each([
  [() => pair(101, 1), "weight of 'blue' '101' is not valid. Allowed: whole numbers from 0 to 100."],
  [() => pair(-1, 1), "weight of 'blue' '-1' is not valid"],
  [() => pair(0.5, 1), "weight of 'blue' '0.5' is not valid"],
  [() => pair(0, 0), "backend 'pair' has weights of 0 alone. Give one of its workloads more."],
  [() => pair(1, 1, { balancing: 'random' }), "weights, which balancing 'random' does not look at"],
])('fails on weights that make no sense: %#', (build, message) => {
  expect(build).toThrow(message);
});
