/** Charts as operators write them: policies, storage, canaries, config files, alerts. */
import { ApiObject, JsonPatch, Yaml, Names } from 'cdk8s';
import * as kplus from 'cdk8s-plus-28';
import { Construct } from 'constructs';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, label, port } from './author';
const it = (chart: Construct, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const cm = (chart: Construct, data: Record<string, string>, id = 'cm'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data });
const k8s = kplus.k8s;

export const h1 = defineChart({
  ...base,
  name: 'h-l1',
  values: z.object({
    name: label.default('web'),
    image: z.string().min(1).default('nginx'),
    replicas: z.int().min(0).max(10).default(1),
    port: port.default(8080),
    resources: z.object({ cpu: z.string().default('100m'), memory: z.string().default('128Mi') }).optional(),
    command: z.array(z.string()).optional(),
    hostNetwork: z.boolean().default(false),
    hpa: z
      .object({
        min: z.int().min(1).max(10).default(1),
        max: z.int().min(1).max(50).default(5),
        cpu: z.int().min(1).max(100).default(80),
      })
      .optional(),
  }),
  build(chart, v, release) {
    const labels = { 'app.kubernetes.io/name': v.name, 'app.kubernetes.io/instance': release.name };
    new k8s.KubeDeployment(chart, 'deploy', {
      metadata: { name: `${release.name}-${v.name}`, labels },
      spec: {
        replicas: v.hpa ? undefined : v.replicas,
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            hostNetwork: v.hostNetwork ? true : undefined,
            containers: [
              {
                name: v.name,
                image: v.image,
                command: v.command,
                ports: [{ containerPort: v.port, hostPort: v.hostNetwork ? v.port : undefined }],
                resources: v.resources && {
                  requests: {
                    cpu: k8s.Quantity.fromString(v.resources.cpu),
                    memory: k8s.Quantity.fromString(v.resources.memory),
                  },
                },
              },
            ],
          },
        },
      },
    });
    if (v.hpa)
      new k8s.KubeHorizontalPodAutoscalerV2(chart, 'hpa', {
        metadata: { name: `${release.name}-${v.name}` },
        spec: {
          minReplicas: v.hpa.min,
          maxReplicas: Math.max(v.hpa.min, v.hpa.max),
          scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: `${release.name}-${v.name}` },
          metrics: [
            {
              type: 'Resource',
              resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: v.hpa.cpu } },
            },
          ],
        },
      });
  },
});
class Web extends Construct {
  readonly url: string;
  constructor(scope: Construct, id: string, props: { image: string; port?: number; env?: Record<string, string> }) {
    super(scope, id);
    const p = props.port ?? 80;
    const name = Names.toDnsLabel(this, { includeHash: false });
    it(
      this,
      { image: props.image, port: p, env: Object.entries(props.env ?? {}).map(([name, value]) => ({ name, value })) },
      'd',
    );
    this.url = `http://${name}:${p}`;
  }
}
export const h2 = defineChart({
  ...base,
  name: 'h-construct',
  values: z.object({
    api: z.object({ image: z.string().min(1).default('api:1'), port: port.optional() }).default({ image: 'api:1' }),
    web: z
      .object({ image: z.string().min(1).default('web:1'), enabled: z.boolean().default(true) })
      .default({ image: 'web:1', enabled: true }),
  }),
  build(chart, { api, web }) {
    const a = new Web(chart, 'api', api);
    if (web.enabled) new Web(chart, 'web', { image: web.image, env: { API_URL: a.url } });
  },
});
export const h3 = defineChart({
  ...base,
  name: 'h-patch',
  values: z.object({ annotations: z.record(z.string(), z.string()).default({}), node: z.string().default('') }),
  build(chart, { annotations, node }) {
    const d = new kplus.Deployment(chart, 'd', { containers: [{ image: 'x' }] });
    Object.entries(annotations).forEach(([k, v]) => d.metadata.addAnnotation(k, v));
    if (node) ApiObject.of(d).addJsonPatch(JsonPatch.add('/spec/template/spec/nodeName', node));
  },
});
export const h4 = defineChart({
  ...base,
  name: 'h-envfrom',
  values: z.object({
    secrets: z.array(label).default([]),
    configs: z
      .array(
        z.object({
          name: label,
          prefix: z
            .string()
            .regex(/^[A-Z_]*$/)
            .optional(),
          optional: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
  build(chart, { secrets, configs }) {
    it(chart, {
      envFrom: [
        ...secrets.map((name) => ({ secretRef: { name } })),
        ...configs.map(({ name, prefix, optional }) => ({
          prefix,
          configMapRef: { name, ...(optional && { optional }) },
        })),
      ],
    });
  },
});
export const h5 = defineChart({
  ...base,
  name: 'h-netpol',
  values: z.object({
    allowFrom: z
      .array(
        z.union([
          z.object({ namespace: label }),
          z.object({ cidr: z.string().regex(/^[0-9.]+\/\d+$/), except: z.array(z.string()).default([]) }),
        ]),
      )
      .default([]),
    dns: z.boolean().default(true),
    ports: z.array(port).default([]),
  }),
  build(chart, { allowFrom, dns, ports }) {
    new k8s.KubeNetworkPolicy(chart, 'np', {
      metadata: { name: 'np' },
      spec: {
        podSelector: {},
        policyTypes: ['Ingress', ...(dns ? ['Egress'] : [])],
        ingress: allowFrom.length
          ? [
              {
                from: allowFrom.map((a) =>
                  'cidr' in a
                    ? { ipBlock: { cidr: a.cidr, except: a.except.length ? a.except : undefined } }
                    : { namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': a.namespace } } },
                ),
                ports: ports.map((p) => ({ port: k8s.IntOrString.fromNumber(p), protocol: 'TCP' })),
              },
            ]
          : [],
        egress: dns ? [{ ports: [{ port: k8s.IntOrString.fromNumber(53), protocol: 'UDP' }] }] : undefined,
      },
    });
  },
});
export const h6 = defineChart({
  ...base,
  name: 'h-sts',
  values: z.object({
    storage: z
      .object({
        size: z
          .string()
          .regex(/^[1-9]\d*(Mi|Gi|Ti)$/)
          .default('1Gi'),
        className: z.string().optional(),
        accessMode: z.enum(['ReadWriteOnce', 'ReadWriteMany']).default('ReadWriteOnce'),
      })
      .nullable()
      .default(null),
  }),
  build(chart, { storage }) {
    it(chart, {
      volumes: storage ? undefined : [{ name: 'data', emptyDir: {} }],
      volumeClaimTemplates:
        storage === null
          ? undefined
          : [
              {
                metadata: { name: 'data' },
                spec: {
                  accessModes: [storage.accessMode],
                  storageClassName: storage.className,
                  resources: { requests: { storage: storage.size } },
                },
              },
            ],
    });
  },
});
export const h7 = defineChart({
  ...base,
  name: 'h-throw',
  values: z.object({
    replicas: z.int().min(1).max(9).default(1),
    storage: z.enum(['local', 'shared']).default('local'),
    tls: z.boolean().default(false),
    certSecret: label.optional(),
  }),
  build(chart, { replicas, storage, tls, certSecret }) {
    if (replicas > 1 && storage === 'local') throw new Error('replicas > 1 needs shared storage');
    if (tls && !certSecret) throw new Error('tls needs certSecret');
    it(chart, { replicas, storage, ...(tls ? { tls: { secretName: certSecret } } : {}) });
  },
});
export const h8 = defineChart({
  ...base,
  name: 'h-canary',
  values: z.object({
    stable: z.string().min(1).default('v1'),
    canary: z.object({ tag: z.string().min(1), weight: z.int().min(0).max(100).default(10) }).optional(),
  }),
  build(chart, { stable, canary }) {
    const routes =
      canary && canary.weight > 0
        ? [
            { v: stable, weight: 100 - canary.weight },
            { v: canary.tag, weight: canary.weight },
          ]
        : [{ v: stable, weight: 100 }];
    it(chart, { routes });
    routes.forEach((r, i) => it(chart, { tag: r.v }, `d-${i === 0 ? 'stable' : 'canary'}`));
  },
});
export const h9 = defineChart({
  ...base,
  name: 'h-strings',
  values: z.object({
    domain: z
      .string()
      .regex(/^[a-z]+(\.[a-z]+)+$/)
      .default('shop.example.org'),
    path: z.string().default('/api/'),
  }),
  build(chart, { domain, path }) {
    const parts = domain.split('.');
    it(chart, {
      sub: parts[0],
      root: parts.slice(-2).join('.'),
      depth: parts.length,
      base: path.replace(/\/+$/, '') || '/',
      title: domain.charAt(0).toUpperCase() + domain.slice(1),
      wildcard: `*.${parts.slice(1).join('.')}`,
      isOrg: domain.endsWith('.org'),
    });
  },
});
const DEFAULTS: Record<string, { replicas: number; debug: boolean; hosts: string[] }> = {
  dev: { replicas: 1, debug: true, hosts: ['localhost'] },
  staging: { replicas: 2, debug: true, hosts: ['staging.example.org'] },
  prod: { replicas: 4, debug: false, hosts: ['example.org', 'www.example.org'] },
};
export const h10 = defineChart({
  ...base,
  name: 'h-envs',
  values: z.object({
    environment: z.enum(['dev', 'staging', 'prod']).default('dev'),
    replicas: z.int().min(1).max(20).optional(),
    extraHosts: z.array(z.string().min(1)).default([]),
  }),
  build(chart, { environment, replicas, extraHosts }) {
    const d = DEFAULTS[environment]!;
    it(chart, {
      replicas: replicas ?? d.replicas,
      debug: d.debug,
      hosts: [...d.hosts, ...extraHosts],
      allowed: [...d.hosts, ...extraHosts].join(' '),
    });
  },
});
export const h11 = defineChart({
  ...base,
  name: 'h-rbac',
  values: z.object({
    rbac: z
      .object({
        create: z.boolean().default(true),
        scope: z.enum(['cluster', 'namespace']).default('namespace'),
        readOnly: z.boolean().default(false),
      })
      .default({ create: true, scope: 'namespace', readOnly: false }),
  }),
  build(chart, { rbac }, release) {
    if (!rbac.create) return;
    const cluster = rbac.scope === 'cluster';
    const verbs = ['get', 'list', 'watch'].concat(rbac.readOnly ? [] : ['create', 'update', 'delete']);
    new ApiObject(chart, 'role', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: cluster ? 'ClusterRole' : 'Role',
      metadata: { name: release.name, ...(cluster ? {} : { namespace: release.namespace }) },
      rules: [{ apiGroups: [''], resources: ['pods'], verbs }],
    });
    new ApiObject(chart, 'binding', {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: `${cluster ? 'Cluster' : ''}RoleBinding`,
      metadata: { name: release.name },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: cluster ? 'ClusterRole' : 'Role', name: release.name },
      subjects: [{ kind: 'ServiceAccount', name: release.name, namespace: release.namespace }],
    });
  },
});
export const h12 = defineChart({
  ...base,
  name: 'h-scrape',
  values: z.object({
    targets: z
      .array(
        z.object({
          job: label,
          addresses: z.array(z.string().min(1)).min(1),
          interval: z.int().min(5).max(300).optional(),
          labels: z.record(z.string().regex(/^[a-z_]+$/), z.string()).optional(),
        }),
      )
      .default([]),
  }),
  build(chart, { targets }) {
    cm(chart, {
      'prometheus.yml': Yaml.stringify({
        global: { scrape_interval: '15s' },
        scrape_configs: targets.map((t) => ({
          job_name: t.job,
          ...(t.interval ? { scrape_interval: `${t.interval}s` } : {}),
          static_configs: [{ targets: t.addresses, ...(t.labels ? { labels: t.labels } : {}) }],
        })),
      }),
    });
  },
});
export const h13 = defineChart({
  ...base,
  name: 'h-ini',
  values: z.object({
    sections: z
      .record(z.string().regex(/^[a-z]+$/), z.record(z.string().regex(/^[a-z_]+$/), z.string()))
      .default({ main: { a: 'b' } }),
  }),
  build(chart, { sections }) {
    const out: string[] = [];
    for (const [name, kv] of Object.entries(sections)) {
      out.push(`[${name}]`);
      for (const [k, v] of Object.entries(kv)) out.push(`${k} = ${v}`);
      out.push('');
    }
    cm(chart, { 'app.ini': out.join('\n') });
  },
});
export const h14 = defineChart({
  ...base,
  name: 'h-primary',
  values: z.object({
    hosts: z
      .array(z.object({ name: z.string().min(1), primary: z.boolean().default(false) }))
      .min(1)
      .default([{ name: 'a', primary: true }]),
  }),
  build(chart, { hosts }) {
    const primary = hosts.find((h) => h.primary) ?? hosts[0]!;
    it(chart, { primary: primary.name, others: hosts.filter((h) => h !== primary).map((h) => h.name) });
  },
});
export const h15 = defineChart({
  ...base,
  name: 'h-volumes',
  values: z.object({
    volumes: z
      .array(
        z.discriminatedUnion('type', [
          z.object({ type: z.literal('pvc'), claim: label, mount: z.string().regex(/^\//) }),
          z.object({
            type: z.literal('config'),
            name: label,
            mount: z.string().regex(/^\//),
            items: z.array(z.string()).optional(),
          }),
          z.object({ type: z.literal('empty'), mount: z.string().regex(/^\//), memory: z.boolean().default(false) }),
        ]),
      )
      .default([]),
  }),
  build(chart, { volumes }) {
    it(chart, {
      volumes: volumes.map((v, i) => {
        const name = `vol-${i}`;
        switch (v.type) {
          case 'pvc':
            return { name, persistentVolumeClaim: { claimName: v.claim } };
          case 'config':
            return { name, configMap: { name: v.name, items: v.items?.map((key) => ({ key, path: key })) } };
          case 'empty':
            return { name, emptyDir: v.memory ? { medium: 'Memory' } : {} };
        }
      }),
      mounts: volumes.map((v, i) => ({
        name: `vol-${i}`,
        mountPath: v.mount,
        readOnly: v.type === 'config' ? true : undefined,
      })),
    });
  },
});
export const h16 = defineChart({
  ...base,
  name: 'h-jvm',
  values: z.object({
    memoryMi: z.int().min(256).max(16384).default(1024),
    gc: z.enum(['g1', 'zgc', 'serial']).default('g1'),
    opts: z.array(z.string()).default([]),
  }),
  build(chart, { memoryMi, gc, opts }) {
    const heap = Math.floor(memoryMi * 0.75);
    const flags = { g1: '-XX:+UseG1GC', zgc: '-XX:+UseZGC', serial: '-XX:+UseSerialGC' }[gc];
    it(chart, {
      env: [{ name: 'JAVA_OPTS', value: [`-Xms${heap}m`, `-Xmx${heap}m`, flags, ...opts].join(' ') }],
      limits: { memory: `${memoryMi}Mi` },
    });
  },
});
export const h17 = defineChart({
  ...base,
  name: 'h-smtp',
  values: z.object({
    smtp: z
      .object({
        host: z.string().min(1),
        port: port.default(587),
        auth: z.object({ user: z.string().min(1), secret: label }).optional(),
        from: z.string().default('noreply@example.org'),
      })
      .optional(),
  }),
  build(chart, { smtp }) {
    const url = smtp
      ? `${smtp.port === 465 ? 'smtps' : 'smtp'}://${smtp.auth ? `${encodeURIComponent(smtp.auth.user)}@` : ''}${smtp.host}:${smtp.port}`
      : undefined;
    it(chart, {
      env: url
        ? [
            { name: 'SMTP_URL', value: url },
            ...(smtp?.auth
              ? [{ name: 'SMTP_PASSWORD', valueFrom: { secretKeyRef: { name: smtp.auth.secret, key: 'password' } } }]
              : []),
          ]
        : [],
    });
  },
});
export const h18 = defineChart({
  ...base,
  name: 'h-zip',
  values: z.object({ zones: z.array(label).min(1).default(['a', 'b']), cidrBase: z.int().min(0).max(200).default(10) }),
  build(chart, { zones, cidrBase }) {
    it(chart, {
      subnets: zones.map((zone, i) => ({ zone, cidr: `10.${cidrBase + i}.0.0/16`, primary: i === 0 })),
      count: zones.length,
      range: zones.length > 1 ? `${zones[0]}..${zones.at(-1)}` : zones[0],
    });
  },
});
import { createHash } from 'node:crypto';
export const h19 = defineChart({
  ...base,
  name: 'h-checksum',
  values: z.object({ config: z.string().default('a: b\n'), motd: z.string().default('') }),
  build(chart, { config, motd }) {
    const data: Record<string, string> = { 'config.yaml': config };
    if (motd) data.motd = motd;
    cm(chart, data);
    it(chart, {
      annotations: { checksum: createHash('sha256').update(config).digest('hex').slice(0, 12) },
      sum: createHash('sha1').update(JSON.stringify(data)).digest('hex'),
    });
  },
});
export const h20 = defineChart({
  ...base,
  name: 'h-alerts',
  values: z.object({
    latencyMs: z.int().min(1).max(10000).default(500),
    errorRatio: z.number().min(0).max(1).default(0.01),
    severity: z.enum(['page', 'ticket']).default('page'),
    extraLabels: z.record(z.string().regex(/^[a-z]+$/), z.string()).default({}),
  }),
  build(chart, { latencyMs, errorRatio, severity, extraLabels }, release) {
    it(chart, {
      groups: [
        {
          name: release.name,
          rules: [
            {
              alert: 'Slow',
              expr: `histogram_quantile(0.99, rate(http_duration_bucket{job="${release.name}"}[5m])) > ${latencyMs / 1000}`,
              for: '5m',
              labels: { severity, ...extraLabels },
            },
            {
              alert: 'Errors',
              expr: `errors / requests > ${errorRatio}`,
              annotations: { summary: `More than ${errorRatio * 100}% fail` },
            },
          ],
        },
      ],
    });
  },
});
