import { Exposure } from '../../../lib/constructs/parts/exposure';
import { WebWorkload } from '../../../lib/constructs/web-workload';
import { releaseChart, renderUnchecked, renderWorkload } from '../fixture/rendered';

const exposed = (exposure: Exposure) => {
  const chart = releaseChart();
  new WebWorkload(chart, 'web', { image: 'nginx:1', port: 8000, servicePort: 80, exposure });
  return renderUnchecked(chart);
};

test('a node port, chosen or not, with or without the address of the client', () => {
  const chosen = exposed(Exposure.nodePort({ nodePort: 30080, preserveClientIp: true })).find('Service').spec;
  expect(chosen).toMatchObject({
    type: 'NodePort',
    externalTrafficPolicy: 'Local',
    ports: [{ port: 80, nodePort: 30080 }],
  });
  const any = exposed(Exposure.nodePort()).find('Service').spec;
  expect(any.type).toBe('NodePort');
  expect(any).not.toHaveProperty('externalTrafficPolicy');
  expect(any.ports[0]).not.toHaveProperty('nodePort');
});

test('a load balancer with what the cloud has to know', () => {
  const service = exposed(
    Exposure.loadBalancer({ annotations: { internal: 'true' }, className: 'lb', sourceRanges: ['10.0.0.0/8'] }),
  ).find('Service');
  expect(service.metadata.annotations).toMatchObject({ internal: 'true' });
  expect(service.spec).toMatchObject({
    type: 'LoadBalancer',
    loadBalancerClass: 'lb',
    loadBalancerSourceRanges: ['10.0.0.0/8'],
  });
});

test('a load balancer may have a port of its own beside that of the Service, which stays for the cluster', () => {
  const ports = (port?: number) =>
    exposed(Exposure.loadBalancer({ port }))
      .find('Service')
      .spec.ports.map(({ port, targetPort }: { port: number; targetPort: string }) => [port, targetPort]);
  expect(ports(443)).toEqual([
    [80, 'http'],
    [443, 'http'],
  ]);
  expect(ports(80)).toEqual([[80, 'http']]);
  expect(ports()).toEqual([[80, 'http']]);
});

test('an ingress for every host and path unless it says otherwise', () => {
  const { find } = exposed(Exposure.ingress());
  expect(find('Service').spec.type).toBe('ClusterIP');
  expect(find('Ingress').spec).toEqual({
    rules: [
      {
        http: {
          paths: [
            { path: '/', pathType: 'Prefix', backend: { service: { name: 'shop-web', port: { name: 'http' } } } },
          ],
        },
      },
    ],
  });
});

test('an ingress with class, host, path, TLS and annotations', () => {
  const { find } = exposed(
    Exposure.ingress({
      className: 'traefik',
      host: 'shop.example.com',
      path: '/shop',
      tls: { secretName: 'cert' },
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    }),
  );
  const { metadata, spec } = find('Ingress');
  expect(metadata.annotations).toEqual({ 'cert-manager.io/cluster-issuer': 'letsencrypt' });
  expect(spec).toMatchObject({
    ingressClassName: 'traefik',
    rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/shop' }] } }],
    tls: [{ hosts: ['shop.example.com'], secretName: 'cert' }],
  });
});

test('fails for TLS without a host', () => {
  expect(() => renderWorkload({ exposure: Exposure.ingress({ tls: {} }) })).toThrow(
    '[shop/web] Exposure.ingress: tls needs a host, since a certificate is for a name. Give host, or leave tls out.',
  );
});

test('a route of a gateway', () => {
  const { find } = exposed(
    Exposure.gateway({
      gateway: { name: 'gw', namespace: 'infra', sectionName: 'web' },
      hostnames: ['a.example.com'],
      path: '/a',
    }),
  );
  expect(find('HTTPRoute').spec).toEqual({
    parentRefs: [{ name: 'gw', namespace: 'infra', sectionName: 'web' }],
    hostnames: ['a.example.com'],
    rules: [
      {
        matches: [{ path: { type: 'PathPrefix', value: '/a' } }],
        backendRefs: [{ name: 'shop-web', port: 80 }],
      },
    ],
  });
});

test('one exposure can serve several workloads', () => {
  const exposure = Exposure.ingress({ host: 'a.example.com' });
  const chart = releaseChart();
  for (const component of ['a', 'b'])
    new WebWorkload(chart, component, { image: 'nginx:1', port: 80, component, exposure });
  expect(renderUnchecked(chart).names.filter((name) => name.startsWith('Ingress'))).toEqual([
    'Ingress shop-a',
    'Ingress shop-b',
  ]);
});
