import { ApiObject } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, deployment, freeList, freeMap, label, object, some, texts } from './author';

export const extraObjects = defineChart({
  ...base,
  name: 'extra-objects',
  values: z.object({
    extraObjects: z
      .array(
        z.looseObject({
          apiVersion: z.string().min(1),
          kind: z.string().min(1),
          metadata: z.looseObject({ name: label }),
        }),
      )
      .default([]),
  }),
  build(chart, { extraObjects }, release) {
    configMap(chart, `main-${release.name}`, { a: 'b' });
    extraObjects.forEach((manifest, i) => new ApiObject(chart, `extra-${i}`, manifest));
  },
});

export const initContainers = defineChart({
  ...base,
  name: 'init-containers',
  values: z.object({ initContainers: freeList.default([]), waitFor: z.array(z.string().min(1)).default([]) }),
  build(chart, { initContainers, waitFor }, release) {
    const waits = waitFor.map((host, i) => ({
      name: `wait-${i}`,
      image: 'busybox:1',
      command: ['sh', '-c', `until nc -z ${host}; do sleep 1; done`],
    }));
    deployment(chart, release, { pod: some('initContainers', [...waits, ...initContainers]) });
  },
});

export const namedContainers = defineChart({
  ...base,
  name: 'named-containers',
  values: z.object({
    sidecars: z
      .record(
        label,
        z.object({ image: z.string().min(1), args: z.array(z.string()).default([]), env: texts.default({}) }),
      )
      .default({}),
  }),
  build(chart, { sidecars }, release) {
    deployment(chart, release, {
      pod: {
        containers: [
          { name: 'main', image: 'm:1' },
          ...Object.entries(sidecars).map(([name, { image, args, env }]) => ({
            name,
            image,
            ...some('args', args),
            ...some(
              'env',
              Object.entries(env).map(([key, value]) => ({ name: key, value })),
            ),
          })),
        ],
      },
    });
  },
});

export const scheduling = defineChart({
  ...base,
  name: 'scheduling',
  values: z.object({
    nodeSelector: texts.default({}),
    tolerations: freeList.default([]),
    affinity: freeMap.default({}),
    priorityClassName: z.string().default(''),
    schedulerName: z.string().optional(),
    runtimeClassName: z.string().optional(),
  }),
  build(chart, { nodeSelector, tolerations, affinity, priorityClassName, schedulerName, runtimeClassName }, release) {
    deployment(chart, release, {
      pod: {
        ...some('nodeSelector', nodeSelector),
        ...some('tolerations', tolerations),
        ...some('affinity', affinity),
        ...some('priorityClassName', priorityClassName),
        schedulerName,
        runtimeClassName,
      },
    });
  },
});

export const podMetadata = defineChart({
  ...base,
  name: 'pod-metadata',
  values: z.object({
    podAnnotations: texts.default({ 'prometheus.io/scrape': 'true' }),
    podLabels: texts.default({}),
    deploymentAnnotations: texts.default({}),
  }),
  build(chart, { podAnnotations, podLabels, deploymentAnnotations }, release) {
    object(chart, 'apps/v1', 'Deployment', release.name, {
      metadata: { name: release.name, ...some('annotations', deploymentAnnotations) },
      spec: {
        template: { metadata: { labels: { app: release.name, ...podLabels }, ...some('annotations', podAnnotations) } },
      },
    });
  },
});

export const mergedPod = defineChart({
  ...base,
  name: 'merged-pod',
  values: z.object({ podSpec: freeMap.default({}) }),
  build(chart, { podSpec }, release) {
    deployment(chart, release, { pod: { enableServiceLinks: false, restartPolicy: 'Always', ...podSpec } });
  },
});

export const workloadKind = defineChart({
  ...base,
  name: 'workload-kind',
  values: z.object({
    kind: z.enum(['Deployment', 'StatefulSet', 'DaemonSet']).default('Deployment'),
    replicas: z.int().min(1).max(20).default(1),
  }),
  build(chart, { kind, replicas }, release) {
    const matchLabels = { app: release.name };
    object(chart, 'apps/v1', kind, release.name, {
      spec: {
        ...(kind !== 'DaemonSet' && { replicas }),
        ...(kind === 'StatefulSet' && { serviceName: release.name }),
        selector: { matchLabels },
        template: { metadata: { labels: matchLabels }, spec: { containers: [{ name: 'a', image: 'a:1' }] } },
      },
    });
  },
});

