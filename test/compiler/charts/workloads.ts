/** Charts of workloads: cdk8s-plus, sidecars, probes, routes, dashboards. */
import { ApiObject, Size } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { defineChart, rule } from 'chartwright';
import { z } from 'zod';
import { base, label, port } from './author';
const it = (chart: Construct, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const cm = (chart: Construct, data: Record<string, string>, id = 'cm'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data });
export const k1 = defineChart({
  ...base,
  name: 'k-plus-config',
  values: z.object({
    settings: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
    banner: z.string().default(''),
    immutable: z.boolean().default(false),
  }),
  build(chart, { settings, banner, immutable }) {
    const c = new kplus.ConfigMap(chart, 'conf', { data: settings, immutable });
    if (banner) c.addData('banner.txt', banner);
    const pod = new kplus.Deployment(chart, 'd', {
      containers: [{ image: 'x:1', envFrom: [kplus.Env.fromConfigMap(c)] }],
    });
    pod.containers[0]!.mount('/etc/conf', kplus.Volume.fromConfigMap(chart, 'v', c));
  },
});
export const k2 = defineChart({
  ...base,
  name: 'k-plus-cron',
  values: z.object({
    schedule: z
      .object({ hour: z.int().min(0).max(23).default(3), minute: z.int().min(0).max(59).default(0) })
      .default({ hour: 3, minute: 0 }),
    image: z.string().min(1).default('b:1'),
    retries: z.int().min(0).max(9).default(2),
    command: z.array(z.string()).default([]),
  }),
  build(chart, { schedule, image, retries, command }) {
    new kplus.CronJob(chart, 'job', {
      schedule: { expressionString: `${schedule.minute} ${schedule.hour} * * *` },
      backoffLimit: retries,
      containers: [{ image, command: command.length ? command : undefined }],
    });
  },
});
export const k3 = defineChart({
  ...base,
  name: 'k-plus-ingress',
  values: z.object({
    host: z.string().min(1).default('a.org'),
    paths: z.array(z.string().regex(/^\/[a-z]+$/)).default(['/a']),
    tls: label.optional(),
  }),
  rules: [rule.unique('paths')],
  build(chart, { host, paths, tls }) {
    const d = new kplus.Deployment(chart, 'd', { containers: [{ image: 'x:1', portNumber: 80 }] });
    const s = d.exposeViaService({ name: 'svc' });
    const i = new kplus.Ingress(chart, 'ing');
    for (const p of paths) i.addHostRule(host, p, kplus.IngressBackend.fromService(s));
    if (tls) i.addTls([{ hosts: [host], secret: kplus.Secret.fromSecretName(chart, 'tls', tls) }]);
  },
});
export const k4 = defineChart({
  ...base,
  name: 'k-plus-sts',
  values: z.object({
    replicas: z.int().min(1).max(9).default(1),
    size: z.int().min(1).max(500).default(10),
    cpu: z.int().min(10).max(8000).default(100),
    mem: z.int().min(16).max(65536).default(128),
  }),
  build(chart, { replicas, size, cpu, mem }) {
    const svc = new kplus.Service(chart, 'svc', { ports: [{ port: 5432 }], clusterIP: 'None' });
    const pvc = new kplus.PersistentVolumeClaim(chart, 'data', {
      storage: Size.gibibytes(size),
      accessModes: [kplus.PersistentVolumeAccessMode.READ_WRITE_ONCE],
    });
    const s = new kplus.StatefulSet(chart, 'db', { service: svc, replicas });
    const c = s.addContainer({
      image: 'pg:16',
      portNumber: 5432,
      resources: { cpu: { request: kplus.Cpu.millis(cpu) }, memory: { limit: Size.mebibytes(mem) } },
    });
    c.mount('/data', kplus.Volume.fromPersistentVolumeClaim(chart, 'vol', pvc));
  },
});
export const k5 = defineChart({
  ...base,
  name: 'k-plus-hpa',
  values: z.object({
    autoscaling: z
      .object({
        enabled: z.boolean().default(false),
        max: z.int().min(2).max(50).default(5),
        cpu: z.int().min(10).max(95).default(70),
      })
      .default({ enabled: false, max: 5, cpu: 70 }),
    replicas: z.int().min(1).max(5).default(2),
  }),
  build(chart, { autoscaling, replicas }) {
    const d = new kplus.Deployment(chart, 'd', {
      replicas: autoscaling.enabled ? undefined : replicas,
      containers: [
        {
          image: 'x:1',
          resources: {
            cpu: { request: kplus.Cpu.millis(100), limit: kplus.Cpu.units(1) },
            memory: { request: Size.mebibytes(64), limit: Size.mebibytes(128) },
          },
        },
      ],
    });
    if (autoscaling.enabled)
      new kplus.HorizontalPodAutoscaler(chart, 'hpa', {
        target: d,
        maxReplicas: autoscaling.max,
        metrics: [kplus.Metric.resourceCpu(kplus.MetricTarget.averageUtilization(autoscaling.cpu))],
      });
  },
});
export const k6 = defineChart({
  ...base,
  name: 'k-sidecars',
  values: z.object({
    sidecars: z
      .array(
        z.object({
          name: label,
          image: z.string().min(1),
          port: port.optional(),
          env: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).default({}),
          privileged: z.boolean().default(false),
        }),
      )
      .default([]),
    image: z.string().min(1).default('app:1'),
  }),
  build(chart, { sidecars, image }, release) {
    const containers = [
      { name: 'app', image },
      ...sidecars.map(({ name, image: own, port: p, env, privileged }) => ({
        name,
        image: own,
        ...(p ? { ports: [{ containerPort: p }] } : {}),
        ...(Object.keys(env).length > 0 ? { env: Object.entries(env).map(([n, value]) => ({ name: n, value })) } : {}),
        securityContext: privileged ? { privileged: true } : { allowPrivilegeEscalation: false },
      })),
    ];
    new ApiObject(chart, 'd', {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: release.name },
      spec: {
        template: {
          metadata: {
            annotations: {
              'kubectl.kubernetes.io/default-container': containers[0]!.name,
              sidecars: String(containers.length - 1),
            },
          },
          spec: { containers },
        },
      },
    });
  },
});
export const k7 = defineChart({
  ...base,
  name: 'k-multi-env',
  values: z.object({
    env: z
      .array(
        z.object({
          name: z.string().regex(/^[A-Z_]+$/),
          value: z.string().optional(),
          secret: z.object({ name: label, key: z.string().min(1).default('value') }).optional(),
        }),
      )
      .default([]),
  }),
  build(chart, { env }) {
    it(chart, {
      env: env
        .filter((e) => e.value !== undefined || e.secret)
        .map((e) =>
          e.secret ? { name: e.name, valueFrom: { secretKeyRef: e.secret } } : { name: e.name, value: e.value },
        ),
    });
  },
});
export const k8 = defineChart({
  ...base,
  name: 'k-gateway',
  values: z.object({
    routes: z
      .array(
        z.object({
          host: z.string().min(1),
          backends: z
            .array(z.object({ service: label, port: port.default(80), weight: z.int().min(0).max(100).default(100) }))
            .min(1),
          timeout: z.int().min(1).max(600).optional(),
        }),
      )
      .default([]),
  }),
  build(chart, { routes }, release) {
    routes.forEach(
      (r, i) =>
        new ApiObject(chart, `route-${i}`, {
          apiVersion: 'gateway.networking.k8s.io/v1',
          kind: 'HTTPRoute',
          metadata: { name: `${release.name}-${i}` },
          spec: {
            hostnames: [r.host],
            rules: [
              {
                backendRefs: r.backends.map((b) => ({
                  name: b.service,
                  port: b.port,
                  weight: r.backends.length > 1 ? b.weight : undefined,
                })),
                timeouts: r.timeout ? { request: `${r.timeout}s` } : undefined,
              },
            ],
          },
        }),
    );
  },
});
export const k9 = defineChart({
  ...base,
  name: 'k-limits',
  values: z.object({
    resources: z
      .object({
        requests: z
          .object({ cpu: z.string().default('100m'), memory: z.string().default('128Mi') })
          .partial()
          .default({}),
        limits: z.object({ cpu: z.string(), memory: z.string() }).partial().default({}),
      })
      .default({ requests: {}, limits: {} }),
    qos: z.enum(['burstable', 'guaranteed']).default('burstable'),
  }),
  build(chart, { resources, qos }) {
    const requests = { cpu: '50m', memory: '64Mi', ...resources.requests };
    it(chart, {
      resources: {
        requests,
        limits: qos === 'guaranteed' ? requests : Object.keys(resources.limits).length ? resources.limits : undefined,
      },
    });
  },
});
export const k10 = defineChart({
  ...base,
  name: 'k-nginx',
  values: z.object({
    servers: z
      .array(
        z.object({
          name: z.string().min(1),
          root: z
            .string()
            .regex(/^\/[a-z/]*$/)
            .default('/srv'),
          locations: z.record(z.string().regex(/^\/[a-z]*$/), z.string().min(1)).default({}),
        }),
      )
      .default([]),
    gzip: z.boolean().default(true),
    workers: z.union([z.literal('auto'), z.int().min(1).max(64)]).default('auto'),
  }),
  build(chart, { servers, gzip, workers }) {
    const block = (name: string, lines: string[]): string =>
      [`${name} {`, ...lines.map((l) => `  ${l}`), '}'].join('\n');
    cm(chart, {
      'nginx.conf': [
        `worker_processes ${workers};`,
        gzip ? 'gzip on;' : 'gzip off;',
        ...servers.map((s) =>
          block('server', [
            `server_name ${s.name};`,
            `root ${s.root};`,
            ...Object.entries(s.locations).map(([p, u]) => `location ${p} { proxy_pass ${u}; }`),
          ]),
        ),
      ].join('\n'),
    });
  },
});
export const k11 = defineChart({
  ...base,
  name: 'k-notes',
  values: z.object({ expose: z.enum(['cluster', 'nodePort', 'lb']).default('cluster'), port: port.default(80) }),
  build(chart, { expose, port: p }, release) {
    new ApiObject(chart, 's', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: release.name },
      spec: { type: { cluster: 'ClusterIP', nodePort: 'NodePort', lb: 'LoadBalancer' }[expose], ports: [{ port: p }] },
    });
  },
  notes: ({ expose, port: p }, release) =>
    expose === 'cluster'
      ? `kubectl port-forward svc/${release.name} ${p}`
      : `kubectl get svc ${release.name} -n ${release.namespace}`,
});
export const k12 = defineChart({
  ...base,
  name: 'k-secrets',
  values: z.object({
    auth: z
      .object({
        existingSecret: z.string().default(''),
        username: z.string().default('admin'),
        password: z.string().default(''),
      })
      .default({ existingSecret: '', username: 'admin', password: '' }),
  }),
  build(chart, { auth }, release) {
    const name = auth.existingSecret || `${release.name}-auth`;
    if (!auth.existingSecret)
      new ApiObject(chart, 'secret', {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name },
        type: 'Opaque',
        data: {
          username: Buffer.from(auth.username).toString('base64'),
          password: Buffer.from(auth.password || 'change-me').toString('base64'),
        },
      });
    it(chart, {
      env: ['username', 'password'].map((key) => ({
        name: `DB_${key.toUpperCase()}`,
        valueFrom: { secretKeyRef: { name, key } },
      })),
    });
  },
});
export const k13 = defineChart({
  ...base,
  name: 'k-version',
  values: z.object({
    version: z
      .string()
      .regex(/^\d+\.\d+\.\d+$/)
      .default('1.2.3'),
    channel: z.enum(['stable', 'edge']).default('stable'),
  }),
  build(chart, { version, channel }) {
    const [major, minor] = version.split('.').map(Number);
    it(chart, {
      image: `app:${version}${channel === 'edge' ? '-edge' : ''}`,
      api: major! >= 2 ? 'v2' : 'v1',
      legacy: major === 1 && minor! < 5,
      short: `${major}.${minor}`,
    });
  },
});
export const k14 = defineChart({
  ...base,
  name: 'k-schedule',
  values: z.object({
    nodePool: z.enum(['default', 'gpu', 'spot']).default('default'),
    zones: z.array(label).default([]),
    priority: z.int().min(-10).max(10).default(0),
  }),
  build(chart, { nodePool, zones, priority }) {
    const spec: Record<string, unknown> = {};
    if (nodePool !== 'default') {
      spec.nodeSelector = { pool: nodePool };
      spec.tolerations = [{ key: 'pool', value: nodePool, effect: 'NoSchedule' }];
    }
    if (zones.length)
      spec.affinity = {
        nodeAffinity: {
          requiredDuringSchedulingIgnoredDuringExecution: {
            nodeSelectorTerms: [
              { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: zones }] },
            ],
          },
        },
      };
    if (priority) spec.priorityClassName = priority > 0 ? 'high' : 'low';
    it(chart, spec);
  },
});
export const k15 = defineChart({
  ...base,
  name: 'k-kafka',
  values: z.object({
    topics: z
      .record(
        label,
        z.object({
          partitions: z.int().min(1).max(100).default(3),
          replication: z.int().min(1).max(5).default(1),
          retentionHours: z.int().min(1).max(8760).optional(),
          compact: z.boolean().default(false),
        }),
      )
      .default({}),
  }),
  build(chart, { topics }, release) {
    for (const [name, t] of Object.entries(topics)) {
      const config: Record<string, string> = {};
      if (t.retentionHours !== undefined) config['retention.ms'] = String(t.retentionHours * 3600 * 1000);
      config['cleanup.policy'] = t.compact ? 'compact' : 'delete';
      new ApiObject(chart, `topic-${name}`, {
        apiVersion: 'kafka.strimzi.io/v1beta2',
        kind: 'KafkaTopic',
        metadata: { name: `${release.name}.${name}`, labels: { topic: name } },
        spec: { partitions: t.partitions, replicas: t.replication, config },
      });
    }
  },
});
export const k16 = defineChart({
  ...base,
  name: 'k-probe',
  values: z.object({
    probe: z
      .object({
        kind: z.enum(['http', 'tcp', 'exec', 'none']).default('http'),
        path: z.string().regex(/^\//).default('/'),
        command: z.array(z.string()).default(['true']),
        delay: z.int().min(0).max(300).default(0),
        period: z.int().min(1).max(60).default(10),
      })
      .default({ kind: 'http', path: '/', command: ['true'], delay: 0, period: 10 }),
    port: port.default(8080),
  }),
  build(chart, { probe, port: p }) {
    const make = (factor: number): object | undefined =>
      probe.kind === 'none'
        ? undefined
        : {
            ...(probe.kind === 'http' && { httpGet: { path: probe.path, port: p } }),
            ...(probe.kind === 'tcp' && { tcpSocket: { port: p } }),
            ...(probe.kind === 'exec' && { exec: { command: probe.command } }),
            periodSeconds: probe.period * factor,
            ...(probe.delay > 0 && { initialDelaySeconds: probe.delay }),
          };
    it(chart, { readiness: make(1), liveness: make(2), startup: make(3) });
  },
});
export const k17 = defineChart({
  ...base,
  name: 'k-dashboards',
  values: z.object({
    dashboards: z
      .array(
        z.object({
          title: z.string().min(1),
          panels: z.array(z.object({ title: z.string().min(1), expr: z.string().min(1) })).default([]),
        }),
      )
      .default([]),
    folder: z.string().default('General'),
  }),
  build(chart, { dashboards, folder }, release) {
    dashboards.forEach((d, i) => {
      cm(
        chart,
        {
          [`dash-${i}.json`]: JSON.stringify({
            title: d.title,
            tags: [folder, release.name],
            panels: d.panels.map((p, j) => ({ id: j + 1, title: p.title, targets: [{ expr: p.expr, refId: 'A' }] })),
          }),
        },
        `dash-${i}`,
      );
    });
  },
});
export const k18 = defineChart({
  ...base,
  name: 'k-args',
  values: z.object({
    logLevel: z.enum(['debug', 'info', 'error']).default('info'),
    flags: z.record(z.string().regex(/^[a-z][a-z-]*$/), z.union([z.string(), z.boolean(), z.int()])).default({}),
    positional: z.array(z.string()).default([]),
  }),
  build(chart, { logLevel, flags, positional }) {
    const args = [`--log-level=${logLevel}`];
    for (const [k, v] of Object.entries(flags)) {
      if (v === true) args.push(`--${k}`);
      else if (v !== false) args.push(`--${k}=${v}`);
    }
    if (positional.length > 0) args.push('--', ...positional);
    it(chart, { args });
  },
});
export const k19 = defineChart({
  ...base,
  name: 'k-acl',
  values: z.object({
    acl: z
      .array(z.object({ user: label, verbs: z.array(z.enum(['read', 'write', 'admin'])).default(['read']) }))
      .default([]),
  }),
  build(chart, { acl }) {
    cm(chart, {
      acl: acl
        .map((a) => `${a.user}:${a.verbs.includes('admin') ? '*' : a.verbs.map((v) => v[0]).join('')}`)
        .join('\n'),
      admins: acl
        .filter((a) => a.verbs.includes('admin'))
        .map((a) => a.user)
        .join(' '),
    });
  },
});
export const k20 = defineChart({
  ...base,
  name: 'k-lb',
  values: z.object({
    service: z
      .object({
        type: z.enum(['ClusterIP', 'NodePort', 'LoadBalancer']).default('ClusterIP'),
        annotations: z.record(z.string(), z.string()).default({}),
        sourceRanges: z.array(z.string()).default([]),
        internal: z.boolean().default(false),
        ports: z
          .array(
            z.object({
              name: label,
              port: port,
              targetPort: z.union([port, label]).optional(),
              nodePort: z.int().min(30000).max(32767).optional(),
            }),
          )
          .min(1)
          .default([{ name: 'http', port: 80 }]),
      })
      .default({
        type: 'ClusterIP',
        annotations: {},
        sourceRanges: [],
        internal: false,
        ports: [{ name: 'http', port: 80 }],
      }),
  }),
  build(chart, { service: s }, release) {
    new ApiObject(chart, 'svc', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: {
        name: release.name,
        annotations: {
          ...s.annotations,
          ...(s.internal && s.type === 'LoadBalancer' ? { 'cloud.example.org/internal': 'true' } : {}),
        },
      },
      spec: {
        type: s.type,
        ...(s.type === 'LoadBalancer' && s.sourceRanges.length > 0 ? { loadBalancerSourceRanges: s.sourceRanges } : {}),
        ports: s.ports.map((p) => ({
          name: p.name,
          port: p.port,
          targetPort: p.targetPort ?? p.port,
          ...(s.type !== 'ClusterIP' && p.nodePort ? { nodePort: p.nodePort } : {}),
        })),
      },
    });
  },
});
export const k21 = defineChart({
  ...base,
  name: 'k-notes2',
  values: z.object({ expose: z.enum(['cluster', 'nodePort', 'lb']).default('cluster'), host: z.string().optional() }),
  build(chart, { expose, host }) {
    it(chart, { expose, host });
  },
  notes: ({ expose, host }, release) => {
    if (host) return `Open https://${host}\nand log in.\n`;
    if (expose === 'lb') return `kubectl get svc ${release.name}`;
    return ['kubectl port-forward', `svc/${release.name} 8080`, ''].join('\n');
  },
});
