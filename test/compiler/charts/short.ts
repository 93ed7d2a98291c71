import { ApiObject, type Chart } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base } from './author';

/** Short builds as they are written in passing: look-ups, cuts, unions of conditions, sums. */
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', metadata: { name: id }, spec });
const settings = (chart: Chart, data: Record<string, string>): ApiObject =>
  new ApiObject(chart, 'config', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'config' }, data });
const free = z.string();

export const everyTier = defineChart({
  ...base,
  name: 'short-tier',
  values: z.object({ tier: z.string().default('web'), replicas: z.int().min(0).max(50).default(2) }),
  build(chart, { tier, replicas }) {
    const TABLE: Record<string, { cpu: string; mem: string }> = {
      web: { cpu: '100m', mem: '128Mi' },
      worker: { cpu: '500m', mem: '512Mi' },
    };
    const r = TABLE[tier] ?? { cpu: '50m', mem: '64Mi' };
    it(chart, { cpu: r.cpu, memory: r.mem, min: Math.max(1, Math.ceil(replicas / 2)), pdb: replicas > 1 });
  },
});
export const everyPort = defineChart({
  ...base,
  name: 'short-port',
  values: z.object({ listen: z.string().default('0.0.0.0:8080') }),
  build(chart, { listen }) {
    const i = listen.lastIndexOf(':');
    const host = i >= 0 ? listen.slice(0, i) : listen;
    const port = i >= 0 ? Number(listen.slice(i + 1)) : 80;
    it(chart, { host, ok: port === 8080 });
  },
});
export const everyEnv = defineChart({
  ...base,
  name: 'short-env',
  values: z.object({
    env: z.array(z.object({ name: z.string().min(1), value: z.string().default('') })).default([]),
    debug: z.boolean().default(false),
  }),
  build(chart, { env, debug }) {
    const all = [...env.filter((e) => e.name !== 'DEBUG'), ...(debug ? [{ name: 'DEBUG', value: '1' }] : [])];
    it(chart, { env: all });
  },
});
export const everyImage = defineChart({
  ...base,
  name: 'short-image',
  values: z.object({ image: z.string().min(1).default('nginx'), tag: z.string().default('') }),
  build(chart, { image, tag }) {
    const full = image.includes('@') ? image : image.includes(':') ? image : `${image}:${tag || 'latest'}`;
    it(chart, { image: full, pull: full.endsWith(':latest') ? 'Always' : 'IfNotPresent' });
  },
});
export const everyHosts = defineChart({
  ...base,
  name: 'short-hosts',
  values: z.object({ domain: z.string().default('example.com'), subs: z.array(z.string().min(1)).default(['www']) }),
  build(chart, { domain, subs }) {
    it(chart, {
      hosts: [domain, ...subs.map((s) => `${s}.${domain}`)],
      primary: subs.length > 0 ? `${subs[0]}.${domain}` : domain,
      tls: domain.endsWith('.internal') ? undefined : 'letsencrypt',
    });
  },
});
export const everySchedule = defineChart({
  ...base,
  name: 'short-schedule',
  values: z.object({ every: z.enum(['hour', 'day', 'week']).default('day'), at: z.int().min(0).max(23).default(3) }),
  build(chart, { every, at }) {
    let s: string;
    switch (every) {
      case 'hour':
        s = '0 * * * *';
        break;
      case 'day':
        s = `0 ${at} * * *`;
        break;
      default:
        s = `0 ${at} * * 0`;
    }
    it(chart, { schedule: s });
  },
});
export const everyLabels = defineChart({
  ...base,
  name: 'short-labels',
  values: z.object({ labels: z.record(z.string(), z.string()).default({}), team: z.string().default('') }),
  build(chart, { labels, team }, release) {
    const l: Record<string, string> = { app: release.name, ...labels };
    if (team) l['team'] = team.toLowerCase().replace(/[^a-z0-9]+/g, '-');
    it(chart, { labels: l });
  },
});
export const everyUrl = defineChart({
  ...base,
  name: 'short-url',
  values: z.object({
    host: z.string().default('db'),
    port: z.int().min(1).max(65535).default(5432),
    tls: z.boolean().default(false),
    params: z.record(z.string().regex(/^[a-z_]{3,20}$/), z.string()).default({}),
  }),
  build(chart, { host, port, tls, params }) {
    const q = Object.entries({ ...params, ...(tls ? { sslmode: 'require' } : {}) })
      .map(([k, v]) => `${k}=${encodeURIComponent(v)}`)
      .join('&');
    settings(chart, { url: `postgres://${host}:${port}/app${q ? `?${q}` : ''}` });
  },
});
export const everyClass = defineChart({
  ...base,
  name: 'short-class',
  values: z.object({ mode: z.string().default('prod'), replicas: z.int().min(1).max(20).optional() }),
  build(chart, { mode, replicas }) {
    class Settings {
      constructor(readonly mode: string) {}
      get isProd() {
        return this.mode === 'prod' || this.mode.startsWith('prod-');
      }
    }
    const s = new Settings(mode);
    it(chart, { replicas: replicas ?? (s.isProd ? 3 : 1), logLevel: s.isProd ? 'warn' : 'debug' });
  },
});
export const everyDedupe = defineChart({
  ...base,
  name: 'short-dedupe',
  values: z.object({ origins: z.array(z.string()).default([]) }),
  build(chart, { origins }) {
    it(chart, { origins: [...new Set(origins)], count: new Set(origins).size });
  },
});
export const everyGroup = defineChart({
  ...base,
  name: 'short-group',
  values: z.object({
    routes: z
      .array(
        z.object({ path: z.string().min(1), service: z.string().min(1), port: z.int().min(1).max(65535).default(80) }),
      )
      .default([]),
  }),
  build(chart, { routes }) {
    it(chart, {
      rules: routes.map((r, i) => ({
        order: i + 1,
        path: r.path.startsWith('/') ? r.path : `/${r.path}`,
        backend: `${r.service}:${r.port}`,
      })),
      any: routes.some((r) => r.port === 443),
    });
  },
});
export const everySize = defineChart({
  ...base,
  name: 'short-size',
  values: z.object({
    storage: z
      .string()
      .regex(/^\d+(Gi|Mi)$/)
      .default('10Gi'),
  }),
  build(chart, { storage }) {
    const n = parseInt(storage, 10);
    const gi = storage.endsWith('Gi');
    it(chart, { storage, big: gi && n >= 100, wal: `${Math.max(1, Math.floor(n / 4))}${gi ? 'Gi' : 'Mi'}` });
  },
});
export const everyThrow = defineChart({
  ...base,
  name: 'short-throw',
  values: z.object({ kind: z.string().default('redis'), url: z.string().optional() }),
  build(chart, { kind, url }) {
    if (!['redis', 'memcached'].includes(kind) && !url) throw new Error(`unknown cache ${kind}: give a url`);
    it(chart, { url: url ?? `${kind}://cache:${kind === 'redis' ? 6379 : 11211}` });
  },
});
export const everyToggle = defineChart({
  ...base,
  name: 'short-toggle',
  values: z.object({
    ingress: z
      .object({
        enabled: z.boolean().default(false),
        host: z.string().default(''),
        annotations: z.record(z.string(), z.string()).default({}),
        tls: z.array(z.object({ secretName: z.string().min(1), hosts: z.array(z.string()).default([]) })).default([]),
      })
      .prefault({}),
  }),
  build(chart, { ingress }) {
    if (!ingress.enabled) return;
    it(chart, {
      host: ingress.host || undefined,
      annotations: { 'kubernetes.io/tls-acme': String(ingress.tls.length > 0), ...ingress.annotations },
      tls: ingress.tls.map((t) => ({ ...t, hosts: t.hosts.length ? t.hosts : [ingress.host] })),
    });
  },
});
export const everyCron = defineChart({
  ...base,
  name: 'short-cron',
  values: z.object({
    jobs: z
      .record(
        z.string().regex(/^[a-z]{3,10}$/),
        z.object({
          schedule: z.string().min(1),
          suspend: z.boolean().default(false),
          args: z.array(z.string()).default([]),
        }),
      )
      .default({}),
  }),
  build(chart, { jobs }, release) {
    for (const [name, job] of Object.entries(jobs))
      it(
        chart,
        { schedule: job.schedule, suspend: job.suspend, command: ['run', name, ...job.args] },
        `${release.name}-${name}`,
      );
  },
});
export const everyModulo = defineChart({
  ...base,
  name: 'short-modulo',
  values: z.object({ shards: z.int().min(1).max(64).default(3), offset: z.int().min(0).max(59).default(0) }),
  build(chart, { shards, offset }) {
    it(chart, { odd: shards % 2 === 1, quorum: Math.floor(shards / 2) + 1, minute: (offset + 17) % 60 });
  },
});

