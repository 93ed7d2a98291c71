import type { Construct } from 'constructs';
import { EchoApp } from '../../lib/apps/echo/echo-app';
import { toYamlDocuments } from '../../lib/yaml';
import { Exposure } from '../../lib/constructs/parts/exposure';
import type { WebWorkloadProps } from '../../lib/constructs/web-workload';
import { UrlPathApp } from '../../lib/apps/urlpath/url-path-app';
import { echoContract } from '../../services/echo/contract';
import { urlPathContract } from '../../services/urlpath/contract';
import { renderWith } from '../constructs/fixture/rendered';

type Props = Partial<WebWorkloadProps>;
const apps = [
  ['UrlPathApp', (scope: Construct, props: Props) => new UrlPathApp(scope, 'x', props), urlPathContract],
  ['EchoApp', (scope: Construct, props: Props) => new EchoApp(scope, 'x', props), echoContract],
] as const;

describe.each(apps)('%s', (_name, make, contract) => {
  const rendered = (props: Props = {}) => renderWith((scope) => make(scope, props));
  const containerOf = (props: Props = {}) => rendered(props).find('Deployment').spec.template.spec.containers[0];

  test('serves on the ports of its contract, and is probed on the admin port', () => {
    const container = containerOf();
    expect(container.ports.map((port: { containerPort: number }) => port.containerPort)).toEqual([
      contract.port,
      contract.adminPort,
    ]);
    expect(container.startupProbe.httpGet).toEqual({ path: contract.probes.startup, port: 'admin' });
    expect(container.readinessProbe.httpGet).toEqual({ path: contract.probes.ready, port: 'admin' });
    expect(container.livenessProbe.httpGet).toEqual({ path: contract.probes.live, port: 'admin' });
    expect(rendered().find('Service').spec).toMatchObject({ type: 'ClusterIP', ports: [{ port: contract.port }] });
  });

  test('pauses by itself before it stops, in place of the kubelet, and has time for both', () => {
    const { terminationGracePeriodSeconds, containers } = rendered().find('Deployment').spec.template.spec;
    const env = containers[0].env as { name: string; value: string }[];
    const pauseMs = Number(env.find(({ name }) => name === contract.env.drainDelayMs)?.value);
    expect(containers[0]).not.toHaveProperty('lifecycle');
    expect(pauseMs).toBeGreaterThanOrEqual(5000);
    expect(terminationGracePeriodSeconds * 1000).toBeGreaterThan(pauseMs + contract.stopMs);
  });

  test('takes image, environment and component over, and undefined for left out', () => {
    expect(containerOf({ image: 'mine:1' }).image).toBe('mine:1');
    expect(containerOf({ env: { LOG_LEVEL: 'debug' } }).env).toContainEqual({ name: 'LOG_LEVEL', value: 'debug' });
    expect(containerOf({ component: 'other' }).name).toBe('other');
    const left = { image: undefined, component: undefined, env: undefined, replicas: undefined, exposure: undefined };
    expect(rendered(left).objects).toEqual(rendered().objects);
  });
});

test('EchoApp can be given a name, beside other variables', () => {
  const envOf = (props: ConstructorParameters<typeof EchoApp>[2]) =>
    renderWith((scope) => new EchoApp(scope, 'e', props)).find('Deployment').spec.template.spec.containers[0].env;
  expect(envOf({ name: 'one', env: { A: 'b' } })).toEqual(
    expect.arrayContaining([
      { name: 'ECHO_NAME', value: 'one' },
      { name: 'A', value: 'b' },
    ]),
  );
  expect(envOf({}).map(({ name }: { name: string }) => name)).not.toContain('ECHO_NAME');
});

test('UrlPathApp behind an Ingress, without its Deployment, looks like this', () => {
  const { objects } = renderWith(
    (scope) => new UrlPathApp(scope, 'x', { exposure: Exposure.ingress({ host: 'a.example.com' }) }),
  );
  expect(toYamlDocuments(objects.filter(({ kind }) => kind !== 'Deployment'))).toMatchSnapshot();
});
