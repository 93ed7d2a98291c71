import { ApiObject, type Chart } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base } from './author';

/** What charts ask of lists: some, every, how many, which first, each once, in order, the sum. */
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', spec });
const host = z.object({
  name: z.string().regex(/^[a-z0-9.-]{3,40}$/),
  tls: z.boolean().default(false),
  port: z.int().min(1).max(65535).default(80),
});
export const lSome = defineChart({
  ...base,
  name: 'l-some',
  values: z.object({ hosts: z.array(host).default([]) }),
  build(chart, { hosts }) {
    it(chart, {
      any: hosts.some((h) => h.tls),
      ...(hosts.some((h) => h.tls) && { tls: hosts.filter((h) => h.tls).map((h) => h.name) }),
    });
  },
});
export const lEvery = defineChart({
  ...base,
  name: 'l-every',
  values: z.object({ hosts: z.array(host).default([]) }),
  build(chart, { hosts }) {
    it(chart, { secure: hosts.every((h) => h.tls && h.port === 443) });
  },
});
export const lCount = defineChart({
  ...base,
  name: 'l-count',
  values: z.object({ features: z.record(z.string().regex(/^[a-z]{2,9}$/), z.boolean()).default({}) }),
  build(chart, { features }) {
    const on = Object.entries(features).filter(([, v]) => v);
    it(chart, { count: on.length, names: on.map(([k]) => k).join(','), text: `${on.length} on` });
  },
});
export const lNames = defineChart({
  ...base,
  name: 'l-names',
  values: z.object({ names: z.array(z.string().regex(/^[a-z]{3,9}$/)).default([]), extra: z.boolean().default(false) }),
  build(chart, { names, extra }) {
    for (const n of names) it(chart, { n }, n);
    if (extra) it(chart, { e: 1 }, 'extra-one');
  },
});
export const lObjects = defineChart({
  ...base,
  name: 'l-objects',
  values: z.object({
    apps: z
      .array(z.object({ name: z.string().regex(/^[a-z]{3,9}$/), replicas: z.int().min(0).max(9).default(1) }))
      .default([]),
  }),
  build(chart, { apps }) {
    for (const a of apps) it(chart, { r: a.replicas, metadata: { name: a.name } }, `app-${a.name}`);
  },
});
export const lMapped = defineChart({
  ...base,
  name: 'l-mapped',
  values: z.object({ hosts: z.array(host).default([]), metrics: z.boolean().default(false) }),
  build(chart, { hosts, metrics }) {
    it(chart, {
      admin: hosts.map((h) => h.port).includes(8443),
      found: hosts.find((h) => h.name === 'localhost') !== undefined,
      metrics: metrics && hosts.length > 0,
    });
  },
});
export const lSet = defineChart({
  ...base,
  name: 'l-set',
  values: z.object({ names: z.array(z.string().regex(/^[a-z]{3,9}$/)).default([]) }),
  build(chart, { names }) {
    for (const n of new Set(names)) it(chart, { n }, n);
    it(chart, { all: [...new Set(names)] }, 'all-of-them');
  },
});
export const lEnums = defineChart({
  ...base,
  name: 'l-enums',
  values: z.object({
    images: z.record(z.enum(['server', 'worker']), z.string().min(1)).default({ server: 'a', worker: 'b' }),
    more: z.partialRecord(z.enum(['x', 'y']), z.int().min(1).max(5)).default({}),
  }),
  build(chart, { images, more }) {
    it(chart, {
      c: ['server', 'worker'].map((n) => ({ name: n, image: images[n as 'server'] })),
      more: more.x ?? 3,
      all: Object.entries(more).map(([k, v]) => `${k}=${v}`),
    });
  },
});

const features = z.object({ features: z.record(z.string().regex(/^[a-z]{2,9}$/), z.boolean()).default({}) });
export const cNumber = defineChart({
  ...base,
  name: 'c-number',
  values: features,
  build(chart, { features }) {
    const on = Object.entries(features).filter(([, v]) => v);
    it(chart, { count: on.length });
  },
});
export const cNames = defineChart({
  ...base,
  name: 'c-names',
  values: features,
  build(chart, { features }) {
    const on = Object.entries(features).filter(([, v]) => v);
    it(chart, { names: on.map(([k]) => k).join(',') });
  },
});
export const cText = defineChart({
  ...base,
  name: 'c-text',
  values: features,
  build(chart, { features }) {
    const on = Object.entries(features).filter(([, v]) => v);
    it(chart, { t: `${on.length} on` });
  },
});
const weighted = z.object({
  items: z
    .array(
      z.object({
        n: z.string().regex(/^[a-z]{2,9}$/),
        on: z.boolean().default(true),
        w: z.int().min(0).max(100).default(1),
      }),
    )
    .default([]),
});
export const cMore = defineChart({
  ...base,
  name: 'c-more',
  values: weighted,
  build(chart, { items }) {
    it(chart, { many: items.filter((i) => i.on && i.w > 10).length > 1, first: items.find((i) => i.on)?.n ?? 'none' });
  },
});
export const cSum = defineChart({
  ...base,
  name: 'c-sum',
  values: weighted,
  build(chart, { items }) {
    it(chart, { sum: items.reduce((s, i) => s + i.w, 0), max: Math.max(0, ...items.map((i) => i.w)) });
  },
});
export const cSorted = defineChart({
  ...base,
  name: 'c-sorted',
  values: z.object({ names: z.array(z.string().regex(/^[a-z]{2,9}$/)).default([]) }),
  build(chart, { names }) {
    it(chart, { all: [...names].sort(), joined: [...names].sort().join(',') });
  },
});
export const cFirst = defineChart({
  ...base,
  name: 'c-first',
  values: z.object({ names: z.array(z.string().regex(/^[a-z]{2,9}$/)).default([]) }),
  build(chart, { names }) {
    it(chart, { first: names[0] ?? 'none', last: names[names.length - 1] ?? 'none', at: names.at(-1) ?? 'x' });
  },
});
const named = z.object({ names: z.array(z.string().regex(/^[a-z]{2,9}$/)).default([]) });
export const cSet = defineChart({
  ...base,
  name: 'c-set',
  values: named,
  build(chart, { names }) {
    it(chart, {
      all: [...new Set(names)],
      n: new Set(names).size,
      arr: Array.from(new Set(names)).map((x) => `--${x}`),
    });
  },
});
export const cSetsort = defineChart({
  ...base,
  name: 'c-setsort',
  values: named,
  build(chart, { names }) {
    it(chart, { all: [...new Set(names)].sort().join(' ') });
  },
});
export const cSetcheck = defineChart({
  ...base,
  name: 'c-setcheck',
  values: named,
  build(chart, { names }) {
    if (new Set(names).size !== names.length) throw new Error('names must be unique');
    it(chart, { names });
  },
});
export const cLoopset = defineChart({
  ...base,
  name: 'c-loopset',
  values: named,
  build(chart, { names }) {
    for (const n of new Set(names)) it(chart, { n }, n);
  },
});
export const cIndexof = defineChart({
  ...base,
  name: 'c-indexof',
  values: named,
  build(chart, { names }) {
    it(chart, { n: names.filter((n, i) => names.indexOf(n) === i) });
  },
});
export const cLoopsorted = defineChart({
  ...base,
  name: 'c-loopsorted',
  values: named,
  build(chart, { names }) {
    for (const n of [...names].sort()) it(chart, { n }, `x-${n}`);
    it(chart, { all: [...names].sort((a, b) => a.localeCompare(b)) }, 'ab');
  },
});
