import { App, Chart } from 'cdk8s';
import { Deployment, Service } from 'cdk8s-plus-28';
import { EchoApp } from '../../../lib/apps/echo/echo-app';
import { toYamlDocuments } from '../../../lib/yaml';
import { Exposure } from '../../../lib/constructs/parts/exposure';
import { ProxyEngine } from '../../../lib/apps/reverse-proxy/proxy-engine';
import { Upstream } from '../../../lib/constructs/proxy/upstream';
import { ReverseProxy, type ReverseProxyProps } from '../../../lib/apps/reverse-proxy/reverse-proxy';
import { UrlPathApp } from '../../../lib/apps/urlpath/url-path-app';
import { parseConfig } from '../../../services/reverse-proxy/config/load';
import { releaseChart, renderUnchecked, renderWith } from '../../constructs/fixture/rendered';

type EngineOptions = Parameters<typeof ProxyEngine.nginx>[0];
const engines = {
  chartwright: (options?: EngineOptions) => ProxyEngine.chartwright(options),
  nginx: (options?: EngineOptions) => ProxyEngine.nginx(options),
  httpd: (options?: EngineOptions) => ProxyEngine.httpd(options),
};
const external = Upstream.external({ address: 'db.example.com', port: 5000 }, { address: '10.0.0.2', port: 5001 });

const proxyAlone = (props: Partial<ReverseProxyProps> = {}) =>
  renderWith((scope) => new ReverseProxy(scope, 'p', { backends: [{ target: external }], ...props }));
const containerOf = (rendered: ReturnType<typeof proxyAlone>, name = 'shop-proxy') =>
  rendered.find('Deployment', name).spec.template.spec.containers[0];

describe('a workload as backend', () => {
  const rendered = renderWith((scope) => {
    const paths = new UrlPathApp(scope, 'paths', {});
    const echo = new EchoApp(scope, 'echo', {});
    new ReverseProxy(scope, 'p', {
      backends: [
        { domain: 'paths.example.com', target: paths },
        {
          domain: 'echo.example.com',
          target: Upstream.workload(echo),
          balancing: 'least-connections',
          healthCheck: '/',
        },
        { domain: 'echo.example.org', name: 'echo-too', target: echo },
      ],
    });
  });

  test('is found by the name that stands for its pods, on their port', () => {
    const { services } = parseConfig(rendered.find('ConfigMap', 'shop-proxy-config').data['config.yaml']);
    expect(services).toMatchObject([
      { name: 'urlpath', domain: ['paths.example.com'], hosts: [{ address: 'shop-urlpath-pods', port: 3000 }] },
      {
        name: 'echo',
        hosts: [{ address: 'shop-echo-pods', port: 8080 }],
        balancing: { algorithm: 'least-connections' },
        healthCheck: { path: '/' },
      },
      { name: 'echo-too', hosts: [{ address: 'shop-echo-pods', port: 8080 }] },
    ]);
    expect(rendered.find('Service', 'shop-echo-pods').spec).toMatchObject({
      clusterIP: 'None',
      ports: [{ port: 8080 }],
    });
  });

  test('is wired once in the network policies of both sides', () => {
    const proxy = rendered.find('NetworkPolicy', 'shop-proxy').spec;
    expect(proxy.egress.slice(1).map((rule: { ports: unknown }) => rule.ports)).toEqual([
      [{ port: 3000, protocol: 'TCP' }],
      [{ port: 8080, protocol: 'TCP' }],
    ]);
    expect(rendered.find('NetworkPolicy', 'shop-echo').spec.ingress).toHaveLength(1);
    expect(proxy.ingress).toEqual([{ ports: [{ port: 8080, protocol: 'TCP' }] }]);
  });

  test('of nginx and httpd is its Service, on the port of the Service', () => {
    for (const [engine, file] of [
      ['nginx', 'default.conf.template'],
      ['httpd', 'httpd.conf'],
    ] as const) {
      const { find } = renderWith((scope) => {
        const target = new EchoApp(scope, 'e', { servicePort: 80 });
        new ReverseProxy(scope, 'p', { engine: engines[engine](), backends: [{ target }] });
      });
      expect(find('ConfigMap').data[file]).toContain('shop-echo:80');
      // Policies hold after the Service's port has become the pod's.
      expect(find('NetworkPolicy', 'shop-proxy').spec.egress[1].ports).toEqual([{ port: 8080, protocol: 'TCP' }]);
    }
  });

  test('may have its network policy off', () => {
    const { find, names } = renderWith((scope) => {
      new ReverseProxy(scope, 'p', { backends: [{ target: new UrlPathApp(scope, 'u', { networkPolicy: false }) }] });
    });
    expect(names).not.toContain('NetworkPolicy shop-urlpath');
    expect(find('NetworkPolicy', 'shop-proxy').spec.egress).toHaveLength(2);
  });

  test('may be of another release of the namespace, or of another namespace', () => {
    const addressOf = (from: string | undefined, to: string | undefined): string => {
      const app = new App();
      const target = new UrlPathApp(releaseChart({ name: 'back', namespace: to }, app), 'u', {});
      const chart = releaseChart({ name: 'front', namespace: from }, app);
      new ReverseProxy(chart, 'p', { backends: [{ target }] });
      const { services } = parseConfig(renderUnchecked(chart).find('ConfigMap').data['config.yaml']);
      return services[0]?.hosts[0]?.address ?? '';
    };
    expect(addressOf(undefined, undefined)).toBe('back-urlpath-pods');
    expect(addressOf('web', 'web')).toBe('back-urlpath-pods');
    expect(addressOf('front', 'back')).toBe('back-urlpath-pods.back');
    expect(() => addressOf(undefined, 'back')).toThrow(/names no namespace.*Give both their namespace/);
  });

  test('looks like this', () => {
    const shown = rendered.objects.filter(
      ({ kind, metadata }) => metadata.name.startsWith('shop-proxy') && kind !== 'Deployment',
    );
    expect(toYamlDocuments(shown)).toMatchSnapshot();
  });
});

