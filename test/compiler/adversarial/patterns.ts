import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped } from './trapped';

/** What a release of the app can do, by its major and minor version. */
export const semver = trapped(
  defineChart({
    ...base,
    name: 'semver',
    values: z.object({
      version: z
        .string()
        .regex(/^\d{1,2}\.\d{1,2}\.\d{1,2}$/)
        .default('1.4.0'),
    }),
    build(chart, { version }) {
      const [, major = '0', minor = '0'] = /^(\d+)\.(\d+)/.exec(version) ?? [];
      const at = Number(major) * 100 + Number(minor);
      it(chart, { version, metricsPath: at >= 209 ? '/metrics' : '/prometheus', ...(at < 104 && { legacy: true }) });
    },
  }),
  { values: { version: '2.9.0' } },
  { values: { version: '2.8.99' } },
  { values: { version: '1.3.9' } },
  { values: { version: '10.0.0' } },
);

/** A schedule of five fields, or a word. */
export const schedule = trapped(
  defineChart({
    ...base,
    name: 'schedule',
    values: z.object({ schedule: z.string().min(1).default('@daily') }),
    build(chart, { schedule }) {
      if (!/^@(hourly|daily|weekly|monthly)$/.test(schedule) && !/^(\S+ ){4}\S+$/.test(schedule))
        throw new Error(`'${schedule}' is no schedule.`);
      it(chart, { schedule, often: schedule === '@hourly' || /^\*/.test(schedule) });
    },
  }),
  { values: { schedule: '@hourly' } },
  { values: { schedule: '*/5 * * * *' } },
  { values: { schedule: '0 3 * * 1' } },
  { values: { schedule: 'never' } },
);

/** Seconds of a duration. */
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };
export const duration = trapped(
  defineChart({
    ...base,
    name: 'duration',
    values: z.object({
      timeout: z
        .string()
        .regex(/^[1-9][0-9]{0,3}[smhd]$/)
        .default('30s'),
    }),
    build(chart, { timeout }) {
      const seconds = Number(timeout.slice(0, -1)) * (UNITS[timeout.slice(-1)] as number);
      it(chart, { seconds, long: seconds > 3600 });
    },
  }),
  { values: { timeout: '15m' } },
  { values: { timeout: '60m' } },
  { values: { timeout: '61m' } },
  { values: { timeout: '1d' } },
  { values: { timeout: '9999d' } },
);

/** An address or a name. */
export const address = trapped(
  defineChart({
    ...base,
    name: 'address',
    values: z.object({ server: z.string().min(1).default('db.example.com') }),
    build(chart, { server }) {
      const isAddress = /^\d{1,3}(\.\d{1,3}){3}$/.test(server);
      it(
        chart,
        isAddress ? { type: 'ClusterIP', endpoints: [{ ip: server }] } : { type: 'ExternalName', externalName: server },
      );
    },
  }),
  { values: { server: '10.0.0.7' } },
  { values: { server: '10.0.0' } },
  { values: { server: '10.0.0.7.example.com' } },
);

/** Host and port out of one text. */
export const hostAndPort = trapped(
  defineChart({
    ...base,
    name: 'host-and-port',
    values: z.object({
      address: z
        .string()
        .regex(/^[a-z]{1,10}(:[0-9]{1,5})?$/)
        .default('redis:6379'),
    }),
    build(chart, { address }) {
      const { host, port } = /^(?<host>[^:]+)(:(?<port>\d+))?$/.exec(address)?.groups ?? {};
      it(chart, { host, port: Number(port ?? 6379) });
    },
  }),
  { values: { address: 'redis' } },
  { values: { address: 'redis:1' } },
  { values: { address: 'redis:06379' } },
);

/** Placeholders filled in by a function. */
export const placeholders = trapped(
  defineChart({
    ...base,
    name: 'placeholders',
    values: z.object({ template: z.string().default('Hello ${name}'), name: z.string().default('world') }),
    build(chart, { template, name }) {
      const known: Readonly<Record<string, string>> = { name, app: 'shop' };
      configMap(chart, { text: template.replace(/\$\{(\w+)\}/g, (whole, key: string) => known[key] ?? whole) });
    },
  }),
  { values: { template: '${app}/${name}' } },
  { values: { template: '${other}' } },
  { values: { template: 'plain' } },
  { values: { name: '${app}' } },
);

/** Any title as a name. */
export const slug = trapped(
  defineChart({
    ...base,
    name: 'slug',
    values: z.object({ title: z.string().min(1).default('My Shop') }),
    build(chart, { title }) {
      const slug = title
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-+|-+$/g, '');
      it(chart, { title, slug: slug || 'untitled' });
    },
  }),
  { values: { title: '???' } },
  { values: { title: ' A  B ' } },
  { values: { title: 'Ünïcödé' } },
  { values: { title: 'x' } },
);

/** A regular expression with a memory: `test` with the flag `g` goes on where it ended. */
const LETTERS = /[a-z]+/g;
export const stickyRegex = trapped(
  defineChart({
    ...base,
    name: 'sticky-regex',
    values: z.object({ first: z.string().default('abc'), second: z.string().default('abc') }),
    build(chart, { first, second }) {
      LETTERS.lastIndex = 0;
      it(chart, { first: LETTERS.test(first), second: LETTERS.test(second) });
    },
  }),
  { values: { first: '', second: 'abc' } },
  { values: { first: 'a', second: 'abc' } },
  { values: { first: 'abc', second: 'abcd' } },
);

/** Digits made unreadable. */
export const masked = trapped(
  defineChart({
    ...base,
    name: 'masked',
    values: z.object({ account: z.string().default('DE12 3456') }),
    build(chart, { account }) {
      it(chart, { shown: account.replace(/\d(?=\d{2})/g, '*'), digits: (account.match(/\d/g) ?? []).length });
    },
  }),
  { values: { account: '123456789' } },
  { values: { account: '12' } },
  { values: { account: '' } },
  { values: { account: 'no digits' } },
);

/** The part of an address behind the @. */
export const mailDomain = trapped(
  defineChart({
    ...base,
    name: 'mail-domain',
    values: z.object({ mail: z.string().min(1).default('ops@example.com') }),
    build(chart, { mail }) {
      const domain = /@([\w.-]+)$/.exec(mail)?.[1];
      it(chart, { mail, ...(domain !== undefined && { domain }), ours: domain === 'acme.test' });
    },
  }),
  { values: { mail: 'ops@acme.test' } },
  { values: { mail: 'ops' } },
  { values: { mail: 'a@b@acme.test' } },
);
