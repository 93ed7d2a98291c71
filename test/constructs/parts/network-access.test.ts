import { App } from 'cdk8s';
import { describeNetwork } from '../../../lib/constructs/parts/cluster-network';
import { Exposure } from '../../../lib/constructs/parts/exposure';
import { WebWorkload } from '../../../lib/constructs/web-workload';
import { releaseChart, render, renderUnchecked, renderWith, renderWorkload } from '../fixture/rendered';

const selector = (component: string, instance = 'shop') => ({
  podSelector: {
    matchLabels: {
      'app.kubernetes.io/name': 'store',
      'app.kubernetes.io/instance': instance,
      'app.kubernetes.io/component': component,
    },
  },
});
const workload = (scope: ConstructorParameters<typeof WebWorkload>[0], component: string, networkPolicy?: boolean) =>
  new WebWorkload(scope, component, { image: 'nginx:1', port: 8000, servicePort: 80, component, networkPolicy });

test('a reference opens both sides, on the port of the pods and not of the Service', () => {
  const { find } = renderWith((scope) => workload(scope, 'a').connectTo(workload(scope, 'b')));
  const ports = [{ port: 8000, protocol: 'TCP' }];
  expect(find('NetworkPolicy', 'shop-a').spec.egress[1]).toEqual({ to: [selector('b')], ports });
  expect(find('NetworkPolicy', 'shop-a').spec.ingress).toBeUndefined();
  expect(find('NetworkPolicy', 'shop-b').spec.ingress).toEqual([{ from: [selector('a')], ports }]);
  expect(find('NetworkPolicy', 'shop-b').spec.egress).toHaveLength(1);
});

test('the same reference twice is one rule', () => {
  const { find } = renderWith((scope) => {
    const [a, b] = [workload(scope, 'a'), workload(scope, 'b')];
    a.connectTo(b);
    a.connectTo(b);
  });
  expect(find('NetworkPolicy', 'shop-a').spec.egress).toHaveLength(2);
  expect(find('NetworkPolicy', 'shop-b').spec.ingress).toHaveLength(1);
});

test('a side without a policy leaves the other one open to it all the same', () => {
  const target = renderWith((scope) => workload(scope, 'a', false).connectTo(workload(scope, 'b')));
  expect(target.find('NetworkPolicy', 'shop-b').spec.ingress).toHaveLength(1);
  const source = renderWith((scope) => workload(scope, 'a').connectTo(workload(scope, 'b', false)));
  expect(source.find('NetworkPolicy', 'shop-a').spec.egress).toHaveLength(2);
});

test('a reference into another release of the namespace selects its pods', () => {
  const app = new App();
  const [one, two] = [releaseChart({ name: 'one' }, app), releaseChart({ name: 'two' }, app)];
  workload(one, 'a').connectTo(workload(two, 'b'));
  expect(render(one).find('NetworkPolicy').spec.egress[1].to).toEqual([selector('b', 'two')]);
  expect(render(two).find('NetworkPolicy').spec.ingress[0].from).toEqual([selector('a', 'one')]);
});

test('a reference into another namespace names it on both sides', () => {
  const app = new App();
  const [front, back] = [releaseChart({ namespace: 'front' }, app), releaseChart({ namespace: 'back' }, app)];
  workload(front, 'a').connectTo(workload(back, 'b'));
  const inNamespace = (name: string) => ({
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
  });
  expect(render(front).find('NetworkPolicy').spec.egress[1].to).toEqual([{ ...selector('b'), ...inNamespace('back') }]);
  expect(render(back).find('NetworkPolicy').spec.ingress[0].from).toEqual([
    { ...selector('a'), ...inNamespace('front') },
  ]);
});

test('fails for a reference between a named namespace and an unnamed one', () => {
  const app = new App();
  const [front, back] = [releaseChart({ namespace: 'front' }, app), releaseChart({}, app)];
  expect(() => workload(front, 'a').connectTo(workload(back, 'b'))).toThrow(
    "'shop-a' is in namespace 'front' and 'shop-b' names no namespace. Give both their namespace (release.namespace), or neither.",
  );
});

describe('an exposure opens the port of the pods', () => {
  const ingressOf = (exposure: Exposure) => {
    const chart = releaseChart();
    new WebWorkload(chart, 'web', { image: 'nginx:1', port: 8000, servicePort: 80, exposure });
    return renderUnchecked(chart).find('NetworkPolicy').spec.ingress;
  };
  const ports = [{ port: 8000, protocol: 'TCP' }];

  test('to anyone, for a node port or a load balancer', () => {
    expect(ingressOf(Exposure.nodePort())).toEqual([{ ports }]);
    expect(ingressOf(Exposure.loadBalancer())).toEqual([{ ports }]);
  });

  test('to pods of any namespace, for an ingress or a gateway', () => {
    const from = [{ namespaceSelector: {} }];
    expect(ingressOf(Exposure.ingress())).toEqual([{ from, ports }]);
    expect(ingressOf(Exposure.gateway({ gateway: { name: 'gw' } }))).toEqual([{ from, ports }]);
  });

  test('to the controller alone where it is named', () => {
    const controller = { ipBlock: { cidr: '10.0.0.0/8' } };
    expect(ingressOf(Exposure.ingress({ controller }))).toEqual([{ from: [controller], ports }]);
  });
});

test('allowFrom lets further peers in', () => {
  const peer = { podSelector: { matchLabels: { app: 'other' } } };
  const { find } = renderWorkload({ allowFrom: [peer] });
  expect(find('NetworkPolicy').spec.ingress).toEqual([{ from: [peer], ports: [{ port: 8000, protocol: 'TCP' }] }]);
});

describe('the DNS of a cluster', () => {
  const dnsOf = (chart: ReturnType<typeof releaseChart>): object[] => {
    workload(chart, 'a');
    return render(chart)
      .find('NetworkPolicy')
      .spec.egress.flatMap(({ to }: { to: object[] }) => to);
  };

  test('is kube-dns, NodeLocal DNSCache or that of OpenShift, on any port', () => {
    const inNamespace = (name: string, labels: object) => ({
      namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': name } },
      podSelector: { matchLabels: labels },
    });
    expect(dnsOf(releaseChart())).toEqual([
      inNamespace('kube-system', { 'k8s-app': 'kube-dns' }),
      inNamespace('openshift-dns', { 'dns.operator.openshift.io/daemonset-dns': 'default' }),
      { ipBlock: { cidr: '169.254.20.10/32' } },
    ]);
  });

  test('is another one too when the network is described, for what is below the construct alone', () => {
    const app = new App();
    const [told, other] = [releaseChart({ name: 'told' }, app), releaseChart({ name: 'other' }, app)];
    const own = { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'dns' } } };
    describeNetwork(told, { dnsPeers: [own] });
    expect(dnsOf(told)).toContainEqual(own);
    expect(dnsOf(other)).not.toContainEqual(own);
  });
});
