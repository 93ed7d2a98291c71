import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

/** Numbers in texts: JavaScript and Go print them in other ways. */
export const largeIntegers = trapped(
  defineChart({
    ...base,
    name: 'large-integers',
    values: z.object({ n: z.int().default(7) }),
    build(chart, { n }) {
      configMap(chart, { n: String(n), text: `n=${n};`, json: JSON.stringify({ n }) });
    },
  }),
  { values: { n: 1_000_000 } },
  { values: { n: 21_000_000 } },
  { values: { n: -1_000_000 } },
  { values: { n: Number.MAX_SAFE_INTEGER } },
  { values: { n: 9_000_000_000_000_000 } },
  { values: { n: 0 } },
);

/** Fractions and powers. */
export const fractions = trapped(
  defineChart({
    ...base,
    name: 'fractions',
    values: z.object({ x: z.number().default(0.5) }),
    build(chart, { x }) {
      configMap(chart, { x: String(x), json: JSON.stringify([x]) });
      it(chart, { x });
    },
  }),
  { values: { x: 1e-7 } },
  { values: { x: 1e21 } },
  { values: { x: 1e20 } },
  { values: { x: 123456789.125 } },
  { values: { x: 0.000001 } },
  { values: { x: 3 } },
);

/** Two digits behind the point. */
export const fixedPoint = trapped(
  defineChart({
    ...base,
    name: 'fixed-point',
    values: z.object({ share: z.number().min(0).max(100).default(12.5) }),
    build(chart, { share }) {
      configMap(chart, { share: share.toFixed(2), whole: String(Math.round(share)) });
    },
  }),
  { values: { share: 1.005 } },
  { values: { share: 0.5 } },
  { values: { share: 1.5 } },
  { values: { share: 2.5 } },
  { values: { share: 99.999 } },
);

/** Hexadecimal, with zeros in front. */
export const hexadecimal = trapped(
  defineChart({
    ...base,
    name: 'hexadecimal',
    values: z.object({ id: z.int().min(0).max(65535).default(10) }),
    build(chart, { id }) {
      configMap(chart, { id: `0x${id.toString(16).padStart(4, '0')}` });
    },
  }),
  { values: { id: 255 } },
  { values: { id: 65535 } },
  { values: { id: 0 } },
);

/** The heap of a Java process, from its memory. */
export const javaHeap = trapped(
  defineChart({
    ...base,
    name: 'java-heap',
    values: z.object({ memoryMi: z.int().min(128).max(65536).default(1024) }),
    build(chart, { memoryMi }) {
      configMap(chart, {
        JAVA_OPTS: `-Xmx${Math.floor(memoryMi * 0.75)}m -Xms${Math.max(64, Math.ceil(memoryMi / 4))}m`,
      });
    },
  }),
  { values: { memoryMi: 129 } },
  { values: { memoryMi: 255 } },
  { values: { memoryMi: 257 } },
  { values: { memoryMi: 65535 } },
);

/** A text that holds a number, read as parseInt reads it. */
export const parsed = trapped(
  defineChart({
    ...base,
    name: 'parsed',
    values: z.object({ port: z.string().default('80') }),
    build(chart, { port }) {
      const n = Number.parseInt(port, 10);
      it(chart, Number.isNaN(n) ? { targetPort: port } : { targetPort: n });
    },
  }),
  { values: { port: 'http' } },
  { values: { port: '0080' } },
  { values: { port: '80abc' } },
  { values: { port: ' 7' } },
  { values: { port: '' } },
);

/** `Number` takes more than digits. */
export const coerced = trapped(
  defineChart({
    ...base,
    name: 'coerced',
    values: z.object({ value: z.string().default('12') }),
    build(chart, { value }) {
      const n = Number(value);
      it(chart, { numeric: value !== '' && !Number.isNaN(n), big: n > 1000 });
    },
  }),
  { values: { value: '1e4' } },
  { values: { value: '0x10' } },
  { values: { value: ' ' } },
  { values: { value: '' } },
  { values: { value: 'Infinity' } },
);

/** Mebibytes as the largest unit that fits. */
export const humanSize = trapped(
  defineChart({
    ...base,
    name: 'human-size',
    values: z.object({ mebibytes: z.int().min(1).max(10_000_000).default(512) }),
    build(chart, { mebibytes }) {
      const size =
        mebibytes % (1024 * 1024) === 0
          ? `${mebibytes / (1024 * 1024)}Ti`
          : mebibytes % 1024 === 0
            ? `${mebibytes / 1024}Gi`
            : `${mebibytes}Mi`;
      it(chart, { storage: size });
    },
  }),
  { values: { mebibytes: 1024 } },
  { values: { mebibytes: 1_048_576 } },
  { values: { mebibytes: 2_097_152 } },
  { values: { mebibytes: 1_000_000 } },
  { values: { mebibytes: 1025 } },
);

/** Milli-CPUs, as Kubernetes writes them. */
export const cpu = trapped(
  defineChart({
    ...base,
    name: 'cpu',
    values: z.object({ cores: z.number().min(0.1).max(64).default(0.5) }),
    build(chart, { cores }) {
      it(chart, { cpu: Number.isInteger(cores) ? String(cores) : `${Math.round(cores * 1000)}m` });
    },
  }),
  { values: { cores: 1 } },
  { values: { cores: 0.1 } },
  { values: { cores: 1.0005 } },
  { values: { cores: 33.333 } },
);

/** Integers beyond what a number holds. */
export const bigint = trapped(
  defineChart({
    ...base,
    name: 'bigint',
    values: z.object({ gibibytes: z.int().min(1).max(100_000_000).default(1) }),
    build(chart, { gibibytes }) {
      configMap(chart, { bytes: (BigInt(gibibytes) * 1024n ** 3n).toString() });
    },
  }),
  { values: { gibibytes: 16 } },
  { values: { gibibytes: 8_388_609 } },
  { values: { gibibytes: 100_000_000 } },
);