export const everySortedToo = defineChart({
  ...base,
  name: 'brief-sorted',
  values: z.object({ names: z.array(z.string()).default([]) }),
  build(chart, { names }) {
    it(chart, { names: [...names].sort(), first: [...names].sort()[0] ?? 'none' });
  },
});
export const everyCmpToo = defineChart({
  ...base,
  name: 'brief-cmp',
  values: z.object({ version: z.string().default('1.20') }),
  build(chart, { version }) {
    const [maj, min] = version.split('.').map(Number);
    it(chart, { api: (maj ?? 0) > 1 || (min ?? 0) >= 25 ? 'v1' : 'v1beta1' });
  },
});
export const everyEnvToo = defineChart({
  ...base,
  name: 'brief-env',
  values: z.object({ environment: free.default('dev'), replicas: z.int().min(1).max(10).default(1) }),
  build(chart, { environment, replicas }, release) {
    const prod = ['prod', 'production'].includes(environment.toLowerCase());
    it(chart, {
      host: prod ? 'example.com' : `${environment}.example.com`,
      replicas: prod ? Math.max(replicas, 2) : replicas,
      name: `${release.name}-${environment}`.slice(0, 40),
    });
  },
});
export const everyMemToo = defineChart({
  ...base,
  name: 'brief-mem',
  values: z.object({
    memory: z
      .string()
      .regex(/^[1-9]\d{0,4}(Mi|Gi)$/)
      .default('512Mi'),
  }),
  build(chart, { memory }) {
    const n = Number(memory.slice(0, -2));
    const mi = memory.endsWith('Gi') ? n * 1024 : n;
    settings(chart, { JAVA_OPTS: `-Xmx${Math.floor(mi * 0.75)}m`, big: String(mi > 4096) });
  },
});
export const everyOptToo = defineChart({
  ...base,
  name: 'brief-opt',
  values: z.object({ a: free.optional(), b: free.optional(), c: z.int().min(0).max(9).optional() }),
  build(chart, { a, b, c }) {
    it(chart, { x: a ?? b ?? 'none', y: a || b || 'empty', z: c ?? -1, both: a !== undefined && b !== undefined });
  },
});
export const everyNestedToo = defineChart({
  ...base,
  name: 'brief-nested',
  values: z.object({
    services: z
      .array(
        z.object({
          name: z.string().regex(/^[a-z]{4,9}$/),
          ports: z.array(z.int().min(1).max(65535)).default([80]),
          public: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
  build(chart, { services }) {
    for (const s of services) {
      it(
        chart,
        { ports: s.ports.map((p) => ({ name: `p${p}`, port: p })), type: s.public ? 'LoadBalancer' : 'ClusterIP' },
        s.name,
      );
    }
  },
});
export const everyTextToo = defineChart({
  ...base,
  name: 'brief-text',
  values: z.object({ motd: free.default('hi'), lines: z.array(free).default([]) }),
  build(chart, { motd, lines }) {
    settings(chart, {
      'motd.txt': `${motd.trim()}\n`,
      'all.conf': lines.map((l, i) => `${i}: ${l}`).join('\n') + '\n',
      upper: motd.toUpperCase(),
    });
  },
});
export const everyThreeToo = defineChart({
  ...base,
  name: 'brief-three',
  values: z.object({
    a: z.boolean().default(false),
    b: z.boolean().default(false),
    c: z.enum(['x', 'y', 'z']).default('x'),
    n: z.int().min(0).max(100).default(10),
  }),
  build(chart, { a, b, c, n }) {
    it(chart, {
      k: a && !b && c === 'y' && n > 50 ? 'rare' : a !== b ? 'one' : 'none',
      w: (a ? 1 : 0) + (b ? 2 : 0) + n,
    });
  },
});
export const everyPrefixToo = defineChart({
  ...base,
  name: 'brief-prefix',
  values: z.object({ path: free.default('/api') }),
  build(chart, { path }) {
    const p = '/' + path.replace(/^\/+|\/+$/g, '');
    it(chart, { path: p, regex: p === '/' ? '/.*' : `${p}(/|$)(.*)`, parts: p.split('/').filter(Boolean).length });
  },
});
export const everyNameToo = defineChart({
  ...base,
  name: 'brief-name',
  values: z.object({ name: free.default('My App') }),
  build(chart, { name }) {
    const slug = name
      .toLowerCase()
      .replace(/[^a-z0-9-]/g, '-')
      .replace(/-+/g, '-')
      .replace(/^-|-$/g, '');
    it(chart, { slug, long: slug.length > 20 });
  },
});
export const everyTolToo = defineChart({
  ...base,
  name: 'brief-tol',
  values: z.object({
    tolerations: z.array(z.record(z.string(), z.string())).default([]),
    nodeSelector: z.record(z.string(), z.string()).default({}),
    gpu: z.boolean().default(false),
  }),
  build(chart, { tolerations, nodeSelector, gpu }) {
    it(chart, {
      ...(tolerations.length > 0 && { tolerations }),
      nodeSelector: gpu ? { ...nodeSelector, gpu: 'true' } : nodeSelector,
      ...(Object.keys(nodeSelector).length > 0 || gpu ? { pinned: true } : {}),
    });
  },
});
export const everyPercentToo = defineChart({
  ...base,
  name: 'brief-percent',
  values: z.object({ percent: z.int().min(0).max(100).default(25), replicas: z.int().min(0).max(200).default(4) }),
  build(chart, { percent, replicas }) {
    it(chart, { unavailable: Math.floor((replicas * percent) / 100), text: `${percent}%`, half: percent / 2 });
  },
});
export const everyPricesToo = defineChart({
  ...base,
  name: 'brief-prices',
  values: z.object({ plan: z.enum(['s', 'm', 'l']).default('s'), region: free.default('eu') }),
  build(chart, { plan, region }) {
    const P = new Map([
      ['eu', { s: 1, m: 2, l: 4 }],
      ['us', { s: 2, m: 3, l: 6 }],
    ]);
    const row = P.get(region);
    if (!row) throw new Error(`no region ${region}`);
    it(chart, { units: row[plan] });
  },
});
export const everyDateToo = defineChart({
  ...base,
  name: 'brief-date',
  values: z.object({
    until: z
      .string()
      .regex(/^20\d\d-\d\d-\d\d$/)
      .default('2030-01-01'),
  }),
  build(chart, { until }) {
    it(chart, {
      year: until.slice(0, 4),
      after: until >= '2028-06-01',
      q: Math.floor((Number(until.slice(5, 7)) - 1) / 3) + 1,
    });
  },
});
