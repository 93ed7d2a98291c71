import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, it, trapped, word } from './trapped';

/** A registry for each region. */
const REGISTRIES: Readonly<Record<string, string>> = {
  'eu-central-1': 'eu.registry.example.com',
  'us-east-1': 'us.registry.example.com',
  'ap-south-1': 'ap.registry.example.com',
};
export const regionTable = trapped(
  defineChart({
    ...base,
    name: 'region-table',
    values: z.object({ region: z.string().min(1).default('eu-central-1') }),
    build(chart, { region }) {
      it(chart, { image: `${REGISTRIES[region] ?? 'registry.example.com'}/web:1` });
    },
  }),
  { values: { region: 'us-east-1' } },
  { values: { region: 'ap-south-1' } },
  { values: { region: 'us-west-1' } },
);

/** A table whose prototype answers too. */
export const prototypeTable = trapped(
  defineChart({
    ...base,
    name: 'prototype-table',
    values: z.object({ kind: z.string().min(1).default('web') }),
    build(chart, { kind }) {
      const ports: Record<string, number> = { web: 80, mail: 25 };
      it(chart, {
        known: kind in ports,
        own: Object.hasOwn(ports, kind),
        port: Object.hasOwn(ports, kind) ? ports[kind] : 0,
      });
    },
  }),
  { values: { kind: 'mail' } },
  { values: { kind: 'constructor' } },
  { values: { kind: 'toString' } },
  { values: { kind: 'x' } },
);

/** Each size brings what the smaller ones have. */
export const fallthrough = trapped(
  defineChart({
    ...base,
    name: 'fallthrough',
    values: z.object({ plan: z.string().default('basic') }),
    build(chart, { plan }) {
      const features: string[] = [];
      switch (plan) {
        // @ts-expect-error falls through on purpose
        case 'enterprise':
          features.push('sso');
        // @ts-expect-error falls through on purpose
        case 'team':
          features.push('groups');
        case 'basic':
          features.push('login');
          break;
        case 'none':
          return;
        default:
          features.push('trial');
      }
      it(chart, { features });
    },
  }),
  { values: { plan: 'enterprise' } },
  { values: { plan: 'team' } },
  { values: { plan: 'none' } },
  { values: { plan: 'other' } },
);

/** Two keys into a table of tables. */
const PRICES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  eu: { small: 5, large: 20 },
  us: { small: 6, large: 22, huge: 99 },
};
export const planTable = trapped(
  defineChart({
    ...base,
    name: 'plan-table',
    values: z.object({ zone: z.string().default('eu'), size: z.string().default('small') }),
    build(chart, { zone, size }) {
      it(chart, { price: PRICES[zone]?.[size] ?? -1 });
    },
  }),
  { values: { zone: 'us' } },
  { values: { zone: 'us', size: 'huge' } },
  { values: { zone: 'eu', size: 'huge' } },
  { values: { size: 'large' } },
);

/** A key made of two values. */
const DRIVERS = new Map([
  ['aws-block', 'ebs.csi.aws.com'],
  ['aws-file', 'efs.csi.aws.com'],
  ['gcp-block', 'pd.csi.storage.gke.io'],
]);
export const joinedKey = trapped(
  defineChart({
    ...base,
    name: 'joined-key',
    values: z.object({ cloud: word.default('aws'), storage: word.default('block') }),
    build(chart, { cloud, storage }) {
      const driver = DRIVERS.get(`${cloud}-${storage}`);
      if (driver === undefined) throw new Error(`No driver for ${storage} on ${cloud}.`);
      it(chart, { driver });
    },
  }),
  { values: { storage: 'file' } },
  { values: { cloud: 'gcp' } },
  { values: { cloud: 'gcp', storage: 'file' } },
  { values: { cloud: 'azure' } },
);

/** A list by index. */
export const byIndex = trapped(
  defineChart({
    ...base,
    name: 'by-index',
    values: z.object({ level: z.int().min(-2).max(20).default(1) }),
    build(chart, { level }) {
      const names = ['none', 'low', 'middle', 'high', 'extreme'];
      it(chart, { name: names[level] ?? 'off the scale', last: names.at(level) ?? 'nothing' });
    },
  }),
  { values: { level: 4 } },
  { values: { level: 5 } },
  { values: { level: -1 } },
  { values: { level: 0 } },
);

/** The chosen profile, or the first. */
export const findOrFirst = trapped(
  defineChart({
    ...base,
    name: 'find-or-first',
    values: z.object({
      active: z.string().default('small'),
      profiles: z.array(z.object({ name: word, cpu: z.int().min(1).max(64) })).default([
        { name: 'small', cpu: 1 },
        { name: 'large', cpu: 8 },
      ]),
    }),
    build(chart, { active, profiles }) {
      const chosen = profiles.find(({ name }) => name === active) ?? profiles[0];
      it(chart, chosen ? { cpu: chosen.cpu, profile: chosen.name } : { cpu: 0 });
    },
  }),
  { values: { active: 'large' } },
  { values: { active: 'other' } },
  { values: { profiles: [] } },
  {
    values: {
      active: 'bb',
      profiles: [
        { name: 'aa', cpu: 2 },
        { name: 'bb', cpu: 3 },
        { name: 'bb', cpu: 4 },
      ],
    },
  },
);

/** Names that stand for others, which stand for others. */
export const aliases = trapped(
  defineChart({
    ...base,
    name: 'aliases',
    values: z.object({ engine: z.string().min(1).default('postgres') }),
    build(chart, { engine }) {
      const other: Record<string, string> = {
        pg: 'postgresql',
        postgresql: 'postgres',
        maria: 'mariadb',
        mariadb: 'mysql',
      };
      let name = engine;
      while (Object.hasOwn(other, name)) name = other[name] as string;
      it(chart, { engine: name, port: name === 'postgres' ? 5432 : name === 'mysql' ? 3306 : 0 });
    },
  }),
  { values: { engine: 'pg' } },
  { values: { engine: 'maria' } },
  { values: { engine: 'mysql' } },
  { values: { engine: 'sqlite' } },
);

/** The rank of a word. */
export const ranks = trapped(
  defineChart({
    ...base,
    name: 'ranks',
    values: z.object({ have: z.string().default('staging'), need: z.string().default('production') }),
    build(chart, { have, need }) {
      const order = ['dev', 'staging', 'production'];
      it(chart, { enough: order.indexOf(have) >= order.indexOf(need), rank: order.indexOf(have) });
    },
  }),
  { values: { have: 'production' } },
  { values: { need: 'dev' } },
  { values: { have: 'x', need: 'y' } },
  { values: { have: 'dev', need: 'x' } },
);

/** Text files by language, with a base language behind a region. */
export const language = trapped(
  defineChart({
    ...base,
    name: 'language',
    values: z.object({
      locale: z
        .string()
        .regex(/^[a-z]{2}(_[A-Z]{2})?$/)
        .default('en'),
    }),
    build(chart, { locale }) {
      const hello: Readonly<Record<string, string>> = { en: 'Hello', de: 'Hallo', de_CH: 'Grüezi', fr: 'Bonjour' };
      configMap(chart, { hello: hello[locale] ?? hello[locale.slice(0, 2)] ?? '?' });
    },
  }),
  { values: { locale: 'de_CH' } },
  { values: { locale: 'de_AT' } },
  { values: { locale: 'fr_FR' } },
  { values: { locale: 'it_IT' } },
);