export const enabledParts = defineChart({
  ...base,
  name: 'enabled-parts',
  values: z.object({
    web: z.boolean().default(true),
    worker: z.boolean().default(false),
    beat: z.boolean().default(false),
    redis: z.object({ enabled: z.boolean().default(true), host: z.string().default('') }).prefault({}),
  }),
  build(chart, { web, worker, beat, redis }, release) {
    const broker = redis.enabled ? `redis://${release.name}-redis:6379` : `redis://${redis.host}:6379`;
    const part = (id: string): unknown =>
      object(chart, 'apps/v1', 'Deployment', `${release.name}-${id}`, {
        spec: {
          template: { spec: { containers: [{ name: id, image: 'a:1', env: [{ name: 'BROKER', value: broker }] }] } },
        },
      });
    if (web) part('web');
    if (worker || beat) part('worker');
    if (beat) part('beat');
    if (redis.enabled) object(chart, 'v1', 'Service', `${release.name}-redis`, { spec: { ports: [{ port: 6379 }] } });
  },
});

export const diagnostic = defineChart({
  ...base,
  name: 'diagnostic',
  values: z.object({
    diagnosticMode: z
      .object({
        enabled: z.boolean().default(false),
        command: z.array(z.string()).default(['sleep']),
        args: z.array(z.string()).default(['infinity']),
      })
      .prefault({}),
    command: z.array(z.string()).default([]),
  }),
  build(chart, { diagnosticMode, command }, release) {
    deployment(chart, release, {
      container: diagnosticMode.enabled
        ? { command: diagnosticMode.command, args: diagnosticMode.args }
        : { ...some('command', command), livenessProbe: { tcpSocket: { port: 80 } } },
    });
  },
});

export const plugins = defineChart({
  ...base,
  name: 'plugins',
  values: z.object({
    plugins: z.array(z.string().min(1)).default([]),
    sidecar: z
      .object({ label: z.string().min(1).default('grafana_dashboard'), labelValue: z.string().default('') })
      .prefault({}),
  }),
  build(chart, { plugins, sidecar }, release) {
    deployment(chart, release, {
      container: {
        env: [
          ...(plugins.length > 0 ? [{ name: 'PLUGINS', value: plugins.join(',') }] : []),
          { name: 'LABEL', value: sidecar.labelValue ? `${sidecar.label}=${sidecar.labelValue}` : sidecar.label },
        ],
      },
    });
  },
});

export const quotas = defineChart({
  ...base,
  name: 'quotas',
  values: z.object({
    quotas: z.record(z.string().regex(/^[a-z.]{1,20}$/), z.union([z.string(), z.int()])).default({ pods: 10 }),
    limits: z.object({ cpu: z.string().optional(), memory: z.string().optional() }).optional(),
  }),
  build(chart, { quotas, limits }, release) {
    object(chart, 'v1', 'ResourceQuota', release.name, { spec: { hard: quotas } });
    if (limits)
      object(chart, 'v1', 'LimitRange', release.name, { spec: { limits: [{ type: 'Container', default: limits }] } });
  },
});

export const webhooks = defineChart({
  ...base,
  name: 'webhooks',
  values: z.object({
    webhook: z
      .object({
        failurePolicy: z.enum(['Fail', 'Ignore']).default('Fail'),
        timeoutSeconds: z.int().min(1).max(30).default(10),
        namespaceSelector: freeMap.default({}),
        caBundle: z.string().default(''),
      })
      .prefault({}),
  }),
  build(chart, { webhook: { failurePolicy, timeoutSeconds, namespaceSelector, caBundle } }, release) {
    object(
      chart,
      'admissionregistration.k8s.io/v1',
      'ValidatingWebhookConfiguration',
      `${release.name}-${release.namespace}`,
      {
        webhooks: [
          {
            name: 'validate.example.org',
            failurePolicy,
            timeoutSeconds,
            ...some('namespaceSelector', namespaceSelector),
            clientConfig: {
              service: { name: release.name, namespace: release.namespace, path: '/validate' },
              ...some('caBundle', caBundle),
            },
          },
        ],
      },
    );
  },
});