describe('an external host', () => {
  test('is in the environment of nginx and httpd, so that it can change without a synthesis', () => {
    for (const engine of ['nginx', 'httpd'] as const) {
      const env = containerOf(proxyAlone({ engine: engines[engine]() })).env as { name: string; value: string }[];
      expect(Object.fromEntries(env.map(({ name, value }) => [name, value]))).toMatchObject({
        BACKEND_0_HOST_0: 'db.example.com',
        BACKEND_0_PORT_0: '5000',
        BACKEND_0_HOST_1: '10.0.0.2',
        BACKEND_0_PORT_1: '5001',
      });
    }
  });

  test('is opened in the network policy by its port, also by one from the environment', () => {
    const portsOf = (props: Partial<ReverseProxyProps>) =>
      proxyAlone({ engine: ProxyEngine.nginx(), ...props })
        .find('NetworkPolicy')
        .spec.egress[1].ports.map(({ port }: { port: number }) => port);
    expect(portsOf({})).toEqual([5000, 5001]);
    expect(portsOf({ env: { BACKEND_0_PORT_1: '7000' } })).toEqual([5000, 7000]);
  });

  test('may be a Service of cdk8s-plus: its pods are reached on whatever port they have', () => {
    const chart = releaseChart();
    const deployment = new Deployment(chart, 'd', { containers: [{ image: 'nginx:1', portNumber: 8000 }] });
    const service: Service = deployment.exposeViaService({ name: 'theirs', ports: [{ port: 80, targetPort: 8000 }] });
    new ReverseProxy(chart, 'p', { backends: [{ target: Upstream.service(service) }] });
    const { find } = renderUnchecked(chart);
    const { services } = parseConfig(find('ConfigMap').data['config.yaml']);
    expect(services[0]?.hosts).toMatchObject([{ address: 'theirs', port: 80 }]);
    expect(find('NetworkPolicy').spec.egress[1]).toEqual({ to: [{ podSelector: {} }] });
  });
});

describe('each engine', () => {
  test.each(['chartwright', 'nginx', 'httpd'] as const)('%s rolls its pods when a backend changes', (engine) => {
    const checksum = (domain: string): string =>
      proxyAlone({ engine: engines[engine](), backends: [{ domain, target: external }] }).find('Deployment').spec
        .template.metadata.annotations['checksum/config'];
    expect(checksum('a.example.com')).toBe(checksum('a.example.com'));
    expect(checksum('a.example.com')).not.toBe(checksum('b.example.com'));
  });

  test.each(['chartwright', 'nginx', 'httpd'] as const)(
    '%s runs restricted, with an image of its own or a given one',
    (engine) => {
      const pod = proxyAlone({ engine: engines[engine]() }).find('Deployment').spec.template.spec;
      expect(pod.securityContext.runAsNonRoot).toBe(true);
      expect(pod.containers[0].securityContext.readOnlyRootFilesystem).toBe(true);
      expect(containerOf(proxyAlone({ engine: engines[engine]({ image: 'mine:1' }) })).image).toBe('mine:1');
      expect(containerOf(proxyAlone({ engine: engines[engine](), image: 'mine:2' })).image).toBe('mine:2');
    },
  );

  test.each(['chartwright', 'nginx', 'httpd'] as const)('%s takes undefined for left out', (engine) => {
    const props = {
      image: undefined,
      probes: undefined,
      component: undefined,
      exposure: undefined,
      env: undefined,
      adminPort: undefined,
    };
    const more = {
      volumes: undefined,
      volumeMounts: undefined,
      security: undefined,
      command: undefined,
      replicas: undefined,
    };
    expect(proxyAlone({ engine: engines[engine](), ...props, ...more }).objects).toEqual(
      proxyAlone({ engine: engines[engine]() }).objects,
    );
    expect(proxyAlone({ engine: undefined }).objects).toEqual(proxyAlone().objects);
  });

  test('keeps its own volumes and variables beside given ones', () => {
    const container = containerOf(
      proxyAlone({
        engine: ProxyEngine.nginx(),
        env: { TZ: 'UTC' },
        volumes: [{ name: 'mine', emptyDir: {} }],
        volumeMounts: [{ name: 'mine', mountPath: '/mine' }],
      }),
    );
    expect(container.env.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['TZ', 'BACKEND_0_HOST_0']),
    );
    expect(container.volumeMounts.map((m: { mountPath: string }) => m.mountPath)).toEqual(
      expect.arrayContaining(['/mine', '/etc/nginx/conf.d', '/etc/nginx/templates', '/tmp']),
    );
  });
});

