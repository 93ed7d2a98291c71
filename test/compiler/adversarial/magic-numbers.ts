import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

/** One number among a hundred thousand. */
export const oneNumber = trapped(
  defineChart({
    ...base,
    name: 'one-number',
    values: z.object({ n: z.int().min(1).max(100000).default(1) }),
    build(chart, { n }) {
      configMap(chart, { n: String(n), special: n === 5040 ? 'yes' : 'no' });
    },
  }),
  { values: { n: 5040 } },
  { values: { n: 5041 } },
);

/** The port that goes without saying. */
export const defaultPort = trapped(
  defineChart({
    ...base,
    name: 'default-port',
    values: z.object({
      host: z.string().min(1).default('example.com'),
      tls: z.boolean().default(true),
      port: z.int().min(1).max(65535).default(443),
    }),
    build(chart, { host, tls, port }) {
      const said = port === (tls ? 443 : 80) ? '' : `:${port}`;
      configMap(chart, { url: `${tls ? 'https' : 'http'}://${host}${said}/` });
    },
  }),
  { values: { tls: false } },
  { values: { tls: false, port: 80 } },
  { values: { port: 80 } },
  { values: { port: 444 } },
);

/** Sizes that are served by other machines. */
export const sizeClasses = trapped(
  defineChart({
    ...base,
    name: 'size-classes',
    values: z.object({ users: z.int().min(0).max(10_000_000).default(100) }),
    build(chart, { users }) {
      const size = users > 1_000_000 ? 'huge' : users > 25_000 ? 'large' : users >= 640 ? 'medium' : 'small';
      it(chart, { users, size });
    },
  }),
  { values: { users: 639 } },
  { values: { users: 640 } },
  { values: { users: 25_000 } },
  { values: { users: 25_001 } },
  { values: { users: 1_000_000 } },
  { values: { users: 1_000_001 } },
  { values: { users: 0 } },
);

/** Every seventh. */
export const modulo = trapped(
  defineChart({
    ...base,
    name: 'modulo',
    values: z.object({ shard: z.int().min(0).max(1000).default(1) }),
    build(chart, { shard }) {
      it(chart, { zone: ['a', 'b', 'c'][shard % 3], leader: shard % 7 === 0 });
    },
  }),
  { values: { shard: 0 } },
  { values: { shard: 7 } },
  { values: { shard: 21 } },
  { values: { shard: 999 } },
);

/** A majority, and an odd number of members. */
export const quorum = trapped(
  defineChart({
    ...base,
    name: 'quorum',
    values: z.object({ members: z.int().min(1).max(99).default(3) }),
    build(chart, { members }) {
      const odd = members % 2 === 0 ? members + 1 : members;
      it(chart, { members: odd, quorum: Math.floor(odd / 2) + 1 });
    },
  }),
  { values: { members: 2 } },
  { values: { members: 5 } },
  { values: { members: 98 } },
);

/** A window of ports. */
export const portWindow = trapped(
  defineChart({
    ...base,
    name: 'port-window',
    values: z.object({ port: z.int().min(1).max(65535).default(3000) }),
    build(chart, { port }) {
      it(chart, { port, debug: port >= 9229 && port <= 9239, privileged: port < 1024 });
    },
  }),
  { values: { port: 9229 } },
  { values: { port: 9239 } },
  { values: { port: 9240 } },
  { values: { port: 1023 } },
  { values: { port: 1024 } },
);

/** Bits of a mask. */
export const bits = trapped(
  defineChart({
    ...base,
    name: 'bits',
    values: z.object({ mode: z.int().min(0).max(511).default(0o644) }),
    build(chart, { mode }) {
      it(chart, { mode, executable: (mode & 0o100) !== 0, worldWritable: (mode & 2) === 2, octal: mode.toString(8) });
    },
  }),
  { values: { mode: 0o755 } },
  { values: { mode: 0o666 } },
  { values: { mode: 0 } },
  { values: { mode: 511 } },
);

/** Two numbers that together are too many. */
export const budget = trapped(
  defineChart({
    ...base,
    name: 'budget',
    values: z.object({ workers: z.int().min(1).max(200).default(4), threads: z.int().min(1).max(200).default(8) }),
    build(chart, { workers, threads }) {
      if (workers * threads > 9000) throw new Error(`${workers} × ${threads} are more than 9000 connections.`);
      it(chart, { connections: workers * threads, pooled: workers + threads > 300 });
    },
  }),
  { values: { workers: 100, threads: 91 } },
  { values: { workers: 90, threads: 100 } },
  { values: { workers: 200, threads: 45 } },
  { values: { workers: 7, threads: 13 } },
);

/** A share that is not representable. */
export const ratio = trapped(
  defineChart({
    ...base,
    name: 'ratio',
    values: z.object({ a: z.number().min(0).max(1).default(0.5), b: z.number().min(0).max(1).default(0.25) }),
    build(chart, { a, b }) {
      it(chart, { exact: a + b === 0.3, whole: a + b === 1, rest: 1 - a });
    },
  }),
  { values: { a: 0.1, b: 0.2 } },
  { values: { a: 0.75 } },
  { values: { a: 0.9, b: 0.1 } },
  { values: { a: 1e-7, b: 0 } },
);

/** A square root that comes out even. */
export const square = trapped(
  defineChart({
    ...base,
    name: 'square',
    values: z.object({ n: z.int().min(0).max(100000).default(10) }),
    build(chart, { n }) {
      it(chart, { n, grid: Number.isInteger(Math.sqrt(n)), answer: n * n === 1764 });
    },
  }),
  { values: { n: 42 } },
  { values: { n: 49 } },
  { values: { n: 99856 } },
);

/** A number with a meaning of its own: -1 is no limit, 0 is the default. */
export const unlimited = trapped(
  defineChart({
    ...base,
    name: 'unlimited',
    values: z.object({ limit: z.int().min(-1).max(1_000_000_000).default(100) }),
    build(chart, { limit }) {
      it(chart, { limit: limit === -1 ? 'unlimited' : limit || 'default' });
    },
  }),
  { values: { limit: -1 } },
  { values: { limit: 0 } },
  { values: { limit: 1_000_000 } },
  { values: { limit: 123_456_789 } },
);
