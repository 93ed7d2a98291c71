import { EnvValue } from '../../../lib/constructs/parts/env';
import { Probe } from '../../../lib/constructs/parts/probes';

test('environment variables keep their order, and each factory is one source of Kubernetes', () => {
  const env = {
    Z: 'text',
    SECRET: EnvValue.secret('db', 'password', { optional: true }),
    CONFIG: EnvValue.configMap('app', 'level'),
    POD: EnvValue.field('metadata.name'),
    MEMORY: EnvValue.resource('limits.memory', '1Mi'),
    A: '',
  };
  expect(EnvValue._toKube(env)).toEqual([
    { name: 'Z', value: 'text' },
    { name: 'SECRET', valueFrom: { secretKeyRef: { name: 'db', key: 'password', optional: true } } },
    { name: 'CONFIG', valueFrom: { configMapKeyRef: { name: 'app', key: 'level' } } },
    { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
    { name: 'MEMORY', valueFrom: { resourceFieldRef: { resource: 'limits.memory', divisor: '1Mi' } } },
    { name: 'A', value: '' },
  ]);
});

test.each([
  ['http', Probe.http('/x', { port: 'admin' }), { httpGet: { path: '/x', port: 'admin' } }],
  ['tcp', Probe.tcp({ port: 5432 }), { tcpSocket: { port: 5432 } }],
  ['command', Probe.command(['true']), { exec: { command: ['true'] } }],
  ['grpc', Probe.grpc(9000, { service: 'shop' }), { grpc: { port: 9000, service: 'shop' } }],
])('a probe by %s', (_kind, probe, action) => {
  expect(probe._toKube({})).toMatchObject({ ...action, periodSeconds: 10, timeoutSeconds: 2, failureThreshold: 3 });
});
