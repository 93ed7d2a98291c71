import { ApiObject } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { mk } from '../one-object';
import { base, label } from './author';

/** What code asks of maps, lists and texts in one line. */
export const n1 = defineChart({
  ...base,
  name: 'code-n1',
  values: z.object({
    a: z.string().nullable().default(null),
    q: z.string().nullable(),
    w: z.string().nullable().default('w'),
    u: z.union([z.int().min(1).max(5), z.null()]),
    o: z.object({ b: z.int().min(1).max(9).nullable().default(null), c: z.string().nullish() }).default({ b: null }),
    s: z
      .object({ size: z.int().min(1).max(5).default(1) })
      .nullable()
      .default(null),
    items: z.array(z.object({ n: z.string().nullable(), m: z.string().nullable().default(null) })).default([]),
    t: z.record(z.string().regex(/^[a-z]+$/), z.object({ n: z.int().min(1).max(9).nullable() })).default({}),
  }),
  build(chart, v) {
    new ApiObject(chart, 'it', {
      apiVersion: 'example.org/v1',
      kind: 'It',
      spec: {
        a: v.a === null ? 'null' : v.a,
        q: v.q ?? 'none',
        q2: v.q === null,
        w: v.w,
        u: v.u === null ? 'nu' : `x${v.u}`,
        b: v.o.b === null ? 'NULL' : v.o.b === undefined ? 'UNDEF' : 'n',
        c: v.o.c === undefined ? 'u' : v.o.c === null ? 'n' : 's',
        s: v.s === null ? 'no' : v.s.size,
        seen: v.a === undefined ? 'undef' : 'x',
        items: v.items.map((i) => ({ n: i.n === null ? 'N' : i.n, m: i.m ?? 'M' })),
        t: Object.entries(v.t).map(([k, { n }]) => (n === null ? k : `${k}${n}`)),
      },
    });
  },
});

const volumes = z
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
  .default([]);
export const u1 = mk('u1', { volumes }, ({ volumes }) => ({
  mounts: volumes.map((v, i) => ({
    name: `vol-${i}`,
    mountPath: v.mount,
    readOnly: v.type === 'config' ? true : undefined,
  })),
}));
export const u2 = mk('u2', { volumes }, ({ volumes }) => ({
  mounts: volumes.map((v, i) => ({ name: `vol-${i}`, mountPath: v.mount })),
}));
export const u3 = mk('u3', { volumes }, ({ volumes }) => ({
  volumes: volumes.map((v, i) => {
    const name = `vol-${i}`;
    switch (v.type) {
      case 'pvc':
        return { name, persistentVolumeClaim: { claimName: v.claim } };
      case 'config':
        return { name, configMap: { name: v.name } };
      case 'empty':
        return { name, emptyDir: {} };
    }
  }),
}));
export const u4 = mk('u4', { volumes }, ({ volumes }) => ({
  volumes: volumes.map((v) => {
    switch (v.type) {
      case 'pvc':
        return { persistentVolumeClaim: { claimName: v.claim } };
      case 'config':
        return { configMap: { name: v.name, items: v.items?.map((key) => ({ key, path: key })) } };
      case 'empty':
        return { emptyDir: v.memory ? { medium: 'Memory' } : {} };
    }
  }),
}));

const r = z.record(z.string().regex(/^[a-z]+$/), z.string()).default({});
export const c1 = mk('c1', { r }, ({ r }) => ({
  a: Object.keys(r)
    .sort()
    .map((k) => ({ k, v: r[k] })),
  b: [...Object.keys(r)].sort().join(','),
}));
export const c2 = mk('c2', { r }, ({ r }) => ({
  a: Object.entries(r)
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([k, v]) => `${k}: ${v}`)
    .join('\n'),
}));
export const c3 = mk('c3', { r }, ({ r }) => ({ a: Object.values(r).sort().join(',') }));
export const c4 = mk('c4', { r }, ({ r }, chart) => {
  for (const k of Object.keys(r).sort()) new ApiObject(chart, k, { apiVersion: 'v1', kind: 'X', spec: { v: r[k]! } });
  return {};
});
export const c5 = mk('c5', { r }, ({ r }) => ({
  a: Object.entries(r)
    .sort()
    .map(([k, v]) => `${k}: ${v}`),
  b: Object.entries(r)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([k, v]) => ({ k, v })),
}));
export const c6 = mk('c6', { r, k: z.string().default('a') }, ({ r, k }) => ({
  a: r[k] ?? 'x',
  b: `--${r[k]}`,
  c: r['zone'] ?? 'no',
}));
export const c7 = mk(
  'c7',
  {
    r: z.record(z.string().regex(/^[a-z]+$/), z.object({ p: z.string(), n: z.int().optional() })).default({}),
    k: z.string().default('a'),
  },
  ({ r, k }) => ({
    a: Object.keys(r).map((x) => r[x]!.p),
    b: r[k]?.p ?? 'none',
    c: Object.keys(r).map((x) => ({ name: x, n: r[x]!.n ?? 7 })),
  }),
);
export const c8 = mk('c8', { r }, ({ r }) => ({ c: r['zone'] ?? 'no' }));
export const c9 = mk('c9', { r, k: z.string().default('a') }, ({ r, k }) => ({ a: r[k] ?? 'x' }));
export const d1 = mk('d1', { r, k: z.string().default('a') }, ({ r, k }) => ({ a: `--${r[k]}` }));
export const d2 = mk('d2', { r, k: z.string().default('a') }, ({ r, k }) => ({
  a: k in r ? r[k] : 'none',
  b: r[k] ? 'y' : 'n',
}));
export const d3 = mk('d3', { r, k: z.string().default('a') }, ({ r, k }) => ({ b: r[k] ? 'y' : 'n' }));

