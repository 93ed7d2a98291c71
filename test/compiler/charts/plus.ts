import { Chart, Duration, Size } from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { defineChart } from 'chartwright';
import type { Construct } from 'constructs';
import { z } from 'zod';
import { base, label, port } from './author';

export const web = defineChart({
  ...base,
  name: 'plus-web',
  values: z.object({
    image: z.string().min(1).default('nginx:1.27'),
    replicas: z.int().min(1).max(50).default(2),
    port: port.default(8080),
  }),
  build(chart, { image, replicas, port }) {
    new plus.Deployment(chart, 'web', { replicas, containers: [{ image, portNumber: port }] }).exposeViaService({
      ports: [{ port: 80, targetPort: port }],
    });
  },
});

export const ingress = defineChart({
  ...base,
  name: 'plus-ingress-chart',
  values: z.object({
    host: z.string().min(1).default('a.example.com'),
    tls: z.boolean().default(false),
    paths: z.array(label).default([]),
  }),
  build(chart, { host, tls, paths }) {
    const service = new plus.Deployment(chart, 'web', {
      containers: [{ image: 'web:1', portNumber: 80 }],
    }).exposeViaService();
    const backend = plus.IngressBackend.fromService(service);
    const ingress = new plus.Ingress(chart, 'ingress', { defaultBackend: backend });
    for (const path of new Set(paths)) ingress.addHostRule(host, `/${path}`, backend);
    if (tls) ingress.addTls([{ hosts: [host], secret: plus.Secret.fromSecretName(chart, 'tls', 'web-tls') }]);
  },
});

export const settings = defineChart({
  ...base,
  name: 'plus-settings',
  values: z.object({
    settings: z.record(z.string().regex(/^[A-Z]{1,9}$/), z.string()).default({ MODE: 'a' }),
    cpuMillis: z.int().min(10).max(8000).default(100),
    memoryMi: z.int().min(16).max(16384).default(128),
  }),
  build(chart, { settings, cpuMillis, memoryMi }) {
    const config = new plus.ConfigMap(chart, 'config', { data: settings });
    new plus.Deployment(chart, 'app', {
      containers: [
        {
          image: 'app:1',
          envFrom: [plus.Env.fromConfigMap(config)],
          resources: {
            cpu: { request: plus.Cpu.millis(cpuMillis) },
            memory: { request: Size.mebibytes(memoryMi), limit: Size.mebibytes(memoryMi * 2) },
          },
        },
      ],
    });
  },
});

