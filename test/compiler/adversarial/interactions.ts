import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped, word } from './trapped';

/** Four conditions at once. */
export const fourAtOnce = trapped(
  defineChart({
    ...base,
    name: 'four-at-once',
    values: z.object({
      tls: z.boolean().default(false),
      host: z.string().default(''),
      internal: z.boolean().default(true),
      replicas: z.int().min(1).max(50).default(1),
    }),
    build(chart, { tls, host, internal, replicas }) {
      it(chart, { exposed: tls && host !== '' && !internal && replicas > 2 });
    },
  }),
  { values: { tls: true, host: 'a.b', internal: false, replicas: 3 } },
  { values: { tls: true, host: 'a.b', internal: false, replicas: 2 } },
  { values: { tls: true, host: '', internal: false, replicas: 3 } },
);

/** One cell of a cube. */
export const oneCell = trapped(
  defineChart({
    ...base,
    name: 'one-cell',
    values: z.object({
      cloud: z.enum(['aws', 'gcp', 'azure', 'bare']).default('aws'),
      storage: z.enum(['block', 'file', 'object', 'none']).default('block'),
      tier: z.enum(['dev', 'test', 'stage', 'live']).default('dev'),
    }),
    build(chart, { cloud, storage, tier }) {
      it(chart, { snapshots: cloud === 'gcp' && storage === 'file' && tier === 'live' ? 'nightly' : 'never' });
    },
  }),
  { values: { cloud: 'gcp', storage: 'file', tier: 'live' } },
  { values: { cloud: 'gcp', storage: 'file', tier: 'stage' } },
);

/** A sum that fits. */
export const sumFits = trapped(
  defineChart({
    ...base,
    name: 'sum-fits',
    values: z.object({
      requests: z.int().min(0).max(500).default(10),
      burst: z.int().min(0).max(500).default(20),
      limit: z.int().min(0).max(1000).default(100),
    }),
    build(chart, { requests, burst, limit }) {
      it(chart, { exact: requests + burst === limit, over: requests + burst > limit, left: limit - requests - burst });
    },
  }),
  { values: { requests: 50, burst: 50 } },
  { values: { requests: 51, burst: 50 } },
  { values: { requests: 0, burst: 0, limit: 0 } },
);

/** Three of four. */
export const threeOfFour = trapped(
  defineChart({
    ...base,
    name: 'three-of-four',
    values: z.object({
      a: z.boolean().default(false),
      b: z.boolean().default(false),
      c: z.boolean().default(false),
      d: z.boolean().default(false),
    }),
    build(chart, values) {
      const on = Object.values(values).filter(Boolean).length;
      it(chart, { on, majority: on >= 3, odd: on % 2 === 1 });
    },
  }),
  { values: { a: true, b: true, c: true } },
  { values: { b: true, c: true, d: true } },
  { values: { a: true, b: true, c: true, d: true } },
  { values: { c: true } },
);

/** Numbers in order. */
export const inOrder = trapped(
  defineChart({
    ...base,
    name: 'in-order',
    values: z.object({
      min: z.int().min(0).max(100).default(1),
      want: z.int().min(0).max(100).default(2),
      max: z.int().min(0).max(100).default(3),
    }),
    build(chart, { min, want, max }) {
      it(chart, { replicas: Math.min(Math.max(want, min), max), fits: min <= want && want <= max });
    },
  }),
  { values: { want: 0 } },
  { values: { want: 50 } },
  { values: { min: 9, want: 5, max: 3 } },
  { values: { min: 3, want: 3, max: 3 } },
);

/** A name made of two others, compared with a third. */
export const sameHost = trapped(
  defineChart({
    ...base,
    name: 'same-host',
    values: z.object({
      host: z.string().default('www.example.com'),
      sub: word.default('shop'),
      domain: z.string().default('example.com'),
    }),
    build(chart, { host, sub, domain }) {
      it(chart, { host, redirect: host !== `${sub}.${domain}`, apex: host === domain });
    },
  }),
  { values: { host: 'shop.example.com' } },
  { values: { host: 'example.com' } },
  { values: { host: 'a.b', sub: 'aa', domain: 'b' } },
);

/** The first that is said. */
export const firstSaid = trapped(
  defineChart({
    ...base,
    name: 'first-said',
    values: z.object({ name: z.string().default(''), fullName: z.string().default(''), alias: z.string().optional() }),
    build(chart, { name, fullName, alias }, release) {
      it(chart, { called: fullName || (alias ?? (name && `${release.name}-${name}`)) || release.name });
    },
  }),
  { values: { alias: '' } },
  { values: { alias: '', name: 'web' } },
  { values: { alias: 'x', name: 'web' } },
  { values: { name: 'web' } },
  { values: { fullName: 'full', alias: 'x' } },
);

/** A value that is among others. */
export const among = trapped(
  defineChart({
    ...base,
    name: 'among',
    values: z.object({
      user: z.string().min(1).default('ann'),
      admins: z.array(z.string().min(1)).default(['bob']),
      owner: z.string().default(''),
    }),
    build(chart, { user, admins, owner }) {
      it(chart, { role: admins.includes(user) ? 'admin' : user === owner ? 'owner' : 'guest' });
    },
  }),
  { values: { user: 'bob' } },
  { values: { owner: 'ann' } },
  { values: { admins: ['x', 'ann'] } },
  { values: { admins: [] } },
);

/** A value that is a key of another. */
export const keyOfAnother = trapped(
  defineChart({
    ...base,
    name: 'key-of-another',
    values: z.object({
      stage: word.default('dev'),
      hosts: z.record(word, z.string()).default({ dev: 'dev.example.com', live: 'example.com' }),
    }),
    build(chart, { stage, hosts }) {
      it(chart, { host: hosts[stage] ?? `${stage}.example.com`, known: stage in hosts });
    },
  }),
  { values: { stage: 'live' } },
  { values: { stage: 'test' } },
  { values: { stage: 'other', hosts: { other: 'o' } } },
  { values: { stage: 'dev', hosts: { dev: '' } } },
);

/** A port that another already has, and only then one more. */
export const portClash = trapped(
  defineChart({
    ...base,
    name: 'port-clash',
    values: z.object({
      http: z.int().min(1).max(65535).default(80),
      metrics: z.int().min(1).max(65535).default(9090),
      admin: z.int().min(1).max(65535).default(9091),
    }),
    build(chart, { http, metrics, admin }) {
      const ports = [...new Set([http, metrics, admin])];
      configMap(chart, { ports: ports.join(','), shared: String(ports.length < 3) });
    },
  }),
  { values: { metrics: 80 } },
  { values: { admin: 9090 } },
  { values: { http: 1, metrics: 1, admin: 1 } },
);