const names = z.array(z.string().regex(/^[a-z]{1,9}$/)).default([]);
export const e1 = mk('e1', { names }, ({ names }) => {
  const out: string[] = [];
  for (const [i, n] of names.entries()) out.push(`${i}:${n}`);
  return { out };
});
export const e2 = mk('e2', { names }, ({ names }) => ({
  a: [...names.entries()].map(([i, n]) => ({ i, n })),
  b: Array.from(names.entries(), ([i, n]) => `${n}${i + 1}`),
  k: [...names.keys()].map((i) => `k${i}`),
  f: names.values().next().value ?? 'none',
}));
export const e3 = mk('e3', { names }, ({ names }, chart) => {
  for (const [i, n] of names.entries())
    new ApiObject(chart, `x-${i}`, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: `x-${i}-${n}` } });
  return {};
});

const features = z.array(z.enum(['audit', 'sso', 'beta'])).default([]);
export const f1 = mk('f1', { features }, ({ features }) => ({ v: features.join(',') || 'none' }));
export const f2 = mk('f2', { features }, ({ features }) => ({
  a: [{ name: 'x' }, ...(features.includes('sso') ? [{ name: 'SSO', value: '1' }] : [])],
}));
export const f3 = mk('f3', { features, debug: z.boolean().default(false) }, ({ features, debug }) => {
  const has = (f: 'audit' | 'sso' | 'beta'): boolean => features.includes(f);
  return {
    a: [
      { name: 'x' },
      ...(has('sso') ? [{ name: 'SSO', value: '1' }] : []),
      ...(has('audit') && !debug ? [{ name: 'AUDIT', value: 'full' }] : []),
    ],
  };
});
export const f4 = mk('f4', { features }, ({ features }) => ({
  a: features.includes('beta'),
  b: features.includes('sso') ? 'x' : 'y',
}));
export const f5 = mk('f5', { features }, ({ features }) => ({
  a: features.map((f) => ({ name: f.toUpperCase(), on: true })),
  set: new Set(features).has('sso'),
}));

const shards = z
  .array(
    z.object({
      name: z.string().regex(/^[a-z]{1,8}$/),
      replicas: z.int().min(1).max(10).default(1),
      on: z.boolean().default(true),
    }),
  )
  .min(1)
  .default([{ name: 'a', replicas: 1, on: true }]);
export const s1 = mk('s1', { shards }, ({ shards }) => {
  const total = shards.reduce((n, s) => n + s.replicas, 0);
  return { total, big: total > 10, mid: total >= 5 ? 'a' : 'b' };
});
export const s2 = mk('s2', { shards }, ({ shards }) => {
  const on = shards.filter((s) => s.on).length;
  return { on, many: on >= 3, some: on > 0 };
});
export const s3 = mk('s3', { shards }, ({ shards }) => {
  let total = 0;
  for (const s of shards) total += s.replicas;
  return { total, ha: total > 3 };
});
export const s4 = mk('s4', { shards, min: z.int().min(1).max(9).default(3) }, ({ shards, min }) => {
  const total = shards.reduce((n, s) => n + s.replicas, 0);
  return { enough: total >= min, t: `${total}/${min}` };
});
export const s5 = mk('s5', { shards }, ({ shards }) => ({
  quorum: Math.floor(shards.length / 2) + 1,
  max: Math.max(...shards.map((s) => s.replicas)),
  sum: shards.map((s) => s.replicas).reduce((a, b) => a + b, 0) * 2,
  mem: `${shards.reduce((n, s) => n + s.replicas, 0) * 128}Mi`,
}));
export const s6 = mk('s6', { shards }, ({ shards }) => {
  let total = 0;
  shards.forEach((s) => {
    if (s.on) total += s.replicas;
  });
  let n = 0;
  for (const s of shards) if (s.on && s.replicas > 2) n++;
  return { total: `${total}`, n, some: n > 1, r: shards.reduce((t, s) => (s.on ? t + s.replicas : t), 0) };
});
export const s7 = mk('s7', { shards }, ({ shards }) => {
  let max = 0;
  for (const s of shards) if (s.replicas > max) max = s.replicas;
  const m2 = shards.reduce((m, s) => Math.max(m, s.replicas), 1);
  return { max, m2, pdb: m2 - 1 };
});

