import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, deployment, freeMap, object, some, texts } from './author';

export const envList = defineChart({
  ...base,
  name: 'env-list',
  values: z.object({ extraEnv: z.array(z.object({ name: z.string().min(1), value: z.string() })).default([]) }),
  build(chart, { extraEnv }, release) {
    deployment(chart, release, { container: { env: [{ name: 'PORT', value: '8080' }, ...extraEnv] } });
  },
});

export const envMap = defineChart({
  ...base,
  name: 'env-map',
  values: z.object({ env: texts.default({ LOG_LEVEL: 'info' }) }),
  build(chart, { env }, release) {
    deployment(chart, release, { container: { env: Object.entries(env).map(([name, value]) => ({ name, value })) } });
  },
});

export const envValueFrom = defineChart({
  ...base,
  name: 'env-value-from',
  values: z.object({
    env: z
      .record(z.string(), z.union([z.string(), z.object({ secret: z.string().min(1), key: z.string().min(1) })]))
      .default({ MODE: 'fast' }),
  }),
  build(chart, { env }, release) {
    deployment(chart, release, {
      container: {
        env: Object.entries(env).map(([name, value]) =>
          typeof value === 'string'
            ? { name, value }
            : { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } },
        ),
      },
    });
  },
});

export const envScalars = defineChart({
  ...base,
  name: 'env-scalars',
  values: z.object({
    env: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({ PORT: 80, DEBUG: false }),
  }),
  build(chart, { env }, release) {
    deployment(chart, release, {
      container: { env: Object.entries(env).map(([name, value]) => ({ name, value: String(value) })) },
    });
  },
});

export const envRaw = defineChart({
  ...base,
  name: 'env-raw',
  values: z.object({
    env: z.array(freeMap).default([{ name: 'A', value: 'b' }]),
    envFrom: z.array(freeMap).default([]),
  }),
  build(chart, { env, envFrom }, release) {
    deployment(chart, release, { container: { ...some('env', env), ...some('envFrom', envFrom) } });
  },
});

export const envFromNames = defineChart({
  ...base,
  name: 'env-from-names',
  values: z.object({
    secrets: z.array(z.string().min(1)).default([]),
    configMaps: z.array(z.string().min(1)).default([]),
  }),
  build(chart, { secrets, configMaps }, release) {
    deployment(chart, release, {
      container: {
        envFrom: [
          ...configMaps.map((name) => ({ configMapRef: { name } })),
          ...secrets.map((name) => ({ secretRef: { name, optional: true } })),
        ],
      },
    });
  },
});

export const secretEnv = defineChart({
  ...base,
  name: 'secret-env',
  values: z.object({ secrets: texts.default({ API_KEY: 'x' }) }),
  build(chart, { secrets }, release) {
    object(chart, 'v1', 'Secret', release.name, { stringData: secrets });
    deployment(chart, release, {
      container: {
        env: Object.keys(secrets).map((key) => ({
          name: key,
          valueFrom: { secretKeyRef: { name: release.name, key } },
        })),
      },
    });
  },
});

export const secretBase64 = defineChart({
  ...base,
  name: 'secret-base64',
  values: z.object({ secrets: texts.default({ API_KEY: 'x' }) }),
  build(chart, { secrets }, release) {
    const data = Object.fromEntries(
      Object.entries(secrets).map(([key, value]) => [key, Buffer.from(value).toString('base64')]),
    );
    object(chart, 'v1', 'Secret', release.name, { data });
  },
});

export const existingSecret = defineChart({
  ...base,
  name: 'existing-secret',
  values: z.object({
    auth: z
      .object({
        existingSecret: z.string().default(''),
        password: z.string().default('changeme'),
        key: z.string().min(1).default('password'),
      })
      .prefault({}),
  }),
  build(chart, { auth }, release) {
    if (!auth.existingSecret)
      object(chart, 'v1', 'Secret', release.name, { stringData: { [auth.key]: auth.password } });
    deployment(chart, release, {
      container: {
        env: [
          {
            name: 'PASSWORD',
            valueFrom: { secretKeyRef: { name: auth.existingSecret || release.name, key: auth.key } },
          },
        ],
      },
    });
  },
});

