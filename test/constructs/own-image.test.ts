import { EnvValue } from '../../lib/constructs/parts/env';
import { Probe } from '../../lib/constructs/parts/probes';
import { Security } from '../../lib/constructs/parts/security';
import { WebWorkload } from '../../lib/constructs/web-workload';
import { releaseChart, renderUnchecked, renderWorkload, type Rendered } from './fixture/rendered';

const podOf = ({ find }: Rendered) => find('Deployment').spec.template.spec;
const mainOf = (rendered: Rendered) => podOf(rendered).containers[0];

describe("an image of one's own", () => {
  test('Django under gunicorn: its own user, command, probes, and a root that it writes to', () => {
    const chart = releaseChart();
    new WebWorkload(chart, 'x', {
      component: 'django',
      image: { repository: 'registry.example.com:5000/acme/site', tag: '4.2', pullSecrets: ['registry'] },
      port: 8000,
      servicePort: 80,
      command: ['gunicorn', 'site.wsgi'],
      args: ['--bind', ':8000'],
      security: Security.restricted({ user: 1000, writableRoot: true }),
      probes: {
        readiness: Probe.http('/ready/', { host: 'shop.example.com' }),
        liveness: Probe.http('/alive/', { periodSeconds: 30 }),
      },
      env: { DEBUG: '0', SECRET_KEY: EnvValue.secret('django', 'key') },
      envFrom: [{ configMapRef: { name: 'settings' } }],
      resources: { limits: { memory: '512Mi' } },
    });
    const rendered = renderUnchecked(chart);
    expect(podOf(rendered)).toMatchObject({
      securityContext: { runAsUser: 1000, runAsGroup: 1000, fsGroup: 1000, runAsNonRoot: true },
      imagePullSecrets: [{ name: 'registry' }],
    });
    const container = mainOf(rendered);
    expect(container).toMatchObject({
      name: 'django',
      image: 'registry.example.com:5000/acme/site:4.2',
      command: ['gunicorn', 'site.wsgi'],
      args: ['--bind', ':8000'],
      ports: [{ name: 'http', containerPort: 8000 }],
      env: [
        { name: 'DEBUG', value: '0' },
        { name: 'SECRET_KEY', valueFrom: { secretKeyRef: { name: 'django', key: 'key' } } },
      ],
      envFrom: [{ configMapRef: { name: 'settings' } }],
      readinessProbe: { httpGet: { path: '/ready/', httpHeaders: [{ name: 'Host', value: 'shop.example.com' }] } },
    });
    expect(container.securityContext).not.toHaveProperty('readOnlyRootFilesystem');
    expect(container.resources.limits.memory).toBe('512Mi');
    expect(container.resources.requests.memory).toBe('64Mi');
    expect(rendered.find('Service').spec.ports).toEqual([
      { name: 'http', port: 80, targetPort: 'http', protocol: 'TCP' },
    ]);
  });

  test('the start asks as liveness does, in a timing of its own: a slow database does not restart it', () => {
    const { startupProbe } = mainOf(
      renderWorkload({
        probes: {
          readiness: Probe.http('/ready'),
          liveness: Probe.http('/alive', { periodSeconds: 60, timeoutSeconds: 7 }),
        },
      }),
    );
    expect(startupProbe).toMatchObject({
      httpGet: { path: '/alive', port: 'http' },
      periodSeconds: 2,
      failureThreshold: 60,
      timeoutSeconds: 7,
    });
  });

  test('containers beside and before it are as secure, unless they say otherwise', () => {
    const more = { name: 'more', image: 'busybox:1' };
    const own = { name: 'own', image: 'busybox:1', securityContext: { runAsUser: 7 } };
    const pod = podOf(renderWorkload({ sidecars: [more, own], initContainers: [{ ...more, name: 'first' }] }));
    expect(pod.containers[1].securityContext).toEqual(pod.containers[0].securityContext);
    expect(pod.containers[2].securityContext).toEqual({ runAsUser: 7 });
    expect(pod.initContainers[0].securityContext).toEqual(pod.containers[0].securityContext);
  });
});
