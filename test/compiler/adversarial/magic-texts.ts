import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

/** A host that means this very machine. */
export const localhost = trapped(
  defineChart({
    ...base,
    name: 'localhost',
    values: z.object({
      host: z.string().min(1).default('shop.example.com'),
      port: z.int().min(1).max(65535).default(8080),
    }),
    build(chart, { host, port }) {
      configMap(chart, { url: `${host === 'localhost' ? 'http' : 'https'}://${host}:${port}` });
    },
  }),
  { values: { host: 'localhost' } },
  { values: { host: 'Localhost' } },
  { values: { host: 'localhost', port: 443 } },
);

/** `-` as storage class: none at all, as most public charts have it. */
export const storageDash = trapped(
  defineChart({
    ...base,
    name: 'storage-dash',
    values: z.object({ storageClass: z.string().default(''), size: z.string().default('1Gi') }),
    build(chart, { storageClass, size }) {
      it(chart, {
        ...(storageClass && { storageClassName: storageClass === '-' ? '' : storageClass }),
        resources: { requests: { storage: size } },
      });
    },
  }),
  { values: { storageClass: '-' } },
  { values: { storageClass: '' } },
  { values: { storageClass: '--' } },
  { values: { storageClass: 'fast', size: '-' } },
);

/** Words that people write for true. */
export const truthyWord = trapped(
  defineChart({
    ...base,
    name: 'truthy-word',
    values: z.object({ debug: z.string().default('no') }),
    build(chart, { debug }) {
      const on = ['1', 'yes', 'on', 'true'].includes(debug.trim().toLowerCase());
      it(chart, { debug: on, ...(on && { level: 'trace' }) });
    },
  }),
  { values: { debug: 'yes' } },
  { values: { debug: 'ON' } },
  { values: { debug: ' true ' } },
  { values: { debug: '1' } },
  { values: { debug: 'yess' } },
);

/** Names that are not to be had. */
const RESERVED = new Set(['admin', 'root', 'postgres', 'template0']);
export const reserved = trapped(
  defineChart({
    ...base,
    name: 'reserved',
    values: z.object({ user: z.string().min(1).default('shop') }),
    build(chart, { user }) {
      it(chart, { user: RESERVED.has(user) ? `${user}_app` : user });
    },
  }),
  { values: { user: 'admin' } },
  { values: { user: 'postgres' } },
  { values: { user: 'template0' } },
  { values: { user: 'template1' } },
);

/** `latest`, or no tag at all, is pulled each time. */
export const pullPolicy = trapped(
  defineChart({
    ...base,
    name: 'pull-policy',
    values: z.object({ repository: z.string().min(1).default('ghcr.io/acme/web'), tag: z.string().default('1.2.3') }),
    build(chart, { repository, tag }) {
      const image = tag ? `${repository}:${tag}` : repository;
      it(chart, { image, imagePullPolicy: tag === '' || tag === 'latest' ? 'Always' : 'IfNotPresent' });
    },
  }),
  { values: { tag: 'latest' } },
  { values: { tag: '' } },
  { values: { tag: 'latest-alpine' } },
);

/** A level in any case; what is not known is `info`. */
export const logLevel = trapped(
  defineChart({
    ...base,
    name: 'log-level',
    values: z.object({ level: z.string().default('info') }),
    build(chart, { level }) {
      switch (level.toLowerCase()) {
        case 'debug':
        case 'trace':
          return void it(chart, { level: 'debug', source: true });
        case 'warning':
        case 'warn':
          return void it(chart, { level: 'warn' });
        case 'fatal':
          return void it(chart, { level: 'error', exit: true });
        default:
          return void it(chart, { level: 'info' });
      }
    },
  }),
  { values: { level: 'TRACE' } },
  { values: { level: 'debug' } },
  { values: { level: 'Warning' } },
  { values: { level: 'fatal' } },
);

/** One team's pods go to machines of their own. */
export const teamLabel = trapped(
  defineChart({
    ...base,
    name: 'team-label',
    values: z.object({ labels: z.record(z.string().regex(/^[a-z]{1,12}$/), z.string()).default({ team: 'shop' }) }),
    build(chart, { labels }) {
      it(chart, {
        labels,
        ...(labels['team'] === 'infra' && { nodeSelector: { pool: 'infra' } }),
        ...('critical' in labels && { priorityClassName: 'high' }),
      });
    },
  }),
  { values: { labels: { team: 'infra' } } },
  { values: { labels: { critical: '' } } },
  { values: { labels: { team: 'infra', critical: 'no' } } },
);

/** Two characters of a code. */
export const article = trapped(
  defineChart({
    ...base,
    name: 'article',
    values: z.object({
      code: z
        .string()
        .regex(/^[A-Z0-9]{6}$/)
        .default('A12345'),
    }),
    build(chart, { code }) {
      it(chart, { code, refrigerated: code[0] === 'X' && code[3] === '7', series: code.charAt(1) });
    },
  }),
  { values: { code: 'XAB7CD' } },
  { values: { code: 'XAB8CD' } },
  { values: { code: '7X77X7' } },
);

/** A rule on a password's length that nobody wrote into the schema. */
export const password = trapped(
  defineChart({
    ...base,
    name: 'password',
    values: z.object({
      user: z.string().min(1).default('shop'),
      password: z.string().min(1).default('correct horse battery'),
    }),
    build(chart, { user, password }) {
      if (password.length < 8) throw new Error('A password has at least 8 characters.');
      if (password === user) throw new Error('A password is not the user.');
      it(chart, { user, password, strong: password.length >= 16 });
    },
  }),
  { values: { password: 'seven77' } },
  { values: { password: 'eight888' } },
  { values: { password: 'fifteen15151515' } },
  { values: { password: 'sixteen161616161' } },
  { values: { user: 'longlonglong', password: 'longlonglong' } },
);

/** A word that is the same from behind, and one that is meant from behind. */
export const mirror = trapped(
  defineChart({
    ...base,
    name: 'mirror',
    values: z.object({
      text: z
        .string()
        .regex(/^[a-z]{1,20}$/)
        .default('shop'),
    }),
    build(chart, { text }) {
      const back = [...text].reverse().join('');
      it(chart, { text, palindrome: back === text, admin: back === 'nimda' });
    },
  }),
  { values: { text: 'admin' } },
  { values: { text: 'level' } },
  { values: { text: 'a' } },
);

/** A switch for features in one text, as environment variables have them. */
export const features = trapped(
  defineChart({
    ...base,
    name: 'features',
    values: z.object({ features: z.string().default('search,cart') }),
    build(chart, { features }) {
      const on = features.split(',').map((feature) => feature.trim());
      it(chart, {
        search: on.includes('search'),
        beta: on.includes('beta'),
        ...(on.includes('metrics') && { port: 9090 }),
      });
    },
  }),
  { values: { features: 'beta' } },
  { values: { features: 'search, metrics' } },
  { values: { features: '' } },
  { values: { features: 'betamax,research' } },
);
