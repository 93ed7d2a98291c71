import { ApiObject, type Chart } from 'cdk8s';
import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base } from './author';

/** What is worked out over the items of lists: sums, orders, items of one kind once, maps, places in a count. */
const it = (chart: Chart, spec: object, id = 'it'): ApiObject =>
  new ApiObject(chart, id, { apiVersion: 'example.org/v1', kind: 'It', metadata: { name: id }, spec });
const made = <S extends z.ZodRawShape>(
  name: string,
  shape: S,
  spec: (values: z.output<z.ZodObject<S>>, chart: Chart) => object | undefined,
): ReturnType<typeof defineChart> =>
  defineChart({
    ...base,
    name,
    values: z.object(shape),
    build(chart, values) {
      const own = spec(values, chart);
      if (own) it(chart, own);
    },
  });
const backends = z
  .array(z.object({ name: z.string(), weight: z.int().min(0).max(100).optional() }))
  .default([{ name: 'stable', weight: 90 }, { name: 'canary' }]);
const ports = z
  .array(z.object({ name: z.string(), port: z.int().min(1).max(65535) }))
  .default([{ name: 'web', port: 80 }]);
const pairs = z
  .array(z.object({ name: z.string(), value: z.string() }))
  .default([{ name: 'LOG_LEVEL', value: 'info' }]);
const services = z
  .array(z.object({ name: z.string(), memory: z.int().min(0), replicas: z.int().min(1).default(1) }))
  .default([{ name: 'ledger', memory: 2, replicas: 2 }]);
const envName = (key: string): string => key.toUpperCase().replace(/[^A-Z0-9]/g, '_');