export const databaseUrl = defineChart({
  ...base,
  name: 'database-url',
  values: z.object({
    database: z
      .object({
        host: z.string().min(1).default('db'),
        port: z.int().min(1).max(65535).default(5432),
        name: z.string().min(1).default('app'),
        user: z.string().min(1).default('app'),
        ssl: z.boolean().default(true),
      })
      .prefault({}),
  }),
  build(chart, { database: { host, port, name, user, ssl } }, release) {
    const value = `postgres://${user}:$(PASSWORD)@${host}:${port}/${name}?sslmode=${ssl ? 'require' : 'disable'}`;
    deployment(chart, release, { container: { env: [{ name: 'DATABASE_URL', value }] } });
  },
});

export const nestedSettings = defineChart({
  ...base,
  name: 'nested-settings',
  values: z.object({
    config: z
      .record(
        z.string().regex(/^[a-z]{1,12}$/),
        z.record(z.string().regex(/^[A-Z_]{1,20}$/), z.union([z.string(), z.number(), z.boolean()])),
      )
      .default({ server: { ROOT_URL: 'http://x', HTTP_PORT: 3000 } }),
  }),
  build(chart, { config }, release) {
    configMap(
      chart,
      release.name,
      Object.fromEntries(
        Object.entries(config).flatMap(([section, entries]) =>
          Object.entries(entries).map(([key, value]) => [`APP__${section.toUpperCase()}__${key}`, String(value)]),
        ),
      ),
    );
  },
});

export const proxies = defineChart({
  ...base,
  name: 'proxies',
  values: z.object({
    httpProxy: z.string().default(''),
    httpsProxy: z.string().default(''),
    noProxy: z.array(z.string()).default([]),
    timezone: z.string().default('UTC'),
  }),
  build(chart, { httpProxy, httpsProxy, noProxy, timezone }, release) {
    const env = [
      { name: 'TZ', value: timezone },
      ...(httpProxy ? [{ name: 'HTTP_PROXY', value: httpProxy }] : []),
      ...(httpsProxy ? [{ name: 'HTTPS_PROXY', value: httpsProxy }] : []),
      ...(noProxy.length > 0 ? [{ name: 'NO_PROXY', value: noProxy.join(',') }] : []),
    ];
    deployment(chart, release, { container: { env } });
  },
});

export const envPrefix = defineChart({
  ...base,
  name: 'env-prefix',
  values: z.object({
    prefix: z
      .string()
      .regex(/^[A-Z]{1,9}_$/)
      .default('APP_'),
    settings: z.record(z.string().regex(/^[A-Z]{1,9}$/), z.string()).default({ MODE: 'a' }),
  }),
  build(chart, { prefix, settings }, release) {
    deployment(chart, release, {
      container: { env: Object.entries(settings).map(([key, value]) => ({ name: `${prefix}${key}`, value })) },
    });
  },
});

export const dotenv = defineChart({
  ...base,
  name: 'dotenv',
  values: z.object({ env: texts.default({ A: 'b' }) }),
  build(chart, { env }, release) {
    configMap(chart, release.name, {
      '.env': Object.entries(env)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(''),
    });
  },
});

export const mergedEnv = defineChart({
  ...base,
  name: 'merged-env',
  values: z.object({ env: texts.default({}), extra: texts.default({}) }),
  build(chart, { env, extra }, release) {
    configMap(chart, release.name, { HOST: '0.0.0.0', PORT: '8080', ...env, ...extra });
  },
});

export const downward = defineChart({
  ...base,
  name: 'downward',
  values: z.object({
    fields: z
      .array(z.enum(['metadata.name', 'metadata.namespace', 'status.podIP', 'spec.nodeName']))
      .default(['metadata.name']),
    cluster: z.string().default('local'),
  }),
  build(chart, { fields, cluster }, release) {
    deployment(chart, release, {
      container: {
        env: [
          ...fields.map((fieldPath) => ({ name: 'POD', valueFrom: { fieldRef: { fieldPath } } })),
          { name: 'CLUSTER', value: cluster },
        ],
      },
    });
  },
});
