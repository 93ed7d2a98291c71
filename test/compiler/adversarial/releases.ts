import { createHash } from 'node:crypto';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, LONGEST_RELEASE, trapped } from './trapped';

/** `helm create`'s full name: the release alone when it says the chart's name already. */
export const fullName = trapped(
  defineChart({
    ...base,
    name: 'full-name',
    values: z.object({ nameOverride: z.string().default(''), fullnameOverride: z.string().default('') }),
    build(chart, { nameOverride, fullnameOverride }, release) {
      const name = nameOverride || 'full-name';
      const full = fullnameOverride || (release.name.includes(name) ? release.name : `${release.name}-${name}`);
      configMap(chart, { a: 'b' }, full.slice(0, 63).replace(/-$/, ''));
    },
  }),
  { release: 'full-name' },
  { release: 'my-full-name-2' },
  { release: 'web', values: { nameOverride: 'web' } },
  { release: 'r', values: { fullnameOverride: `${'x'.repeat(62)}-y` } },
  { release: LONGEST_RELEASE },
);

/** A namespace of the system. */
export const systemNamespace = trapped(
  defineChart({
    ...base,
    name: 'system-namespace',
    values: z.object({ priority: z.string().default('') }),
    build(chart, { priority }, release) {
      it(chart, {
        priorityClassName: priority || (release.namespace === 'kube-system' ? 'system-cluster-critical' : 'normal'),
      });
    },
  }),
  { namespace: 'kube-system' },
  { namespace: 'kube-system', values: { priority: 'x' } },
  { namespace: 'kube-public' },
);

/** A stage that the namespace says. */
export const stageOfNamespace = trapped(
  defineChart({
    ...base,
    name: 'stage-of-namespace',
    values: z.object({ replicas: z.int().min(1).max(9).default(2) }),
    build(chart, { replicas }, release) {
      const live = release.namespace?.startsWith('prod-') ?? false;
      it(chart, { replicas: live ? Math.max(replicas, 3) : replicas, stage: release.namespace?.split('-').at(-1) });
    },
  }),
  { namespace: 'prod-shop' },
  { namespace: 'prod-shop', values: { replicas: 5 } },
  { namespace: 'shop-prod' },
);

/** A name may not begin with a digit. */
export const digitFirst = trapped(
  defineChart({
    ...base,
    name: 'digit-first',
    values: z.object({ port: z.int().min(1).max(65535).default(80) }),
    build(chart, { port }, release) {
      it(chart, { service: /^[0-9]/.test(release.name) ? `svc-${release.name}` : release.name, port });
    },
  }),
  { release: '2048' },
  { release: '007' },
  { release: 'a2048' },
);

/** A CronJob's name is cut at 52 characters. */
export const cronName = trapped(
  defineChart({
    ...base,
    name: 'cron-name',
    values: z.object({
      job: z
        .string()
        .regex(/^[a-z]{1,40}$/)
        .default('backup'),
    }),
    build(chart, { job }, release) {
      it(chart, {
        name: `${release.name}-${job}`.slice(0, 52).replace(/-+$/, ''),
        short: release.name.substring(0, 8),
      });
    },
  }),
  { release: LONGEST_RELEASE },
  { release: 'r'.repeat(51) },
  { release: 'r', values: { job: 'j'.repeat(40) } },
  { release: 'r'.repeat(20), values: { job: 'j'.repeat(40) } },
);

/** The release's name as a name of a database. */
export const databaseName = trapped(
  defineChart({
    ...base,
    name: 'database-name',
    values: z.object({
      suffix: z
        .string()
        .regex(/^[a-z]{0,8}$/)
        .default(''),
    }),
    build(chart, { suffix }, release) {
      configMap(chart, { database: [release.name.replaceAll('-', '_'), suffix].filter(Boolean).join('_') });
    },
  }),
  { release: 'my-long-release' },
  { release: 'a--b', values: { suffix: 'test' } },
);

/** A release for one value. */
export const releaseIsValue = trapped(
  defineChart({
    ...base,
    name: 'release-is-value',
    values: z.object({ primary: z.string().default('blue') }),
    build(chart, { primary }, release) {
      it(chart, { active: release.name === primary, weight: release.name === primary ? 100 : 0 });
    },
  }),
  { release: 'blue' },
  { release: 'green', values: { primary: 'green' } },
  { release: 'green' },
);

/** A number made of the release's name. */
export const hashOfRelease = trapped(
  defineChart({
    ...base,
    name: 'hash-of-release',
    values: z.object({ salt: z.string().default('') }),
    build(chart, { salt }, release) {
      const hex = createHash('sha256').update(`${salt}${release.name}`).digest('hex');
      it(chart, { id: hex.slice(0, 8), minute: Number.parseInt(hex.slice(0, 2), 16) % 60 });
    },
  }),
  { release: 'a' },
  { release: 'b', values: { salt: 'x' } },
);

/** One release of that name has the cluster-wide things. */
export const firstRelease = trapped(
  defineChart({
    ...base,
    name: 'first-release',
    values: z.object({ host: z.string().default('h') }),
    build(chart, { host }, release) {
      it(chart, { host });
      if (release.name === 'main' && release.namespace === 'platform') it(chart, { host }, 'cluster-wide');
    },
  }),
  { release: 'main', namespace: 'platform' },
  { release: 'main', namespace: 'other' },
  { release: 'other', namespace: 'platform' },
);

/** Longer names, by parts. */
export const nameParts = trapped(
  defineChart({
    ...base,
    name: 'name-parts',
    values: z.object({ team: z.string().default('') }),
    build(chart, { team }, release) {
      const [first = '', second] = release.name.split('-');
      it(chart, {
        team: team || first,
        stage: second ?? 'dev',
        parts: release.name.split('-').length,
        long: release.name.length > 20,
      });
    },
  }),
  { release: 'shop-live' },
  { release: 'shop' },
  { release: 'a-b-c-d' },
  { release: 'twenty-one-characters' },
);
