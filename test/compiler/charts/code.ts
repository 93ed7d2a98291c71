import { z } from 'zod';
import { mk } from '../one-object';

/** Ordinary TypeScript in `build`: classes, copies, numbers as texts, dates, trees. */
const word = z.string().regex(/^[a-z]{1,12}$/);
const list = z.array(word).default([]);
const rec = z.record(word, z.string()).default({});
export const m1 = mk('m1', { n: z.int().min(0).max(9999).default(7) }, ({ n }) => ({
  pad: String(n).padStart(4, '0'),
  hex: n.toString(16),
  fixed: (n / 100).toFixed(2),
  sign: n > 100 ? 'big' : n > 10 ? 'mid' : 'small',
  odd: n % 2 === 1,
  kb: n * 1024,
  thousands: Math.round(n / 1000),
}));
export const m2 = mk('m2', { r: rec }, ({ r }) => ({
  upper: Object.fromEntries(Object.entries(r).map(([k, v]) => [k.toUpperCase(), v])),
  prefixed: Object.fromEntries(Object.entries(r).map(([k, v]) => [`app.${k}`, `${v}!`])),
  filtered: Object.fromEntries(Object.entries(r).filter(([k]) => k !== 'skip')),
}));
export const m3 = mk('m3', { r: rec, l: list }, ({ r, l }) => ({
  picked: l.reduce<Record<string, string>>((acc, k) => {
    acc[k] = r[k] ?? 'default';
    return acc;
  }, {}),
}));
export const m4 = mk(
  'm4',
  { a: z.object({ x: word.optional(), y: z.int().min(0).max(5).optional(), z: z.boolean().optional() }).default({}) },
  ({ a }) => {
    const { x, ...rest } = a;
    return { x, rest, n: Object.keys(rest).length, has: 'y' in a };
  },
);
export const m5 = mk(
  'm5',
  {
    cfg: z
      .object({
        a: word.default('q'),
        nested: z.object({ b: z.int().min(1).max(5).default(1), c: list }).default({ b: 1, c: [] }),
      })
      .default({ a: 'q', nested: { b: 1, c: [] } }),
  },
  ({ cfg }) => {
    const copy = structuredClone(cfg);
    copy.nested.c.push('extra');
    const again = JSON.parse(JSON.stringify(cfg)) as typeof cfg;
    again.a += '-x';
    return { copy, again };
  },
);
export const m6 = mk('m6', { mode: z.enum(['a', 'b', 'c', 'd']).default('a') }, ({ mode }) => {
  const out: string[] = [];
  switch (mode) {
    case 'a':
    case 'b':
      out.push('b');
      break;
    case 'c':
      out.push('c');
      return { out, early: true };
    default:
      out.push('z');
  }
  return { out };
});
export const m7 = mk('m7', { s: z.string().default('a,b;c') }, ({ s }) => ({
  parts: s.split(/[,;]/).filter(Boolean),
  trimmed: s.trim(),
  first: s.split(',')[0],
  rest: s.split(',').slice(1).join(','),
  words: s.replace(/\s+/g, ' ').split(' ').length,
}));
export const m8 = mk('m8', { l: list }, ({ l }) => ({
  sorted: [...l].sort((a, b) => b.localeCompare(a)),
  rev: [...l].reverse(),
  uniq: Array.from(new Set(l)).length,
  joined: l.map((x, i) => `${i + 1}. ${x}`).join('\n'),
  every: l.every((x) => x.length > 2),
  idx: l.indexOf('web'),
}));
abstract class Part {
  abstract kind: string;
  constructor(readonly name: string) {}
  spec(): object {
    return { kind: this.kind, name: this.name, ...this.extra() };
  }
  protected extra(): object {
    return {};
  }
}
class Db extends Part {
  kind = 'db';
  constructor(
    name: string,
    readonly size: number,
  ) {
    super(name);
  }
  protected override extra(): object {
    return { size: `${this.size}Gi`, large: this.size > 50 };
  }
}
class Cache extends Part {
  kind = 'cache';
  get ttl(): number {
    return this.name.length * 10;
  }
  protected override extra(): object {
    return { ttl: this.ttl };
  }
}
export const m9 = mk('m9', { size: z.int().min(1).max(100).default(10), cache: word.optional() }, ({ size, cache }) => {
  const parts: Part[] = [new Db('main', size)];
  if (cache) parts.push(new Cache(cache));
  return { parts: parts.map((p) => p.spec()) };
});
export const m10 = mk('m10', { l: list, max: z.int().min(1).max(5).default(3) }, ({ l, max }) => ({
  head: l.slice(0, max),
  more: l.length > max ? l.length - max : 0,
  chunk: l.slice(0, 2),
  tail: l.slice(1),
}));
export const m11 = mk(
  'm11',
  {
    port: z.int().min(1).max(65535).default(80),
    tls: z.boolean().default(false),
    host: z.string().min(1).default('h'),
  },
  ({ port, tls, host }) => {
    const scheme = tls ? 'https' : 'http';
    const std = (scheme === 'https' && port === 443) || (scheme === 'http' && port === 80);
    return { url: `${scheme}://${host}${std ? '' : `:${port}`}/` };
  },
);
export const m12 = mk('m12', { envs: z.array(z.enum(['dev', 'test', 'prod'])).default(['dev']) }, ({ envs }) => {
  const rank = { dev: 0, test: 1, prod: 2 };
  return {
    top: envs.reduce((best, e) => (rank[e] > rank[best] ? e : best), 'dev' as 'dev' | 'test' | 'prod'),
    hasProd: envs.some((e) => e === 'prod'),
    list: envs.map((e) => ({ e, rank: rank[e] })),
  };
});
function* pairs(l: string[]): Generator<[string, string]> {
  for (let i = 0; i + 1 < l.length; i++) yield [l[i]!, l[i + 1]!];
}
export const m13 = mk('m13', { l: list }, ({ l }) => ({ edges: [...pairs(l)].map(([a, b]) => `${a}->${b}`) }));
export const m14 = mk(
  'm14',
  {
    cpu: z
      .string()
      .regex(/^\d{1,4}m?$/)
      .default('500m'),
  },
  ({ cpu }) => {
    const milli = cpu.endsWith('m') ? parseInt(cpu, 10) : parseInt(cpu, 10) * 1000;
    return { milli, limit: `${milli * 2}m`, gomaxprocs: String(Math.max(1, Math.ceil(milli / 1000))) };
  },
);
export const m15 = mk('m15', { l: z.array(z.object({ k: word, v: z.string() })).default([]) }, ({ l }) => {
  const m: Record<string, string> = {};
  for (const { k, v } of l) m[k] = m[k] ? `${m[k]},${v}` : v;
  return { m };
});
export const m16 = mk(
  'm16',
  { a: z.boolean().default(false), b: z.boolean().default(false), c: z.boolean().default(true) },
  ({ a, b, c }) => {
    const on = [a && 'a', b && 'b', c && 'c'].filter((x): x is string => Boolean(x));
    return { on, text: on.length ? on.join('+') : 'none', count: Number(a) + Number(b) + Number(c), xor: a !== b };
  },
);
export const m17 = mk(
  'm17',
  {
    tree: z
      .array(
        z.object({
          name: word,
          children: z.array(z.object({ name: word, leaf: z.boolean().default(false) })).default([]),
        }),
      )
      .default([]),
  },
  ({ tree }) => ({
    flat: tree.flatMap((t) => [t.name, ...t.children.filter((c) => !c.leaf).map((c) => `${t.name}/${c.name}`)]),
    any: tree.some((t) => t.children.some((c) => c.leaf)),
    total: tree.reduce((n, t) => n + t.children.length, 0),
  }),
);
export const m18 = mk('m18', { s: word.default('abc'), n: z.int().min(0).max(5).default(2) }, ({ s, n }) => ({
  rep: s.repeat(n),
  cut: s.slice(0, n),
  at: s[n] ?? '-',
  last: s.at(-1),
  cap: s[0]!.toUpperCase() + s.slice(1),
  inc: s.includes('b'),
  len: s.length,
  cmp: s < 'm',
}));
export const m19 = mk(
  'm19',
  {
    when: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .default('2024-01-31'),
  },
  ({ when }) => {
    const [y, m, d] = when.split('-');
    return { y: Number(y), m: Number(m), d, us: `${m}/${d}/${y}`, leap: Number(y) % 4 === 0 };
  },
);
export const m20 = mk(
  'm20',
  { r: z.record(word, z.object({ on: z.boolean().default(true), w: z.int().min(0).max(10).default(1) })).default({}) },
  ({ r }) => {
    const on = Object.entries(r).filter(([, v]) => v.on);
    const total = on.reduce((n, [, v]) => n + v.w, 0);
    return {
      names: on.map(([k]) => k),
      total,
      first: on[0]?.[0] ?? null,
      weights: Object.fromEntries(on.map(([k, v]) => [k, v.w])),
    };
  },
);
