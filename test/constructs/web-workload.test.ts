import { toYamlDocuments } from '../../lib/yaml';
import { Exposure } from '../../lib/constructs/parts/exposure';
import { Probe } from '../../lib/constructs/parts/probes';
import { Security } from '../../lib/constructs/parts/security';
import type { WebWorkloadProps } from '../../lib/constructs/web-workload';
import { renderWorkload, type Rendered } from './fixture/rendered';

const podOf = ({ find }: Rendered) => find('Deployment').spec.template.spec;
const mainOf = (rendered: Rendered) => podOf(rendered).containers[0];

describe('by default a workload', () => {
  const rendered = renderWorkload();
  const { find } = rendered;
  const deployment = find('Deployment');
  const pod = podOf(rendered);
  const container = mainOf(rendered);

  test('is these objects, each named by release and component', () => {
    expect(rendered.names).toEqual([
      'ServiceAccount shop-web',
      'Service shop-web',
      'Deployment shop-web',
      'PodDisruptionBudget shop-web',
      'NetworkPolicy shop-web',
    ]);
  });

  test('meets the Pod Security Standard "restricted", with a read-only root and a writable /tmp', () => {
    expect(pod.securityContext).toMatchObject({
      runAsNonRoot: true,
      runAsUser: 10001,
      seccompProfile: { type: 'RuntimeDefault' },
    });
    expect(container.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'] },
      readOnlyRootFilesystem: true,
    });
    expect(container.volumeMounts).toEqual([{ name: 'tmp', mountPath: '/tmp' }]);
    expect(pod.volumes).toEqual([{ name: 'tmp', emptyDir: { sizeLimit: '64Mi' } }]);
  });

  test('has a ServiceAccount of its own, without a token', () => {
    expect(pod).toMatchObject({ serviceAccountName: 'shop-web', automountServiceAccountToken: false });
    expect(find('ServiceAccount').automountServiceAccountToken).toBe(false);
  });

  test('has three probes, and a start may take two minutes', () => {
    expect(container.readinessProbe.tcpSocket).toEqual({ port: 'http' });
    expect(container.livenessProbe.tcpSocket).toEqual({ port: 'http' });
    const { periodSeconds, failureThreshold } = container.startupProbe;
    expect(periodSeconds * failureThreshold).toBe(120);
  });

  test('has small requests, a memory limit and no CPU limit', () => {
    expect(container.resources).toEqual({
      requests: { cpu: '50m', memory: '64Mi', 'ephemeral-storage': '16Mi' },
      limits: { memory: '192Mi', 'ephemeral-storage': '128Mi' },
    });
  });

  test('has two replicas, spread softly over zones and nodes', () => {
    expect(deployment.spec.replicas).toBe(2);
    expect(
      pod.topologySpreadConstraints.map((c: Record<string, unknown>) => [c.topologyKey, c.whenUnsatisfiable]),
    ).toEqual([
      ['topology.kubernetes.io/zone', 'ScheduleAnyway'],
      ['kubernetes.io/hostname', 'ScheduleAnyway'],
    ]);
    expect(pod.topologySpreadConstraints[0].labelSelector).toEqual(deployment.spec.selector);
  });

  test('never blocks a drain: one pod may always go, broken ones too', () => {
    expect(find('PodDisruptionBudget').spec).toEqual({
      maxUnavailable: 1,
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
      selector: deployment.spec.selector,
    });
  });

  test('loses no pod in a rolling update, and serves on while it ends', () => {
    expect(deployment.spec.strategy).toEqual({
      type: 'RollingUpdate',
      rollingUpdate: { maxUnavailable: 0, maxSurge: '25%' },
    });
    expect(deployment.spec.revisionHistoryLimit).toBe(5);
    expect(container.lifecycle.preStop.sleep.seconds).toBeLessThan(pod.terminationGracePeriodSeconds);
  });

  test('is reached by nobody and reaches nobody but DNS', () => {
    const { podSelector, policyTypes, ingress, egress } = find('NetworkPolicy').spec;
    expect(podSelector).toEqual(deployment.spec.selector);
    expect(policyTypes).toEqual(['Ingress', 'Egress']);
    // Ingress is restricted and nothing is let in: an empty list would be taken away by the API server.
    expect(ingress).toBeUndefined();
    expect(egress).toHaveLength(1);
    expect(egress[0].to[0].podSelector.matchLabels).toEqual({ 'k8s-app': 'kube-dns' });
  });

  test('works with images that were imported into the node, and gets no variables of other Services', () => {
    expect(container.imagePullPolicy).toBe('IfNotPresent');
    expect(pod.enableServiceLinks).toBe(false);
  });

  test('looks like this', () => {
    const shown = rendered.objects.filter(({ kind }) => kind === 'Deployment');
    expect(toYamlDocuments(shown)).toMatchSnapshot();
  });
});