test('is on a node port unless it is exposed otherwise', () => {
  expect(proxyAlone().find('Service').spec.type).toBe('NodePort');
  expect(proxyAlone({ exposure: Exposure.none() }).find('Service').spec.type).toBe('ClusterIP');
});

test('fails with the path of the construct', () => {
  const chart = new Chart(new App(), 'site');
  expect(() => new ReverseProxy(chart, 'p', { backends: [{ target: external, path: 'x' }] })).toThrow(
    /^\[site\/p\] backend 'backend-0': path 'x'/,
  );
});

test('with no backend still answers its health check', () => {
  const rendered = renderWith((scope) => new ReverseProxy(scope, 'p', { backends: [] }));
  expect(parseConfig(rendered.find('ConfigMap').data['config.yaml']).services).toEqual([]);
});

describe('what stands in front', () => {
  const forwardedOf = (props: Partial<ReverseProxyProps>): { trustedProxies: string[]; proxyProtocol: string[] } => {
    const { forwarded, listen } = parseConfig(proxyAlone(props).find('ConfigMap').data['config.yaml']);
    return { trustedProxies: forwarded.trustedProxies, proxyProtocol: listen.proxyProtocol };
  };
  const gateway = Exposure.gateway({ gateway: { name: 'public' } });
  const PRIVATE = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'];

  test.each<[string, Exposure, string[]]>([
    ['an Ingress', Exposure.ingress({ host: 'shop.example.com', tls: {} }), PRIVATE],
    ['a Gateway', gateway, PRIVATE],
    ['a node port', Exposure.nodePort(), []],
    ['a load balancer', Exposure.loadBalancer(), []],
    ['nothing', Exposure.none(), []],
  ])('behind %s, those are believed whom only it lets in', (_what, exposure, ranges) => {
    expect(forwardedOf({ exposure }).trustedProxies).toEqual(ranges);
    expect(forwardedOf({ exposure, trustedProxies: ['203.0.113.0/24'] }).trustedProxies).toEqual(['203.0.113.0/24']);
    expect(forwardedOf({ exposure, trustedProxies: [] }).trustedProxies).toEqual([]);
  });

  test.each([
    ['nginx', ProxyEngine.nginx(), 'set_real_ip_from 10.0.0.0/8;'],
    ['httpd', ProxyEngine.httpd(), `SetEnvIfExpr "-R '10.0.0.0/8'" from_trusted_proxy`],
  ])('%s is told of it too', (_name, engine, line) => {
    const text = (exposure: Exposure) => JSON.stringify(proxyAlone({ engine, exposure }).find('ConfigMap').data);
    expect(text(gateway)).toContain(JSON.stringify(line).slice(1, -1));
    expect(text(Exposure.nodePort())).not.toContain('10.0.0.0/8');
  });

  test('balancers with a PROXY header are for our engine alone; fails for another', () => {
    expect(forwardedOf({ proxyProtocol: ['192.0.2.0/24'] }).proxyProtocol).toEqual(['192.0.2.0/24']);
    for (const engine of [ProxyEngine.nginx(), ProxyEngine.httpd()])
      expect(() => proxyAlone({ engine, proxyProtocol: ['192.0.2.0/24'] })).toThrow(/Remove proxyProtocol/);
  });

  test.each(['10.0.0.0/33', '10.0.0', 'cluster', '::1/129', '10.0.0.0/8/8', ''])(
    'fails for %s, which is no range',
    (range) => {
      expect(() => proxyAlone({ trustedProxies: [range] })).toThrow(`trustedProxies: '${range}' is no address range`);
    },
  );
});
