import { ApiObject, Include, JsonPatch, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { z } from 'zod';
import { defineChart } from '../../../lib/definition/chart-definition';
import { rule } from '../../../lib/definition/rules';

const dns = z.string().regex(/^[a-z]([a-z0-9-]{0,30}[a-z0-9])?$/);
const key = z.string().regex(/^[a-z]([a-z0-9.-]{0,30}[a-z0-9])?$/);
const base = { version: '1.0.0', description: 'One pattern of the corpus.' } as const;

/** Booleans and enums that add and take away fields, items and objects; three that matter together. */
export const choices = defineChart({
  ...base,
  name: 'choices',
  values: z.object({
    service: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP'),
    debug: z.boolean().default(false),
    metrics: z.boolean().default(true),
    a: z.boolean().default(false),
    b: z.boolean().default(false),
    c: z.boolean().default(false),
  }),
  build(chart, { service, debug, metrics, a, b, c }) {
    new ApiObject(chart, 'service', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: chart.node.id },
      spec: {
        type: service,
        ...(service === 'ClusterIP' ? {} : { externalTrafficPolicy: 'Local' }),
        ports: [{ name: 'http', port: 80 }, ...(metrics ? [{ name: 'metrics', port: 9090 }] : [])],
        publishNotReadyAddresses: !debug,
      },
    });
    if (metrics && !debug)
      new ApiObject(chart, 'monitor', {
        apiVersion: 'example.org/v1',
        kind: 'Monitor',
        metadata: { name: `${chart.node.id}-m` },
        spec: { all: a && b && c, some: (a && b) || c, mode: debug ? 'debug' : a ? 'a' : 'plain' },
      });
    if (a !== b)
      new ApiObject(chart, 'either', {
        apiVersion: 'example.org/v1',
        kind: 'Either',
        metadata: { name: `${chart.node.id}-e` },
      });
  },
});

/** Values that may be absent, and empty against filled ones. */
export const optional = defineChart({
  ...base,
  name: 'optional',
  values: z.object({
    className: dns.optional(),
    note: z.string().default(''),
    port: z.int().min(0).max(100000).optional(),
    flag: z.boolean().optional(),
    limits: z.object({ cpu: z.string().min(1).optional(), memory: z.string().min(1).default('64Mi') }).optional(),
    extra: z.array(dns).default([]),
  }),
  build(chart, { className, note, port, flag, limits, extra }) {
    new ApiObject(chart, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'It',
      metadata: { name: chart.node.id, ...(note === '' ? {} : { annotations: { note } }) },
      spec: { className, port, flag, limits, fallback: className ?? 'default', ...(extra.length > 0 ? { extra } : {}) },
    });
  },
});

/** Lists of texts and of maps: as items, as keys, as objects, with their index. */
export const lists = defineChart({
  ...base,
  name: 'lists',
  values: z.object({
    hosts: z.array(dns).default(['a']),
    volumes: z
      .array(z.object({ name: dns, size: z.int().min(1).max(500), readOnly: z.boolean().default(false) }))
      .default([]),
  }),
  rules: [rule.unique('volumes', 'name')],
  build(chart, { hosts, volumes }) {
    new ApiObject(chart, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'It',
      metadata: { name: chart.node.id },
      spec: {
        hosts,
        rules: hosts.map((host, index) => ({ host: `${host}.example.org`, order: index })),
        mounts: [
          { name: 'tmp', path: '/tmp' },
          ...volumes.map(({ name, readOnly }) => ({ name, path: `/data/${name}`, ...(readOnly ? { readOnly } : {}) })),
        ],
        sizes: Object.fromEntries(volumes.map(({ name, size }) => [`${name}-size`, `${size}Gi`])),
      },
    });
    for (const { name, size, readOnly } of volumes)
      new ApiObject(chart, `claim-${name}`, {
        apiVersion: 'v1',
        kind: 'PersistentVolumeClaim',
        metadata: { name: `${chart.node.id}-${name}` },
        spec: {
          accessModes: [readOnly ? 'ReadOnlyMany' : 'ReadWriteOnce'],
          resources: { requests: { storage: `${size}Gi` } },
        },
      });
  },
});