const flags = z.record(z.string().regex(/^[a-z][a-z-]*$/), z.union([z.string(), z.boolean(), z.int()])).default({});
export const p1 = mk('p1', { flags }, ({ flags }) => {
  const args: string[] = [];
  for (const [k, v] of Object.entries(flags)) {
    if (v === true) args.push(`--${k}`);
    else if (v !== false) args.push(`--${k}=${v}`);
  }
  return { args };
});
export const p2 = mk('p2', { flags }, ({ flags }) => ({
  args: Object.entries(flags).map(([k, v]) => (v === true ? `--${k}` : `--${k}=${v}`)),
}));
export const p3 = mk('p3', { flags }, ({ flags }) => ({
  args: Object.entries(flags)
    .filter(([, v]) => v !== false)
    .map(([k, v]) => `--${k}=${v}`),
}));
export const p4 = mk(
  'p4',
  { flags: z.record(z.string().regex(/^[a-z][a-z-]*$/), z.union([z.string(), z.boolean()])).default({}) },
  ({ flags }) => {
    const args: string[] = [];
    for (const [k, v] of Object.entries(flags)) {
      if (v === true) args.push(`--${k}`);
      else if (v !== false) args.push(`--${k}=${v}`);
    }
    return { args };
  },
);
export const p5 = mk('p5', { f: z.union([z.string(), z.boolean()]).default(true) }, ({ f }) => ({
  a: f === true ? 'yes' : f === false ? 'no' : `x${f}`,
}));
export const p6 = mk('p6', { l: z.array(z.string()).default([]), p: z.array(z.string()).default([]) }, ({ l, p }) => {
  const args = ['a'];
  for (const x of l) args.push(`--${x}`);
  if (p.length > 0) args.push('--', ...p);
  return { args };
});
export const p7 = mk(
  'p7',
  {
    a: z.union([z.string(), z.boolean()]).default('x'),
    b: z.union([z.literal(false), z.string()]).default(false),
    c: z.enum(['on', 'off']).or(z.boolean()).default('on'),
  },
  ({ a, b, c }) => ({ t: `v=${a}`, u: `${b}`, w: String(c), x: a, y: b, z: c, l: [`a ${b} "q"`] }),
);
export const p8 = mk('p8', { flags }, ({ flags }) => {
  const args: string[] = ['a'];
  for (const [k, v] of Object.entries(flags)) {
    if (v === true) args.push(`--${k}`);
    else if (v !== false) args.push(`--${k}=${v}`);
  }
  return { args };
});
export const p9 = mk('p9', { flags, p: z.array(z.string()).default([]) }, ({ flags, p }) => {
  const args: string[] = [];
  for (const [k, v] of Object.entries(flags)) {
    if (v === true) args.push(`--${k}`);
    else if (v !== false) args.push(`--${k}=${v}`);
  }
  if (p.length > 0) args.push('--', ...p);
  return { args };
});
export const q1 = mk('q1', { flags, p: z.array(z.string()).default([]) }, ({ flags, p }) => {
  const args: string[] = [];
  for (const [k, v] of Object.entries(flags)) {
    if (v === true) args.push(`--${k}`);
    else if (v !== false) args.push(`--${k}=${v}`);
  }
  args.push(...p);
  return { args };
});
export const q2 = mk('q2', { flags, p: z.array(z.string()).default([]) }, ({ flags, p }) => {
  const args: string[] = [];
  for (const [k, v] of Object.entries(flags)) {
    if (v === true) args.push(`--${k}`);
  }
  if (p.length > 0) args.push('--', ...p);
  return { args };
});

const word = z.string().regex(/^[a-z]{1,12}$/);
const list = z.array(word).default([]);
const words = z.record(word, z.string()).default({});
export const t1 = mk('t1', { r: words }, ({ r }) => ({
  filtered: Object.fromEntries(Object.entries(r).filter(([k]) => k !== 'skip')),
}));
export const t2 = mk('t2', { r: words }, ({ r }) => ({
  list: Object.entries(r)
    .filter(([k]) => k !== 'skip')
    .map(([k, v]) => `${k}=${v}`),
}));
export const t3 = mk('t3', { r: words }, ({ r }) => {
  const { skip: _s, ...rest } = r;
  return { rest };
});
export const t4 = mk('t4', { r: words }, ({ r }) => ({
  filtered: Object.fromEntries(Object.entries(r).filter(([, v]) => v !== '')),
}));
export const t5 = mk('t5', { r: words }, ({ r }) => {
  const out: Record<string, string> = {};
  for (const [k, v] of Object.entries(r)) if (k !== 'skip' && v) out[k] = v;
  return { out };
});
export const t6 = mk('t6', { l: list }, ({ l }) => ({
  a: l.filter((x) => x !== 'skip'),
  b: l.slice(0, 2),
  c: l.slice(1),
}));
export const t7 = mk('t7', { l: list, n: z.int().min(1).max(4).default(2) }, ({ l, n }) => ({
  b: l.slice(0, n).map((x) => ({ name: x })),
}));
export const t8 = mk('t8', { s: z.string().default('a,b') }, ({ s }) => ({
  b: s.split(',').map((x) => ({ host: x.trim() })),
}));
export const t9 = mk('t9', { s: z.string().default('a,b') }, ({ s }) => ({ b: s.split(',') }));
