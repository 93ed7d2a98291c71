import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped, word } from './trapped';

/** Values are written into. */
export const writtenInto = trapped(
  defineChart({
    ...base,
    name: 'written-into',
    values: z.object({ labels: z.record(word, z.string()).default({ app: 'web' }), owner: z.string().default('') }),
    build(chart, { labels, owner }) {
      if (owner) labels['owner'] = owner;
      labels['managed'] ??= 'yes';
      delete labels['temp'];
      it(chart, { labels });
    },
  }),
  { values: { owner: 'ann' } },
  { values: { labels: { temp: 'x' } } },
  { values: { labels: { managed: 'no', owner: 'bob' }, owner: 'ann' } },
  { values: { labels: { managed: '' } } },
);

/** Sorted in place, and the first taken. */
export const sortedInPlace = trapped(
  defineChart({
    ...base,
    name: 'sorted-in-place',
    values: z.object({ hosts: z.array(word).min(1).default(['bb', 'aa']) }),
    build(chart, { hosts }) {
      hosts.sort();
      it(chart, { main: hosts[0], all: hosts });
    },
  }),
  { values: { hosts: ['zz', 'mm', 'aa'] } },
  { values: { hosts: ['aa'] } },
  { values: { hosts: ['bb', 'bb', 'aa'] } },
);

/** A default that is pushed. */
export const pushed = trapped(
  defineChart({
    ...base,
    name: 'pushed',
    values: z.object({ args: z.array(z.string()).default([]), verbose: z.boolean().default(false) }),
    build(chart, { args, verbose }) {
      if (verbose && !args.includes('--verbose')) args.push('--verbose');
      if (args.length === 0) args.unshift('serve');
      it(chart, { args });
    },
  }),
  { values: { verbose: true } },
  { values: { args: ['--verbose'], verbose: true } },
  { values: { args: ['a', '--verbose', 'b'] } },
  { values: { args: [''], verbose: true } },
);

/** The classic: defaults of the module, written over for good. */
const DEFAULTS = { level: 'info', format: 'text' };
export const sharedDefaults = trapped(
  defineChart({
    ...base,
    name: 'shared-defaults',
    values: z.object({ level: z.string().optional(), format: z.string().optional() }),
    build(chart, values) {
      const settings = Object.assign(DEFAULTS, JSON.parse(JSON.stringify(values)) as Partial<typeof DEFAULTS>);
      configMap(chart, { ...settings });
    },
  }),
  { values: { level: 'debug' } },
  { values: { format: 'json' } },
  {},
);

/** Computed once a process. */
let banner: string | undefined;
export const onceAProcess = trapped(
  defineChart({
    ...base,
    name: 'once-a-process',
    values: z.object({ title: z.string().min(1).default('Shop') }),
    build(chart, { title }) {
      banner ??= `*** ${title} ***`;
      configMap(chart, { banner, title });
    },
  }),
  { values: { title: 'Other' } },
);

/** Numbered by the module. */
let counter = 0;
export const numbered = trapped(
  defineChart({
    ...base,
    name: 'numbered',
    values: z.object({ both: z.boolean().default(false) }),
    build(chart, { both }) {
      const next = (): string => `worker-${(counter += 1)}`;
      it(chart, { worker: next() }, 'one');
      if (both) it(chart, { worker: next() }, 'two');
    },
  }),
  { values: { both: true } },
  {},
);

/** A registry that grows with every construct. */
const registry = new Map<string, number>();
export const growing = trapped(
  defineChart({
    ...base,
    name: 'growing',
    values: z.object({ names: z.array(word).default(['aa']) }),
    build(chart, { names }) {
      for (const name of names) registry.set(name, (registry.get(name) ?? 0) + 1);
      configMap(chart, Object.fromEntries([...registry].map(([name, count]) => [name, String(count)])));
    },
  }),
  { values: { names: ['aa', 'bb', 'aa'] } },
  { values: { names: [] } },
);

/** A copy that keeps what it is a copy of. */
export const cloned = trapped(
  defineChart({
    ...base,
    name: 'cloned',
    values: z.object({
      env: z.record(z.string().regex(/^[A-Z]{1,9}$/), z.string()).default({ A: 'a' }),
      prefix: z.string().default(''),
    }),
    build(chart, values) {
      const { env, prefix } = structuredClone(values);
      for (const key of Object.keys(env)) env[key] = `${prefix}${env[key]}`;
      it(chart, { env, before: values.env });
    },
  }),
  { values: { prefix: 'x-' } },
  { values: { env: { A: 'a', B: 'b' }, prefix: '-' } },
);

/** Frozen first. */
export const frozen = trapped(
  defineChart({
    ...base,
    name: 'frozen',
    values: z.object({ tags: z.array(word).default([]), latest: z.boolean().default(true) }),
    build(chart, values) {
      Object.freeze(values.tags);
      const tags = values.latest ? [...values.tags, 'latest'] : values.tags;
      it(chart, { tags, none: tags.length === 0 });
    },
  }),
  { values: { latest: false } },
  { values: { tags: ['latest'] } },
  { values: { tags: ['aa', 'bb'], latest: false } },
);

/** Looked at from all sides before it is used. */
export const inspected = trapped(
  defineChart({
    ...base,
    name: 'inspected',
    values: z.object({
      name: z.string().default('a'),
      more: z.object({ a: z.string().optional(), b: z.int().optional() }).prefault({}),
    }),
    build(chart, values) {
      const { more } = values;
      it(chart, {
        keys: Object.keys(more).length,
        json: JSON.stringify(more),
        has: Object.hasOwn(more, 'a'),
        proto: Object.getPrototypeOf(values) === Object.prototype,
      });
    },
  }),
  { values: { more: { a: 'x' } } },
  { values: { more: { b: 1 } } },
  { values: { more: { b: 0, a: '' } } },
);