describe('every default has an off switch:', () => {
  const off: [string, Partial<WebWorkloadProps>, (rendered: Rendered) => unknown, unknown][] = [
    [
      'security',
      { security: Security.unrestricted() },
      (r) => [podOf(r).securityContext, mainOf(r).securityContext],
      [],
    ],
    ['tmp', { tmp: false }, (r) => [podOf(r).volumes, mainOf(r).volumeMounts], []],
    ['startup probe', { probes: { startup: false } }, (r) => mainOf(r).startupProbe, undefined],
    ['readiness probe', { probes: { readiness: false } }, (r) => mainOf(r).readinessProbe, undefined],
    [
      'liveness probe, and the startup probe that would kill too',
      { probes: { liveness: false } },
      (r) => [mainOf(r).livenessProbe, mainOf(r).startupProbe],
      [],
    ],
    ['spread', { spread: false }, (r) => podOf(r).topologySpreadConstraints, undefined],
    ['disruption budget', { disruptionBudget: false }, (r) => r.names.filter((n) => /Disruption/.test(n)), []],
    ['network policy', { networkPolicy: false }, (r) => r.names.filter((n) => /NetworkPolicy/.test(n)), []],
    ['pause before the stop', { preStopSeconds: 0 }, (r) => mainOf(r).lifecycle, undefined],
    ['missing token', { apiToken: true }, (r) => podOf(r).automountServiceAccountToken, true],
    [
      'resources',
      { resources: { requests: {}, limits: {} } },
      (r) => Object.values(mainOf(r).resources as object).filter((left) => Object.keys(left as object).length > 0),
      [],
    ],
  ];
  test.each(off)('%s', (_what, props, look, expected) => {
    const seen = look(renderWorkload(props));
    expect(Array.isArray(seen) ? seen.flat().filter((one) => one !== undefined) : seen).toEqual(expected);
  });
});

describe('undefined is as good as left out', () => {
  const props: (keyof WebWorkloadProps)[] = [
    ...([
      'component',
      'servicePort',
      'replicas',
      'exposure',
      'env',
      'config',
      'disruptionBudget',
      'networkPolicy',
    ] as const),
    ...([
      'allowFrom',
      'labels',
      'annotations',
      'adminPort',
      'command',
      'args',
      'envFrom',
      'probes',
      'resources',
    ] as const),
    ...(['security', 'tmp', 'spread', 'apiToken', 'preStopSeconds', 'terminationGracePeriodSeconds'] as const),
    ...(['podLabels', 'podAnnotations', 'nodeSelector', 'tolerations', 'affinity', 'priorityClassName'] as const),
    ...(['volumes', 'volumeMounts', 'initContainers', 'sidecars'] as const),
  ];
  const expected = renderWorkload().objects;

  test.each(props)('%s', (prop) => {
    expect(renderWorkload({ [prop]: undefined }).objects).toEqual(expected);
  });

  test('a field of resources, of probes, of a probe', () => {
    expect(renderWorkload({ resources: { limits: undefined } }).objects).toEqual(expected);
    expect(renderWorkload({ probes: { readiness: undefined } }).objects).toEqual(expected);
    const timing = { periodSeconds: undefined, timeoutSeconds: undefined, failureThreshold: undefined };
    expect(renderWorkload({ probes: { readiness: Probe.tcp(timing) } }).objects).toEqual(expected);
  });
});

describe('fails', () => {
  test.each<[string, Partial<WebWorkloadProps>, string | RegExp]>([
    ['when the pause leaves no time to stop', { preStopSeconds: 45 }, /preStopSeconds 45 leaves nothing of .* 45/],
    ['when two volumes have one name', { volumes: [{ name: 'tmp' }] }, /two volumes named 'tmp'.*choose another/],
    [
      'when two mounts are at one place',
      { volumes: [{ name: 'a', emptyDir: {} }], volumeMounts: [{ name: 'a', mountPath: '/tmp' }] },
      /two mounts at '\/tmp'.*tmp: false/,
    ],
    ['for an image without a tag', { image: 'localhost:5000/web' }, /'localhost:5000\/web' has no tag.*Write/],
    ['for an image without tag and digest', { image: { repository: 'web' } }, /'web' has no tag/],
    [
      'for a component that is no name',
      { component: 'Web_1' },
      /component 'Web_1' is not valid. Allowed: 1 to 63 of a-z/,
    ],
  ])('%s', (_what, props, message) => {
    expect(() => renderWorkload(props)).toThrow(message);
  });

  test('for root in "restricted"', () => {
    expect(() => Security.restricted({ user: 0 })).toThrow(/user 0 is not valid.*Security.unrestricted/);
  });
});

test.each([
  ['web:1', 'web:1'],
  ['localhost:5000/web:1', 'localhost:5000/web:1'],
  [`web@sha256:${'0'.repeat(64)}`, `web@sha256:${'0'.repeat(64)}`],
  [{ repository: 'a/web', tag: '1' }, 'a/web:1'],
  [{ repository: 'a/web', digest: 'sha256:1' }, 'a/web@sha256:1'],
  [{ repository: 'a/web', tag: '1', digest: 'sha256:1' }, 'a/web:1@sha256:1'],
])('the image %j is written %s', (image, written) => {
  expect(mainOf(renderWorkload({ image })).image).toBe(written);
});

test('exposure none still has a ClusterIP Service', () => {
  expect(renderWorkload({ exposure: Exposure.none() }).find('Service').spec.type).toBe('ClusterIP');
});