/** Records beside fixed keys, whichever wins; as a list, too. */
export const records = defineChart({
  ...base,
  name: 'records',
  values: z.object({
    labels: z.record(key, z.string().max(40)).default({}),
    annotations: z.record(key, z.string()).default({}),
    env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]{0,20}$/), z.string()).default({}),
    nodeSelector: z.record(key, z.string()).default({}),
  }),
  build(chart, { labels, annotations, env, nodeSelector }, release) {
    new ApiObject(chart, 'pod', {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: {
        name: release.name,
        labels: { ...labels, app: release.name, tier: 'web' },
        annotations: { owner: 'nobody', ...annotations },
      },
      spec: {
        containers: [
          {
            name: 'main',
            image: 'a',
            env: Object.entries({ MODE: 'production', PORT: '80', ...env }).map(([name, value]) => ({ name, value })),
          },
        ],
        ...(Object.keys(nodeSelector).length > 0 ? { nodeSelector } : {}),
        // Behind it: Helm cuts line breaks off the end of a document, also those of a text.
        terminationGracePeriodSeconds: 30,
      },
    });
  },
});

/** Anything, handed through. */
export const opaque = defineChart({
  ...base,
  name: 'opaque',
  values: z.object({
    tolerations: z.array(z.json()).default([]),
    affinity: z.record(z.string(), z.json()).default({}),
    surge: z.union([z.int().min(1).max(50), z.string().regex(/^[0-9]{1,2}%$/)]).default('25%'),
  }),
  build(chart, { tolerations, affinity, surge }) {
    new ApiObject(chart, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'It',
      metadata: { name: chart.node.id },
      spec: { tolerations, affinity, surge, more: [{ key: 'fixed' }, ...tolerations] },
    });
  },
});

/** cdk8s-plus, unchanged: Deployment, autoscaler that takes the replicas away, Ingress, types of Service. */
export const plus = defineChart({
  ...base,
  name: 'plus',
  values: z.object({
    image: z
      .string()
      .regex(/^[a-z0-9./:-]+$/)
      .default('nginx:1.29'),
    replicas: z.int().min(1).max(50).default(2),
    autoscaling: z.object({
      enabled: z.boolean().default(false),
      minReplicas: z.int().min(1).max(50).default(2),
      maxReplicas: z.int().min(1).max(100).default(10),
    }),
    ingress: z.object({ enabled: z.boolean().default(false), host: dns.default('www') }),
    nodePort: z.boolean().default(false),
  }),
  rules: [rule.atMost('autoscaling.minReplicas', 'autoscaling.maxReplicas')],
  build(chart, { image, replicas, autoscaling, ingress, nodePort }, release) {
    const deployment = new kplus.Deployment(chart, 'web', {
      metadata: { name: `${release.name}-web` },
      replicas: autoscaling.enabled ? undefined : replicas,
      select: false,
      podMetadata: { labels: { app: release.name } },
      containers: [
        {
          image,
          port: 8080,
          resources: { cpu: { request: kplus.Cpu.millis(100) }, memory: { request: Size.mebibytes(64) } },
        },
      ],
    });
    deployment.select(kplus.LabelSelector.of({ labels: { app: release.name } }));
    // The address label is a hash of the release's name: nothing that a template could compute.
    ApiObject.of(deployment).addJsonPatch(JsonPatch.remove('/spec/template/metadata/labels/cdk8s.io~1metadata.addr'));
    const service = deployment.exposeViaService({
      name: `${release.name}-web`,
      serviceType: nodePort ? kplus.ServiceType.NODE_PORT : kplus.ServiceType.CLUSTER_IP,
    });
    ApiObject.of(service).addJsonPatch(JsonPatch.replace('/spec/selector', { app: release.name }));
    if (ingress.enabled)
      new kplus.Ingress(chart, 'ingress', {
        metadata: { name: `${release.name}-web` },
        rules: [{ host: `${ingress.host}.example.org`, backend: kplus.IngressBackend.fromService(service) }],
      });
    if (autoscaling.enabled)
      new kplus.HorizontalPodAutoscaler(chart, 'autoscaler', {
        metadata: { name: `${release.name}-web` },
        target: deployment,
        minReplicas: autoscaling.minReplicas,
        maxReplicas: autoscaling.maxReplicas,
        metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(70))],
      });
  },
});

/** Objects from a file, and a CRD. */
export const included = (file: string) =>
  defineChart({
    ...base,
    name: 'included',
    values: z.object({ size: z.int().min(1).max(9).default(1) }),
    build(chart, { size }, release) {
      new Include(chart, 'include', { url: file });
      new ApiObject(chart, 'widget', {
        apiVersion: 'example.org/v1',
        kind: 'Widget',
        metadata: { name: release.name },
        spec: { size },
      });
    },
  });