export const database = defineChart({
  ...base,
  name: 'plus-database',
  values: z.object({
    gibibytes: z.int().min(1).max(1000).default(10),
    version: z
      .string()
      .regex(/^\d{2}$/)
      .default('17'),
    storageClass: z.string().optional(),
  }),
  build(chart, { gibibytes, version, storageClass }) {
    const claim = new plus.PersistentVolumeClaim(chart, 'data', {
      storage: Size.gibibytes(gibibytes),
      accessModes: [plus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
      storageClassName: storageClass,
    });
    const set = new plus.StatefulSet(chart, 'db', {
      service: new plus.Service(chart, 'service', { ports: [{ port: 5432 }] }),
      containers: [{ image: `postgres:${version}`, portNumber: 5432 }],
    });
    set.containers[0]?.mount('/var/lib/postgresql/data', plus.Volume.fromPersistentVolumeClaim(chart, 'volume', claim));
  },
});

export const probes = defineChart({
  ...base,
  name: 'plus-probes-chart',
  values: z.object({
    path: z.string().min(1).default('/healthz'),
    delay: z.int().min(0).max(300).default(5),
    liveness: z.boolean().default(true),
  }),
  build(chart, { path, delay, liveness }) {
    const probe = plus.Probe.fromHttpGet(path, { initialDelaySeconds: Duration.seconds(delay) });
    new plus.Deployment(chart, 'web', {
      containers: [{ image: 'web:1', portNumber: 80, readiness: probe, ...(liveness && { liveness: probe }) }],
    });
  },
});

export const scaled = defineChart({
  ...base,
  name: 'plus-scaled',
  values: z.object({
    min: z.int().min(1).max(5).default(1),
    max: z.int().min(5).max(50).default(5),
    cpu: z.int().min(10).max(100).default(70),
  }),
  build(chart, { min, max, cpu }) {
    const target = new plus.Deployment(chart, 'web', {
      containers: [
        {
          image: 'web:1',
          portNumber: 80,
          resources: { cpu: { request: plus.Cpu.millis(100), limit: plus.Cpu.units(1) } },
        },
      ],
    });
    new plus.HorizontalPodAutoscaler(chart, 'hpa', {
      target,
      minReplicas: min,
      maxReplicas: max,
      metrics: [plus.Metric.resourceCpu(plus.MetricTarget.averageUtilization(cpu))],
    });
  },
});

export const secured = defineChart({
  ...base,
  name: 'plus-secured',
  values: z.object({
    user: z.int().min(1).max(65535).default(25000),
    readOnly: z.boolean().default(true),
    automount: z.boolean().default(false),
  }),
  build(chart, { user, readOnly, automount }) {
    new plus.Deployment(chart, 'app', {
      automountServiceAccountToken: automount,
      serviceAccount: new plus.ServiceAccount(chart, 'account'),
      containers: [{ image: 'app:1', securityContext: { user, readOnlyRootFilesystem: readOnly } }],
    });
  },
});

export const network = defineChart({
  ...base,
  name: 'plus-network-chart',
  values: z.object({ metrics: z.boolean().default(true), port: port.default(6379) }),
  build(chart, { metrics, port }) {
    const cache = new plus.Deployment(chart, 'cache', { containers: [{ image: 'redis:7', portNumber: port }] });
    const web = new plus.Deployment(chart, 'web', { containers: [{ image: 'web:1', portNumber: 80 }] });
    web.connections.allowTo(cache, { ports: [plus.NetworkPolicyPort.tcp(port)] });
    if (metrics)
      cache.connections.allowFrom(plus.Namespaces.select(chart, 'monitoring', { labels: { name: 'monitoring' } }), {
        ports: [plus.NetworkPolicyPort.tcp(9121)],
      });
  },
});

interface ShopProps {
  readonly image: string;
  readonly replicas: number;
  readonly host?: string;
}
class Shop extends Chart {
  constructor(scope: Construct, id: string, { image, replicas, host }: ShopProps) {
    super(scope, id, { labels: { app: 'shop' } });
    const config = new plus.ConfigMap(this, 'config', { data: { HOST: host ?? 'localhost' } });
    const deployment = new plus.Deployment(this, 'server', {
      replicas,
      containers: [{ image, portNumber: 3000, envFrom: [plus.Env.fromConfigMap(config)] }],
    });
    const service = deployment.exposeViaService({ name: 'shop' });
    if (host !== undefined)
      new plus.Ingress(this, 'ingress').addHostDefaultBackend(host, plus.IngressBackend.fromService(service));
  }
}
export const shop = defineChart({
  ...base,
  name: 'plus-shop',
  values: z.object({
    image: z.string().min(1).default('shop:1'),
    replicas: z.int().min(1).max(9).default(2),
    host: z.string().min(1).optional(),
  }),
  build(chart, values) {
    new Shop(chart, 'shop', values);
  },
});

export const jobs = defineChart({
  ...base,
  name: 'plus-jobs',
  values: z.object({
    image: z.string().min(1).default('job:1'),
    ttlMinutes: z.int().min(1).max(1440).default(60),
    retries: z.int().min(0).max(9).default(3),
    args: z.array(z.string()).default([]),
  }),
  build(chart, { image, ttlMinutes, retries, args }) {
    new plus.Job(chart, 'job', {
      ttlAfterFinished: Duration.minutes(ttlMinutes),
      backoffLimit: retries,
      containers: [{ image, args }],
    });
  },
});
