import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped, word } from './trapped';

const key = z.string().regex(/^[A-Za-z0-9_.-]{1,20}$/);

/** Variables in the order in which they were written: a later one uses an earlier one. */
export const envOrder = trapped(
  defineChart({
    ...base,
    name: 'env-order',
    values: z.object({ env: z.record(z.string().regex(/^[A-Z_]{1,20}$/), z.string()).default({ HOST: 'a' }) }),
    build(chart, { env }) {
      it(chart, { env: Object.entries(env).map(([name, value]) => ({ name, value })) });
    },
  }),
  { values: { env: { ZED: 'http://$(HOST)', HOST: 'b' } } },
  { values: { env: { B: '1', A: '2', _: '3', AA: '4' } } },
);

/** Keys that look like numbers, capitals and dots: each order is another one. */
export const keyOrder = trapped(
  defineChart({
    ...base,
    name: 'key-order',
    values: z.object({ ports: z.record(key, z.int().min(1).max(65535)).default({ http: 80 }) }),
    build(chart, { ports }) {
      it(chart, {
        ports: Object.entries(ports).map(([name, port]) => ({ name, port })),
        first: Object.keys(ports)[0] ?? '',
      });
    },
  }),
  { values: { ports: { '10': 1, '9': 2, http: 3 } } },
  { values: { ports: { b: 1, B: 2, a: 3 } } },
  { values: { ports: { 'a.b': 1, 'a-b': 2, a_b: 3, ab: 4 } } },
);

/** Labels as one text. */
export const joinedLabels = trapped(
  defineChart({
    ...base,
    name: 'joined-labels',
    values: z.object({ labels: z.record(word, word).default({ app: 'web' }) }),
    build(chart, { labels }) {
      const pairs = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      it(chart, { selector: pairs.join(','), count: pairs.length });
    },
  }),
  { values: { labels: { aa: 'bb', zz: 'yy' } } },
  { values: { labels: { zz: 'yy', bb: 'cc' } } },
);

/** An INI file of sections. */
export const ini = trapped(
  defineChart({
    ...base,
    name: 'ini',
    values: z.object({
      config: z
        .record(word, z.record(word, z.union([z.string(), z.number(), z.boolean()])))
        .default({ server: { port: 80 } }),
    }),
    build(chart, { config }) {
      const sections = Object.entries(config).map(
        ([name, entries]) =>
          `[${name}]\n${Object.entries(entries)
            .map(([key, value]) => `${key} = ${value}\n`)
            .join('')}`,
      );
      configMap(chart, { 'app.ini': sections.join('\n') });
    },
  }),
  { values: { config: { server: { port: 1_000_000, debug: true }, aa: {} } } },
  { values: { config: { server: { text: '' } } } },
  { values: { config: { ss: { ratio: 1e-7 } } } },
);

/** Any settings as JSON text. */
export const jsonText = trapped(
  defineChart({
    ...base,
    name: 'json-text',
    values: z.object({ settings: z.record(z.string(), z.any()).default({ a: 1 }) }),
    build(chart, { settings }) {
      configMap(chart, { 'settings.json': JSON.stringify(settings, null, 2), compact: JSON.stringify(settings) });
    },
  }),
  { values: { settings: { b: { c: [1, 'x', true], '<': '&' }, a: 'é' } } },
  { values: { settings: { list: [], map: {}, n: 1e6 } } },
  { values: { settings: { '2': 'two', '10': 'ten', x: 1.5 } } },
);

/** Properties with their special characters. */
export const properties = trapped(
  defineChart({
    ...base,
    name: 'properties',
    values: z.object({ properties: z.record(key, z.string()).default({ 'server.port': '80' }) }),
    build(chart, { properties }) {
      const lines = Object.entries(properties)
        .filter(([, value]) => value !== '')
        .map(([key, value]) => `${key}=${value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n')}`);
      configMap(chart, { 'app.properties': lines.sort().join('\n') });
    },
  }),
  { values: { properties: { path: 'C:\\temp', b: 'x\ny' } } },
  { values: { properties: { empty: '', z: 'a', A: 'b' } } },
);

