/** Charts as platform teams write them: tables, hosts, queues, flags, groups. */
import { ApiObject, Chart, Size, Duration } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { defineChart, rule } from 'chartwright';
import { z } from 'zod';
import { base, label, port } from './author';
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const cm = (chart: Chart, data: Record<string, string>, id = 'cm'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data });

export const g1 = defineChart({
  ...base,
  name: 'g-plus-web',
  values: z.object({
    image: z.string().min(1).default('nginx:1.27'),
    replicas: z.int().min(0).max(50).default(2),
    env: z.record(z.string().regex(/^[A-Z_]+$/), z.string()).default({}),
    cacheGi: z.int().min(0).max(100).default(0),
    probePath: z
      .string()
      .regex(/^\/.*$/)
      .optional(),
  }),
  build(chart, { image, replicas, env, cacheGi, probePath }) {
    const d = new kplus.Deployment(chart, 'web', { replicas });
    const c = d.addContainer({
      image,
      portNumber: 8080,
      ...(probePath && { readiness: kplus.Probe.fromHttpGet(probePath, { port: 8080 }) }),
    });
    for (const [k, v] of Object.entries(env)) c.env.addVariable(k, kplus.EnvValue.fromValue(v));
    if (cacheGi > 0)
      c.mount('/cache', kplus.Volume.fromEmptyDir(chart, 'cache', 'cache', { sizeLimit: Size.gibibytes(cacheGi) }));
    d.exposeViaService({ ports: [{ port: 80, targetPort: 8080 }] });
  },
});
const TIERS = {
  small: { cpu: '100m', memory: '128Mi', replicas: 1 },
  medium: { cpu: '500m', memory: '512Mi', replicas: 2 },
  large: { cpu: '2', memory: '2Gi', replicas: 5 },
} as const;
export const g2 = defineChart({
  ...base,
  name: 'g-tier',
  values: z.object({
    tier: z.enum(['small', 'medium', 'large']).default('small'),
    override: z
      .object({
        replicas: z.int().min(1).max(20).optional(),
        memory: z
          .string()
          .regex(/^\d+(Mi|Gi)$/)
          .optional(),
      })
      .default({}),
  }),
  build(chart, { tier, override }) {
    const t = { ...TIERS[tier], ...override };
    it(chart, {
      replicas: t.replicas,
      resources: { requests: { cpu: t.cpu, memory: t.memory }, limits: { memory: t.memory } },
    });
  },
});
export const g3 = defineChart({
  ...base,
  name: 'g-matrix',
  values: z.object({
    hosts: z
      .array(z.string().regex(/^[a-z.-]+$/))
      .min(1)
      .default(['a.example.org']),
    paths: z
      .array(z.string().regex(/^\/[a-z]*$/))
      .min(1)
      .default(['/']),
  }),
  build(chart, { hosts, paths }) {
    it(chart, {
      rules: hosts.map((host) => ({ host, http: { paths: paths.map((path) => ({ path, pathType: 'Prefix' })) } })),
      flat: hosts.flatMap((h) => paths.map((p) => `https://${h}${p}`)),
    });
  },
});
export const g4 = defineChart({
  ...base,
  name: 'g-nodes',
  values: z.object({
    nodes: z.int().min(1).max(9).default(3),
    port: port.default(6379),
    domain: label.default('redis'),
  }),
  build(chart, { nodes, port, domain }, release) {
    const peers = Array.from(
      { length: nodes },
      (_, i) => `${release.name}-${i}.${domain}.${release.namespace}.svc:${port}`,
    );
    cm(chart, { 'peers.txt': peers.join(','), quorum: String(Math.floor(nodes / 2) + 1), first: peers[0] ?? '' });
  },
});
export const g5 = defineChart({
  ...base,
  name: 'g-expose',
  values: z.object({
    expose: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('none') }),
        z.object({ type: z.literal('nodePort'), port: z.int().min(30000).max(32767) }),
        z.object({
          type: z.literal('ingress'),
          host: z.string().min(1),
          tls: z.boolean().default(true),
          className: z.string().optional(),
        }),
      ])
      .default({ type: 'none' }),
  }),
  build(chart, { expose }, release) {
    new ApiObject(chart, 'svc', {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: release.name },
      spec: {
        type: expose.type === 'nodePort' ? 'NodePort' : 'ClusterIP',
        ports: [{ port: 80, ...(expose.type === 'nodePort' ? { nodePort: expose.port } : {}) }],
      },
    });
    switch (expose.type) {
      case 'ingress':
        new ApiObject(chart, 'ing', {
          apiVersion: 'networking.k8s.io/v1',
          kind: 'Ingress',
          metadata: { name: release.name },
          spec: {
            ...(expose.className ? { ingressClassName: expose.className } : {}),
            tls: expose.tls
              ? [{ hosts: [expose.host], secretName: `${expose.host.replace(/\./g, '-')}-tls` }]
              : undefined,
            rules: [{ host: expose.host }],
          },
        });
        break;
      default:
    }
  },
});
export const g6 = defineChart({
  ...base,
  name: 'g-props',
  values: z.object({
    config: z
      .record(z.string().regex(/^[a-z][a-z.]*$/), z.union([z.string(), z.number(), z.boolean()]))
      .default({ 'a.b': 'c' }),
    header: z.string().default(''),
  }),
  build(chart, { config, header }) {
    const body = Object.keys(config)
      .sort()
      .map((k) => `${k}=${config[k]}`)
      .join('\n');
    cm(chart, { 'application.properties': header ? `# ${header}\n${body}\n` : `${body}\n` });
  },
});
export const g7 = defineChart({
  ...base,
  name: 'g-crons',
  values: z.object({
    image: z.string().min(1).default('busybox'),
    jobs: z
      .array(
        z.object({
          name: label,
          schedule: z.string().min(1),
          args: z.array(z.string()).default([]),
          suspend: z.boolean().default(false),
          timeout: z.int().min(1).optional(),
        }),
      )
      .default([]),
  }),
  rules: [rule.unique('jobs', 'name')],
  build(chart, { image, jobs }, release) {
    for (const job of jobs) {
      new ApiObject(chart, job.name, {
        apiVersion: 'batch/v1',
        kind: 'CronJob',
        metadata: { name: `${release.name}-${job.name}`, labels: { job: job.name } },
        spec: {
          schedule: job.schedule,
          suspend: job.suspend || undefined,
          jobTemplate: {
            spec: {
              activeDeadlineSeconds: job.timeout,
              template: {
                spec: {
                  restartPolicy: 'Never',
                  containers: [{ name: job.name, image, ...(job.args.length ? { args: job.args } : {}) }],
                },
              },
            },
          },
        },
      });
    }
  },
});
class Queue {
  constructor(
    private readonly chart: Chart,
    private readonly name: string,
    private readonly opts: { size: number; dlq?: boolean },
  ) {}
  build(): void {
    it(this.chart, { name: this.name, size: this.opts.size }, this.name);
    if (this.opts.dlq) it(this.chart, { name: `${this.name}-dlq`, size: this.opts.size * 2 }, `${this.name}-dlq`);
  }
}
export const g8 = defineChart({
  ...base,
  name: 'g-queues',
  values: z.object({
    queues: z
      .record(label, z.object({ size: z.int().min(1).max(1000).default(10), dlq: z.boolean().default(false) }))
      .default({ mail: { size: 10, dlq: false } }),
  }),
  build(chart, { queues }) {
    Object.entries(queues).forEach(([name, q]) => new Queue(chart, name, q).build());
  },
});
export const g9 = defineChart({
  ...base,
  name: 'g-dur',
  values: z.object({
    timeoutSeconds: z.int().min(1).max(3600).default(30),
    retries: z.int().min(0).max(10).default(3),
  }),
  build(chart, { timeoutSeconds, retries }) {
    const human =
      timeoutSeconds >= 60 ? `${Math.floor(timeoutSeconds / 60)}m${timeoutSeconds % 60}s` : `${timeoutSeconds}s`;
    it(chart, {
      human,
      ms: timeoutSeconds * 1000,
      total: timeoutSeconds * (retries + 1),
      iso: Duration.seconds(timeoutSeconds).toHumanString(),
    });
  },
});
export const g10 = defineChart({
  ...base,
  name: 'g-image',
  values: z.object({
    image: z
      .object({
        registry: z.string().default('docker.io'),
        repository: z.string().min(1).default('library/nginx'),
        tag: z.string().default(''),
        digest: z
          .string()
          .regex(/^sha256:[0-9a-f]{64}$/)
          .optional(),
      })
      .default({ registry: 'docker.io', repository: 'library/nginx', tag: '' }),
  }),
  build(chart, { image: { registry, repository, tag, digest } }) {
    const ref = [registry, repository].filter(Boolean).join('/') + (digest ? `@${digest}` : `:${tag || 'latest'}`);
    it(chart, { image: ref, pull: digest || (tag && tag !== 'latest') ? 'IfNotPresent' : 'Always' });
  },
});
export const g11 = defineChart({
  ...base,
  name: 'g-tol',
  values: z.object({ tolerations: z.array(z.string().regex(/^[a-z]+(=[a-z]+)?:(NoSchedule|NoExecute)$/)).default([]) }),
  build(chart, { tolerations }) {
    it(chart, {
      tolerations: tolerations.map((t) => {
        const [kv = '', effect] = t.split(':');
        const [key, value] = kv.split('=');
        return value ? { key, operator: 'Equal', value, effect } : { key, operator: 'Exists', effect };
      }),
    });
  },
});
export const g12 = defineChart({
  ...base,
  name: 'g-features',
  values: z.object({
    features: z.array(z.enum(['audit', 'sso', 'beta'])).default([]),
    debug: z.boolean().default(false),
  }),
  build(chart, { features, debug }) {
    const has = (f: 'audit' | 'sso' | 'beta'): boolean => features.includes(f);
    it(chart, {
      env: [
        { name: 'FEATURES', value: features.join(',') || 'none' },
        ...(has('sso') ? [{ name: 'SSO', value: '1' }] : []),
        ...(has('audit') && !debug ? [{ name: 'AUDIT', value: 'full' }] : []),
      ],
    });
    if (has('beta')) it(chart, { beta: true }, 'beta');
  },
});
export const g13 = defineChart({
  ...base,
  name: 'g-affinity',
  values: z.object({
    antiAffinity: z.enum(['none', 'soft', 'hard']).default('soft'),
    topologyKey: z.string().min(1).default('kubernetes.io/hostname'),
    weight: z.int().min(1).max(100).default(50),
  }),
  build(chart, { antiAffinity, topologyKey, weight }, release) {
    const term = { topologyKey, labelSelector: { matchLabels: { app: release.name } } };
    const affinity =
      antiAffinity === 'none'
        ? undefined
        : {
            podAntiAffinity:
              antiAffinity === 'hard'
                ? { requiredDuringSchedulingIgnoredDuringExecution: [term] }
                : { preferredDuringSchedulingIgnoredDuringExecution: [{ weight, podAffinityTerm: term }] },
          };
    it(chart, { affinity });
  },
});
export const g14 = defineChart({
  ...base,
  name: 'g-clamp',
  values: z.object({ replicas: z.int().min(0).max(100).default(1), max: z.int().min(1).max(200).default(10) }),
  build(chart, { replicas, max }) {
    const min = Math.max(1, Math.min(replicas, max));
    it(chart, {
      min,
      max: Math.max(max, min + 1),
      pdb: min > 1 ? { maxUnavailable: Math.ceil(min * 0.25) } : undefined,
    });
  },
});
export const g15 = defineChart({
  ...base,
  name: 'g-json',
  values: z.object({
    log: z
      .object({ level: z.enum(['debug', 'info', 'warn']).default('info'), json: z.boolean().default(true) })
      .default({ level: 'info', json: true }),
    sinks: z.array(z.object({ url: z.string().min(1), token: z.string().optional() })).default([]),
  }),
  build(chart, { log, sinks }) {
    cm(chart, {
      'config.json': JSON.stringify(
        {
          log: { ...log, level: log.level.toUpperCase() },
          sinks: sinks.map(({ url, token }, i) => ({
            id: i,
            url,
            auth: token ? { type: 'bearer', token } : { type: 'none' },
          })),
        },
        null,
        2,
      ),
    });
  },
});
export const g16 = defineChart({
  ...base,
  name: 'g-labels',
  values: z.object({
    labels: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
    team: label.optional(),
    env: z.enum(['dev', 'prod']).default('dev'),
  }),
  build(chart, { labels, team, env }, release) {
    const all: Record<string, string> = { app: release.name, ...labels, env };
    if (team) all.team = team;
    new ApiObject(chart, 'x', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { labels: all } });
  },
});
export const g17 = defineChart({
  ...base,
  name: 'g-group',
  values: z.object({
    users: z.array(z.object({ name: label, role: z.enum(['admin', 'view']).default('view') })).default([]),
  }),
  build(chart, { users }) {
    const byRole: Record<string, string[]> = { admin: [], view: [] };
    for (const u of users) byRole[u.role]!.push(u.name);
    for (const [role, names] of Object.entries(byRole)) {
      if (names.length === 0) continue;
      new ApiObject(chart, role, {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        kind: 'RoleBinding',
        metadata: { name: `team-${role}` },
        roleRef: { kind: 'ClusterRole', name: role, apiGroup: 'rbac.authorization.k8s.io' },
        subjects: names.map((name) => ({ kind: 'User', name })),
      });
    }
  },
});
export const g18 = defineChart({
  ...base,
  name: 'g-sum',
  values: z.object({
    shards: z
      .array(z.object({ name: label, replicas: z.int().min(1).max(10).default(1) }))
      .min(1)
      .default([{ name: 'a', replicas: 1 }]),
  }),
  build(chart, { shards }) {
    const total = shards.reduce((n, s) => n + s.replicas, 0);
    it(chart, {
      total,
      names: shards.map((s) => s.name).join('|'),
      big: total > 10,
      last: shards[shards.length - 1]!.name,
    });
  },
});
export const g19 = defineChart({
  ...base,
  name: 'g-dedupe',
  values: z.object({
    origins: z.array(z.string().min(1)).default(['a']),
    extra: z.array(z.string().min(1)).default([]),
  }),
  build(chart, { origins, extra }) {
    const all = [...origins, ...extra].filter((o, i, l) => l.indexOf(o) === i);
    it(chart, { all, csv: [...new Set(origins)].join(',') });
  },
});
export const g20 = defineChart({
  ...base,
  name: 'g-map',
  values: z.object({
    ports: z
      .array(z.object({ name: label, port: port, expose: z.boolean().default(true) }))
      .default([{ name: 'http', port: 80, expose: true }]),
  }),
  build(chart, { ports }) {
    const byName = new Map(ports.map((p) => [p.name, p]));
    it(chart, {
      ports: [...byName.values()].filter((p) => p.expose).map((p) => ({ name: p.name, containerPort: p.port })),
      metrics: byName.get('metrics')?.port ?? null,
      annotations: byName.has('metrics') ? { 'prometheus.io/port': String(byName.get('metrics')!.port) } : {},
    });
  },
});
