import { ApiObject, Chart } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base } from './author';

/** Charts as their authors write them in passing: helper functions, config files, classes, groups. */
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const cm = (chart: Chart, data: Record<string, string>, id = 'cm'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'v1', kind: 'ConfigMap', data });
const label = z.string().regex(/^[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/);
const port = z.int().min(1).max(65535);
// helper functions of the author
const slug = (t: string) =>
  t
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
export const fSlug = defineChart({
  ...base,
  name: 'f-slug',
  values: z.object({ title: z.string().min(1).default('My App'), team: z.string().min(1).default('Core Team') }),
  build(chart, { title, team }) {
    it(chart, { a: slug(title), b: slug(team), c: `${slug(title)}-${slug(team)}` });
  },
});
export const fFullname = defineChart({
  ...base,
  name: 'f-fullname',
  values: z.object({ nameOverride: z.string().default(''), component: z.enum(['api', 'web']).default('api') }),
  build(chart, { nameOverride, component }, release) {
    const name = (nameOverride || `${release.name}-${component}`).slice(0, 63).replace(/-+$/, '');
    it(chart, { name, host: `${name}.${release.namespace}.svc` });
  },
});
export const fMem = defineChart({
  ...base,
  name: 'f-mem',
  values: z.object({
    memoryMi: z.int().min(64).max(8192).default(512),
    ratio: z.number().min(0.1).max(0.9).default(0.5),
  }),
  build(chart, { memoryMi, ratio }) {
    it(chart, {
      heap: `-Xmx${Math.floor(memoryMi * ratio)}m`,
      limit: `${memoryMi}Mi`,
      request: `${Math.ceil(memoryMi / 2)}Mi`,
    });
  },
});
export const fConf = defineChart({
  ...base,
  name: 'f-conf',
  values: z.object({
    upstreams: z
      .array(
        z.object({
          host: label,
          port: port.default(80),
          weight: z.int().min(1).max(100).default(1),
          backup: z.boolean().default(false),
        }),
      )
      .min(1)
      .default([{ host: 'a', port: 80, weight: 1, backup: false }]),
    keepalive: z.int().min(0).max(1000).default(0),
  }),
  build(chart, { upstreams, keepalive }) {
    const lines = ['upstream app {'];
    for (const u of upstreams) {
      let l = `  server ${u.host}:${u.port}`;
      if (u.weight !== 1) l += ` weight=${u.weight}`;
      if (u.backup) l += ' backup';
      lines.push(`${l};`);
    }
    if (keepalive > 0) lines.push(`  keepalive ${keepalive};`);
    lines.push('}');
    cm(chart, { 'nginx.conf': lines.join('\n') });
  },
});
export const fEnv = defineChart({
  ...base,
  name: 'f-env',
  values: z.object({
    env: z.record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.union([z.string(), z.number(), z.boolean()])).default({}),
    secretEnv: z
      .record(z.string().regex(/^[A-Z][A-Z0-9_]*$/), z.object({ secret: label, key: z.string().min(1) }))
      .default({}),
  }),
  build(chart, { env, secretEnv }) {
    it(chart, {
      env: [
        ...Object.entries(env).map(([name, value]) => ({ name, value: String(value) })),
        ...Object.entries(secretEnv).map(([name, { secret, key }]) => ({
          name,
          valueFrom: { secretKeyRef: { name: secret, key } },
        })),
      ],
    });
  },
});
export const fIngress = defineChart({
  ...base,
  name: 'f-ingress',
  values: z.object({
    hosts: z
      .array(
        z.object({
          host: z.string().min(1),
          paths: z.array(z.string()).min(1).default(['/']),
          tlsSecret: label.optional(),
        }),
      )
      .default([]),
    className: label.optional(),
  }),
  build(chart, { hosts, className }, release) {
    if (hosts.length === 0) return;
    const tls = hosts.filter((h) => h.tlsSecret !== undefined);
    it(chart, {
      ...(className && { ingressClassName: className }),
      ...(tls.length > 0 && { tls: tls.map((h) => ({ hosts: [h.host], secretName: h.tlsSecret })) }),
      rules: hosts.map((h) => ({
        host: h.host,
        http: {
          paths: h.paths.map((path) => ({
            path,
            pathType: 'Prefix',
            backend: { service: { name: release.name, port: { number: 80 } } },
          })),
        },
      })),
    });
  },
});
export const fClass = defineChart({
  ...base,
  name: 'f-class',
  values: z.object({ replicas: z.int().min(1).max(10).default(2), tier: z.enum(['free', 'pro']).default('free') }),
  build(chart, { replicas, tier }) {
    class Web extends Chart {
      constructor(
        scope: Chart,
        id: string,
        private readonly n: number,
      ) {
        super(scope, id);
        it(this, { replicas: this.scaled(), tier });
      }
      private scaled() {
        return tier === 'pro' ? this.n * 2 : this.n;
      }
    }
    new Web(chart, 'web', replicas);
  },
});
export const fReduce = defineChart({
  ...base,
  name: 'f-reduce',
  values: z.object({ labels: z.array(z.object({ key: label, value: z.string() })).default([]) }),
  build(chart, { labels }) {
    it(chart, { labels: labels.reduce((acc, l) => ({ ...acc, [l.key]: l.value }), {} as Record<string, string>) });
  },
});
export const fMap = defineChart({
  ...base,
  name: 'f-map',
  values: z.object({
    ports: z.array(z.object({ name: label, port, protocol: z.enum(['TCP', 'UDP']).default('TCP') })).default([]),
  }),
  build(chart, { ports }) {
    const byName = new Map(ports.map((p) => [p.name, p]));
    it(chart, { ports: [...byName.values()].map((p) => ({ name: p.name, port: p.port, protocol: p.protocol })) });
  },
});
export const fCron = defineChart({
  ...base,
  name: 'f-cron',
  values: z.object({ hour: z.int().min(0).max(23).default(3), weekdays: z.array(z.int().min(0).max(6)).default([]) }),
  build(chart, { hour, weekdays }) {
    it(chart, { schedule: `0 ${hour} * * ${weekdays.length ? weekdays.join(',') : '*'}` });
  },
});
export const fSemver = defineChart({
  ...base,
  name: 'f-semver',
  values: z.object({
    tag: z
      .string()
      .regex(/^v?\d{1,3}\.\d{1,3}\.\d{1,3}$/)
      .default('1.2.3'),
  }),
  build(chart, { tag }) {
    const clean = tag.replace(/^v/, '');
    const [major, minor] = clean.split('.');
    it(chart, { version: clean, short: `${major}.${minor}`, legacy: Number(major) < 2 });
  },
});
export const fAffinity = defineChart({
  ...base,
  name: 'f-affinity',
  values: z.object({
    antiAffinity: z.enum(['none', 'soft', 'hard']).default('soft'),
    topologyKey: z.string().min(1).default('kubernetes.io/hostname'),
  }),
  build(chart, { antiAffinity, topologyKey }, release) {
    const term = { topologyKey, labelSelector: { matchLabels: { app: release.name } } };
    const affinity = { none: undefined, soft: { preferred: [{ weight: 100, term }] }, hard: { required: [term] } }[
      antiAffinity
    ];
    it(chart, { ...(affinity && { affinity }) });
  },
});
export const fUrl = defineChart({
  ...base,
  name: 'f-url',
  values: z.object({
    db: z
      .object({
        host: label.default('db'),
        port: port.default(5432),
        name: label.default('app'),
        sslmode: z.enum(['disable', 'require']).default('disable'),
        params: z.record(label, z.string().regex(/^\w+$/)).default({}),
      })
      .prefault({}),
  }),
  build(chart, { db }) {
    const params = Object.entries({ sslmode: db.sslmode, ...db.params })
      .map(([k, v]) => `${k}=${v}`)
      .join('&');
    cm(chart, { url: `postgres://${db.host}:${db.port}/${db.name}?${params}` });
  },
});
export const fIndex = defineChart({
  ...base,
  name: 'f-index',
  values: z.object({ shards: z.int().min(1).max(5).default(1) }),
  build(chart, { shards }, release) {
    for (let i = 0; i < shards; i++) it(chart, { shard: i, name: `${release.name}-${i}` }, `shard-${i}`);
  },
});
export const fArray = defineChart({
  ...base,
  name: 'f-array',
  values: z.object({ replicas: z.int().min(1).max(5).default(3) }),
  build(chart, { replicas }, release) {
    it(chart, { peers: Array.from({ length: replicas }, (_, i) => `${release.name}-${i}.${release.name}`).join(',') });
  },
});
export const fGroups = defineChart({
  ...base,
  name: 'f-groups',
  values: z.object({ apps: z.array(z.object({ name: label, group: z.enum(['a', 'b']).default('a') })).default([]) }),
  build(chart, { apps }) {
    for (const g of ['a', 'b'] as const) {
      const members = apps.filter((x) => x.group === g);
      if (members.length) it(chart, { members: members.map((m) => m.name), count: members.length }, `group-${g}`);
    }
  },
});
export const fThrow = defineChart({
  ...base,
  name: 'f-throw',
  values: z.object({
    min: z.int().min(1).max(50).default(1),
    max: z.int().min(1).max(50).default(5),
    target: z.int().min(1).max(100).optional(),
  }),
  build(chart, { min, max, target }) {
    if (min > max) throw new Error(`min (${min}) is greater than max (${max})`);
    it(chart, { min, max, ...(target !== undefined ? { metrics: [{ cpu: target }] } : {}) });
  },
});
export const fDefault = defineChart({
  ...base,
  name: 'f-default',
  values: z.object({
    resources: z
      .object({
        cpu: z
          .string()
          .regex(/^\d{1,5}m$/)
          .optional(),
        memory: z
          .string()
          .regex(/^\d{1,5}Mi$/)
          .optional(),
      })
      .default({}),
    profile: z.enum(['small', 'large']).default('small'),
  }),
  build(chart, { resources, profile }) {
    const presets = { small: { cpu: '100m', memory: '128Mi' }, large: { cpu: '1000m', memory: '1024Mi' } };
    const merged = {
      ...presets[profile],
      ...Object.fromEntries(Object.entries(resources).filter(([, v]) => v !== undefined)),
    };
    it(chart, { resources: { requests: merged, limits: { memory: merged.memory } } });
  },
});
export const fChecksum = defineChart({
  ...base,
  name: 'f-checksum',
  values: z.object({ config: z.record(label, z.string()).default({}) }),
  build(chart, { config }) {
    const names = Object.keys(config);
    cm(chart, config);
    it(chart, { count: names.length, first: names[0] ?? 'none', keys: names.join(' ') });
  },
});
export const fNested = defineChart({
  ...base,
  name: 'f-nested',
  values: z.object({
    tenants: z
      .record(
        label,
        z.object({
          quota: z
            .object({ cpu: z.int().min(1).max(64).default(1), pods: z.int().min(1).max(500).default(10) })
            .prefault({}),
          admins: z.array(label).default([]),
        }),
      )
      .default({}),
  }),
  build(chart, { tenants }) {
    for (const [name, t] of Object.entries(tenants)) {
      it(chart, { hard: { cpu: String(t.quota.cpu), pods: `${t.quota.pods}` } }, `quota-${name}`);
      for (const a of t.admins) it(chart, { subject: a, ns: name }, `admin-${name}-${a}`);
    }
  },
});
