import { Chart, Cron, Duration, Size } from 'cdk8s';
import * as plus from 'cdk8s-plus-28';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, trapped, word } from './trapped';

/** The first example of cdk8s' documentation. */
export const plusDeployment = trapped(
  defineChart({
    ...base,
    name: 'plus-deployment',
    values: z.object({ replicas: z.int().min(1).max(50).default(2), image: z.string().min(1).default('nginx:1.27') }),
    build(chart, { replicas, image }) {
      const web = new plus.Deployment(chart, 'web', { replicas, containers: [{ image, portNumber: 80 }] });
      if (replicas > 30) web.exposeViaService({ ports: [{ port: 8080, targetPort: 80 }] });
    },
  }),
  { values: { replicas: 31 } },
  { release: 'other' },
  { values: { image: 'nginx:latest' } },
);

/** A service without any name, and a way in when there is a host. */
export const plusIngress = trapped(
  defineChart({
    ...base,
    name: 'plus-ingress',
    values: z.object({
      host: z.string().default(''),
      path: z
        .string()
        .regex(/^\/[a-z]{0,9}$/)
        .default('/'),
    }),
    build(chart, { host, path }) {
      const web = new plus.Deployment(chart, 'web', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
      const service = web.exposeViaService();
      if (host) new plus.Ingress(chart, 'in').addHostRule(host, path, plus.IngressBackend.fromService(service));
    },
  }),
  { values: { host: 'a.example.com' } },
  { values: { host: 'a.example.com', path: '/x' } },
  { release: 'r2', namespace: 'n2', values: { host: 'b' } },
);

/** Settings that a pod reads as variables. */
export const plusConfig = trapped(
  defineChart({
    ...base,
    name: 'plus-config',
    values: z.object({
      settings: z.record(z.string().regex(/^[A-Z]{1,9}$/), z.string()).default({ MODE: 'fast' }),
      secret: z.string().default(''),
    }),
    build(chart, { settings, secret }) {
      const config = new plus.ConfigMap(chart, 'config', { data: settings });
      const pod = new plus.Deployment(chart, 'app', {
        containers: [{ image: 'app:1', envFrom: [plus.Env.fromConfigMap(config)] }],
      });
      if (secret) {
        const stored = new plus.Secret(chart, 'secret', { stringData: { password: secret } });
        pod.containers[0]?.env.addVariable(
          'PASSWORD',
          plus.EnvValue.fromSecretValue({ secret: stored, key: 'password' }),
        );
      }
    },
  }),
  { values: { secret: 'x' } },
  { values: { settings: {} } },
  { values: { settings: { Z: '1', A: '2' } } },
);

/** A set with a disk. */
export const plusStatefulSet = trapped(
  defineChart({
    ...base,
    name: 'plus-stateful-set',
    values: z.object({ gibibytes: z.int().min(1).max(2000).default(10), storageClass: z.string().default('') }),
    build(chart, { gibibytes, storageClass }) {
      const claim = new plus.PersistentVolumeClaim(chart, 'data', {
        storage: Size.gibibytes(gibibytes),
        accessModes: [plus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
        ...(storageClass && { storageClassName: storageClass }),
      });
      const set = new plus.StatefulSet(chart, 'db', {
        service: new plus.Service(chart, 'service', { clusterIP: 'None', ports: [{ port: 5432 }] }),
        containers: [{ image: 'postgres:17', portNumber: 5432 }],
      });
      set.containers[0]?.mount('/data', plus.Volume.fromPersistentVolumeClaim(chart, 'volume', claim));
    },
  }),
  { values: { gibibytes: 1024 } },
  { values: { storageClass: 'fast' } },
);

/** A schedule made of numbers. */
export const plusCronJob = trapped(
  defineChart({
    ...base,
    name: 'plus-cron-job',
    values: z.object({
      minute: z.int().min(0).max(59).default(0),
      hour: z.int().min(-1).max(23).default(3),
      suspend: z.boolean().default(false),
    }),
    build(chart, { minute, hour, suspend }) {
      new plus.CronJob(chart, 'backup', {
        schedule: new Cron({ minute: String(minute), ...(hour >= 0 && { hour: String(hour) }) }),
        suspend,
        containers: [{ image: 'backup:1' }],
      });
    },
  }),
  { values: { hour: -1 } },
  { values: { minute: 59, hour: 23 } },
  { values: { suspend: true } },
);

/** An autoscaler whose target may be left out. */
export const plusAutoscaler = trapped(
  defineChart({
    ...base,
    name: 'plus-autoscaler',
    values: z.object({
      min: z.int().min(1).max(10).default(1),
      max: z.int().min(1).max(50).default(5),
      cpu: z.int().min(0).max(100).default(80),
    }),
    build(chart, { min, max, cpu }) {
      const target = new plus.Deployment(chart, 'web', { containers: [{ image: 'nginx:1.27', portNumber: 80 }] });
      new plus.HorizontalPodAutoscaler(chart, 'hpa', {
        target,
        minReplicas: min,
        maxReplicas: max,
        metrics: cpu > 0 ? [plus.Metric.resourceCpu(plus.MetricTarget.averageUtilization(cpu))] : [],
      });
    },
  }),
  { values: { cpu: 0 } },
  { values: { min: 5, max: 4 } },
  { values: { min: 10, max: 50 } },
);

/** Who may talk to whom. */
export const plusNetwork = trapped(
  defineChart({
    ...base,
    name: 'plus-network',
    values: z.object({ clients: z.array(word).default(['web']), open: z.boolean().default(false) }),
    build(chart, { clients, open }) {
      const db = new plus.Deployment(chart, 'db', { containers: [{ image: 'postgres:17', portNumber: 5432 }] });
      if (open)
        db.connections.allowFrom(
          new plus.Deployment(chart, 'any', { containers: [{ image: 'any:1', portNumber: 1 }] }),
        );
      for (const client of new Set(clients))
        db.connections.allowFrom(plus.Pods.select(chart, `client-${client}`, { labels: { app: client } }), {
          ports: [plus.NetworkPolicyPort.tcp(5432)],
        });
    },
  }),
  { values: { open: true } },
  { values: { clients: [] } },
  { values: { clients: ['aa', 'bb', 'aa'] } },
);

/** Probes and limits of a container, by numbers. */
export const plusProbes = trapped(
  defineChart({
    ...base,
    name: 'plus-probes',
    values: z.object({
      seconds: z.int().min(0).max(600).default(10),
      millis: z.int().min(10).max(4000).default(250),
      path: z.string().default('/healthz'),
    }),
    build(chart, { seconds, millis, path }) {
      new plus.Deployment(chart, 'web', {
        containers: [
          {
            image: 'web:1',
            portNumber: 8080,
            liveness:
              path === 'none'
                ? undefined
                : plus.Probe.fromHttpGet(path, { initialDelaySeconds: Duration.seconds(seconds) }),
            resources: {
              cpu: { request: plus.Cpu.millis(millis) },
              memory: { limit: Size.mebibytes(Math.max(64, millis)) },
            },
          },
        ],
      });
    },
  }),
  { values: { path: 'none' } },
  { values: { seconds: 0 } },
  { values: { millis: 63 } },
  { values: { millis: 64 } },
  { values: { millis: 1000 } },
);

/** A role, and its binding when there is somebody. */
export const plusRoles = trapped(
  defineChart({
    ...base,
    name: 'plus-roles',
    values: z.object({ users: z.array(word).default([]), write: z.boolean().default(false) }),
    build(chart, { users, write }) {
      const role = new plus.Role(chart, 'role');
      role.allowRead(plus.ApiResource.PODS);
      if (write) role.allowReadWrite(plus.ApiResource.CONFIG_MAPS);
      if (users.length > 0) role.bind(...users.map((name) => plus.User.fromName(chart, `user-${name}`, name)));
    },
  }),
  { values: { users: ['ann'] } },
  { values: { users: ['ann', 'bob'], write: true } },
  { values: { users: ['ann', 'ann'] } },
);

/** The whole thing in a Chart of its own, as cdk8s teaches it. */
class Shop extends Chart {
  constructor(scope: Chart, id: string, props: { image: string; port: number }) {
    super(scope, id, { labels: { app: 'shop' } });
    const deployment = new plus.Deployment(this, 'server', {
      containers: [{ image: props.image, portNumber: props.port }],
    });
    deployment.exposeViaService({
      name: 'shop',
      serviceType: props.port === 443 ? plus.ServiceType.LOAD_BALANCER : plus.ServiceType.CLUSTER_IP,
    });
  }
}
export const plusChart = trapped(
  defineChart({
    ...base,
    name: 'plus-chart',
    values: z.object({ image: z.string().min(1).default('shop:1'), port: z.int().min(1).max(65535).default(8080) }),
    build(chart, values) {
      new Shop(chart, 'shop', values);
    },
  }),
  { values: { port: 443 } },
  { values: { image: 'shop@sha256:00' } },
  { release: 'shop-2' },
);