export const ttl = made(
  'reckoned-ttl',
  {
    backups: z
      .record(z.string(), z.object({ every: z.enum(['hourly', 'daily']), keep: z.int().min(1).max(365).optional() }))
      .default({ all: { every: 'daily' }, databases: { every: 'hourly', keep: 48 } }),
  },
  ({ backups }) => {
    const hours = { hourly: 1, daily: 24 };
    return {
      backups: Object.entries(backups).map(([name, { every, keep = 7 }]) => ({
        name,
        ttl: `${hours[every] * keep}h0m0s`,
      })),
    };
  },
);
export const total = made('reckoned-total', { routes: z.array(z.object({ backends })).default([]) }, ({ routes }) => ({
  routes: routes.map((route) => ({
    total: `${route.backends.reduce((sum, { weight }) => sum + (weight ?? 1), 0)}`,
    backends: route.backends.map(({ name, weight = 1 }) => ({ name, weight })),
  })),
}));
export const refused = made('reckoned-refused', { backends }, ({ backends: all }) => {
  const sum = all.reduce((n, { weight = 1 }) => n + weight, 0);
  if (sum === 0) throw new Error('No backend has a weight');
  return { sum };
});
export const shards = made(
  'reckoned-shards',
  { shards: z.int().min(1).max(6).default(3), rows: z.int().min(1).default(1000) },
  ({ shards: count, rows }, chart) => {
    const per = Math.ceil(rows / count);
    for (let i = 0; i < count; i++)
      it(chart, { from: `${i * per}`, to: `${Math.min((i + 1) * per, rows)}`, last: i === count - 1 }, `shard-${i}`);
    return undefined;
  },
);
export const memory = made('reckoned-memory', { services }, ({ services: all }) => {
  const sum = all.map(({ memory: size, replicas }) => size * replicas).reduce((a, b) => a + b, 0);
  return { limit: sum % 1024 === 0 ? `${sum / 1024}Gi` : `${sum}Mi` };
});
const UNITS: Readonly<Record<string, number>> = { Ki: 1, Mi: 1024, Gi: 1024 * 1024 };
function toKi(quantity: string): number {
  const factor = UNITS[quantity.slice(-2)];
  if (!factor) throw new Error(`Not a quantity: ${quantity}`);
  return Number.parseInt(quantity, 10) * factor;
}
export const quantities = made(
  'reckoned-quantities',
  { sizes: z.array(z.object({ size: z.string().regex(/^\d+(Ki|Mi|Gi)$/) })).default([{ size: '2Gi' }]) },
  ({ sizes }) => ({ total: `${sizes.reduce((sum, { size }) => sum + toKi(size), 0)}Ki` }),
);
export const greatest = made('reckoned-greatest', { services }, ({ services: all }) => ({
  most: `${Math.max(1, ...all.map(({ memory: size }) => size))}`,
}));
export const looped = made('reckoned-looped', { services }, ({ services: all }) => {
  let sum = 0;
  for (const one of all) if (one.name !== 'skip') sum += one.memory * one.replicas;
  return { sum: `${sum}` };
});
export const lowered = made(
  'reckoned-lowered',
  { owners: z.array(z.string()).default(['platform', 'Core']) },
  ({ owners }) => ({
    owners: owners
      .map((owner) => owner.toLowerCase())
      .sort()
      .join(','),
  }),
);
export const byPort = made('reckoned-by-port', { ports }, ({ ports: all }) => ({
  ports: [...all].sort((a, b) => a.port - b.port).map(({ name, port }) => ({ name, port })),
}));
export const byWeight = made(
  'reckoned-by-weight',
  { steps: z.array(z.object({ name: z.string(), weight: z.int().default(1) })).default([{ name: 'a', weight: 2 }]) },
  ({ steps }, chart) => {
    for (const { name, weight } of [...steps].sort((a, b) => b.weight - a.weight))
      it(chart, { weight }, `step-${name}`);
    return undefined;
  },
);
export const byName = made(
  'reckoned-by-name',
  { teams: z.array(z.object({ name: z.string().regex(/^[a-z]+$/), lead: z.string() })).default([]) },
  ({ teams }) => ({ teams: teams.toSorted((a, b) => a.name.localeCompare(b.name)) }),
);
export const namespaces = made(
  'reckoned-namespaces',
  { apps: z.array(z.object({ name: z.string(), namespace: z.string() })).default([{ name: 'a', namespace: 'b' }]) },
  ({ apps }, chart) => {
    for (const namespace of new Set(apps.map((app) => app.namespace))) it(chart, { namespace }, `ns-${namespace}`);
    return undefined;
  },
);
export const secrets = made(
  'reckoned-secrets',
  { hosts: z.array(z.object({ host: z.string(), tls: z.string() })).default([{ host: 'a.example', tls: 'a' }]) },
  ({ hosts }) => ({ secrets: [...new Set(hosts.map(({ tls }) => tls))] }),
);
export const keys = made('reckoned-keys', { keys: z.array(z.string()).default(['smtp.host']) }, ({ keys: all }) => ({
  data: Object.fromEntries(all.map((key) => [envName(key), `{{ .${envName(key)} }}`])),
}));
export const assigned = made('reckoned-assigned', { pairs }, ({ pairs: all }) => {
  const env: Record<string, string> = {};
  for (const { name, value } of all) env[name] = value;
  return { env };
});
export const reduced = made('reckoned-reduced', { pairs }, ({ pairs: all }) => ({
  env: all.reduce<Record<string, string>>((env, { name, value }) => ({ ...env, [name]: value }), {}),
}));
export const prefixed = made('reckoned-prefixed', { pairs }, ({ pairs: all }) => {
  const env: Record<string, string> = { FIXED: 'x' };
  all.forEach(({ name, value }) => {
    env[`APP_${name.toUpperCase()}`] = value;
  });
  return { env };
});
export const json = made(
  'reckoned-json',
  {
    queues: z
      .array(z.object({ ttl: z.int().min(1).max(100_000).optional(), dlx: z.boolean().default(false) }))
      .default([{ ttl: 3, dlx: false }]),
  },
  ({ queues }) => ({
    text: JSON.stringify(
      queues.map(({ ttl: seconds, dlx }) => ({
        ...(seconds !== undefined && { ttl: seconds * 1000 }),
        ...(dlx && { exchange: 'x.dlx' }),
      })),
    ),
  }),
);
export const grouped = made(
  'reckoned-grouped',
  { users: z.array(z.object({ team: z.string(), name: z.string() })).default([{ team: 'a', name: 'b' }]) },
  ({ users }) => {
    const teams = new Map<string, string[]>();
    for (const { team, name } of users) teams.set(team, [...(teams.get(team) ?? []), name]);
    return { teams: [...teams].map(([team, members]) => ({ team, members })) };
  },
);
const users = z
  .array(z.object({ team: z.string(), name: z.string(), admin: z.boolean().default(false) }))
  .default([{ team: 'a', name: 'b', admin: true }]);
export const pushed = made('reckoned-pushed', { users }, ({ users: all }) => {
  const teams = new Map<string, string[]>();
  for (const { team, name } of all) {
    if (!teams.has(team)) teams.set(team, []);
    teams.get(team)?.push(name);
  }
  return { teams: [...teams.entries()].map(([name, members]) => ({ name, members })) };
});
export const keyed = made('reckoned-keyed', { users }, ({ users: all }) => ({
  teams: all.reduce<Record<string, string[]>>((teams, { team, name }) => {
    (teams[team] = teams[team] ?? []).push(name);
    return teams;
  }, {}),
}));
export const filtered = made('reckoned-filtered', { users }, ({ users: all }) => ({
  teams: [...new Set(all.map(({ team }) => team))].map((team) => ({
    team,
    members: all.filter((one) => one.team === team).map(({ name }) => name),
  })),
}));
export const digits = made('reckoned-digits', { users }, ({ users: all }) => {
  const teams: Record<string, string[]> = {};
  for (const { team, name } of all) (teams[team] ??= []).push(name);
  return { teams: Object.entries(teams).map(([name, members]) => ({ name, members })) };
});
export const after = made(
  'reckoned-after',
  { stages: z.array(z.object({ name: z.string(), image: z.string() })).default([{ name: 'lint', image: 'node' }]) },
  ({ stages }) => {
    let previous = 'clone';
    const tasks: object[] = [{ name: 'clone' }];
    for (const { name, image } of stages) {
      tasks.push({ name, image, runAfter: [previous] });
      previous = name;
    }
    return { tasks };
  },
);