/** Defaults, then what the user says, sorted. */
export const mergedSorted = trapped(
  defineChart({
    ...base,
    name: 'merged-sorted',
    values: z.object({ env: z.record(z.string().regex(/^[A-Z]{2,9}$/), z.string()).default({}) }),
    build(chart, { env }) {
      const all = { LOG: 'info', PORT: '8080', ...env };
      it(chart, {
        env: Object.entries(all)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([name, value]) => ({ name, value })),
      });
    },
  }),
  { values: { env: { LOG: 'debug' } } },
  { values: { env: { AA: '1', ZZ: '2', MM: '3' } } },
  { values: { env: { PORT: '' } } },
);

/** A key of JavaScript's own. */
export const ownKeys = trapped(
  defineChart({
    ...base,
    name: 'own-keys',
    values: z.object({ annotations: z.record(z.string(), z.string()).default({}) }),
    build(chart, { annotations }) {
      it(chart, { annotations: { ...annotations, 'example.org/count': String(Object.keys(annotations).length) } });
    },
  }),
  { values: { annotations: { constructor: 'x', toString: 'y' } } },
  { values: { annotations: { 'example.org/count': 'mine' } } },
  { values: { annotations: { '': 'empty', ' ': 'blank' } } },
);

/** Grouped, counted and the largest group taken. */
export const grouped = trapped(
  defineChart({
    ...base,
    name: 'grouped',
    values: z.object({ pods: z.array(z.object({ name: word, zone: word })).default([{ name: 'aa', zone: 'east' }]) }),
    build(chart, { pods }) {
      const zones: Record<string, string[]> = {};
      for (const { name, zone } of pods) (zones[zone] ??= []).push(name);
      const counts = Object.entries(zones).sort(([, a], [, b]) => b.length - a.length);
      it(chart, { zones, largest: counts[0]?.[0] ?? 'none' });
    },
  }),
  { values: { pods: [] } },
  {
    values: {
      pods: [
        { name: 'aa', zone: 'west' },
        { name: 'bb', zone: 'east' },
        { name: 'cc', zone: 'east' },
      ],
    },
  },
  {
    values: {
      pods: [
        { name: 'bb', zone: 'west' },
        { name: 'aa', zone: 'east' },
      ],
    },
  },
);

/** A section that may be missing, and a word in its place. */
export const sectionOrWord = trapped(
  defineChart({
    ...base,
    name: 'section-or-word',
    values: z.object({
      redis: z
        .object({ host: z.string().min(1).default('r'), port: z.int().min(1).max(65535).default(6379) })
        .optional(),
    }),
    build(chart, { redis }) {
      it(chart, { redis: redis ?? 'none', url: redis ? `redis://${redis.host}:${redis.port}` : '' });
    },
  }),
  { values: { redis: { host: 'r', port: 1 } } },
  { values: { redis: { host: 'none', port: 6379 } } },
);

/** Those that are on, in the order of their weight. */
export const filteredSorted = trapped(
  defineChart({
    ...base,
    name: 'filtered-sorted',
    values: z.object({
      routes: z
        .array(
          z.object({
            path: z.string().min(1),
            weight: z.int().min(0).max(100).default(1),
            enabled: z.boolean().default(true),
          }),
        )
        .default([{ path: '/', weight: 1, enabled: true }]),
    }),
    build(chart, { routes }) {
      const live = routes.filter(({ enabled, weight }) => enabled && weight > 0).sort((a, b) => b.weight - a.weight);
      it(chart, { paths: live.map(({ path }) => path), total: live.reduce((sum, { weight }) => sum + weight, 0) });
    },
  }),
  {
    values: {
      routes: [
        { path: '/a', weight: 1 },
        { path: '/b', weight: 50 },
        { path: '/c', weight: 1 },
      ],
    },
  },
  {
    values: {
      routes: [
        { path: '/a', weight: 0 },
        { path: '/b', enabled: false },
      ],
    },
  },
  { values: { routes: [] } },
  { values: { routes: [{ path: '/only' }] } },
);
