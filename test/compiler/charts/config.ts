import { checksum, defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, deployment, freeList, freeMap, label, object, port, some, texts } from './author';

const key = z.string().regex(/^[a-z][a-z0-9_.]{0,20}$/);
const scalar = z.union([z.string(), z.number(), z.boolean()]);

export const iniFile = defineChart({
  ...base,
  name: 'ini-file',
  values: z.object({
    config: z.record(key, z.record(key, scalar)).default({ server: { port: 3000, domain: 'localhost' } }),
  }),
  build(chart, { config }, release) {
    const text = Object.entries(config).map(([section, entries]) =>
      [`[${section}]`, ...Object.entries(entries).map(([k, v]) => `${k} = ${v}`)].join('\n'),
    );
    configMap(chart, release.name, { 'app.ini': text.join('\n') });
  },
});

export const iniFlat = defineChart({
  ...base,
  name: 'ini-flat',
  values: z.object({ settings: z.record(key, z.string()).default({ timeout: '30' }) }),
  build(chart, { settings }, release) {
    configMap(chart, release.name, {
      'my.cnf': `[mysqld]\nskip-name-resolve\n${Object.entries(settings)
        .map(([k, v]) => `${k}=${v}`)
        .join('\n')}\n`,
    });
  },
});

export const jsonFile = defineChart({
  ...base,
  name: 'json-file',
  values: z.object({ config: freeMap.default({ a: 1 }) }),
  build(chart, { config }, release) {
    configMap(chart, release.name, { 'config.json': JSON.stringify(config, null, 2) });
  },
});

export const jsonTyped = defineChart({
  ...base,
  name: 'json-typed',
  values: z.object({
    title: z.string().default('Shop'),
    port: port.default(80),
    features: z.array(z.string()).default([]),
    debug: z.boolean().default(false),
  }),
  build(chart, { title, port, features, debug }, release) {
    configMap(chart, release.name, {
      'config.json': JSON.stringify({ title, server: { port, debug }, features }, null, 2),
      compact: JSON.stringify({ title, features }),
    });
  },
});

export const jsonMerged = defineChart({
  ...base,
  name: 'json-merged',
  values: z.object({ config: freeMap.default({}) }),
  build(chart, { config }, release) {
    configMap(chart, release.name, { 'config.json': JSON.stringify({ listen: ':80', log: 'info', ...config }) });
  },
});

export const propertiesFile = defineChart({
  ...base,
  name: 'properties-file',
  values: z.object({ properties: z.record(key, z.string()).default({ 'server.port': '80' }) }),
  build(chart, { properties }, release) {
    configMap(chart, release.name, {
      'application.properties': Object.entries(properties)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([k, v]) => `${k}=${v}`)
        .join('\n'),
    });
  },
});

export const redisConf = defineChart({
  ...base,
  name: 'redis-conf',
  values: z.object({
    maxmemory: z.string().default(''),
    appendonly: z.boolean().default(true),
    save: z.array(z.string()).default(['900 1']),
    extra: z.string().default(''),
  }),
  build(chart, { maxmemory, appendonly, save, extra }, release) {
    const lines = [
      `appendonly ${appendonly ? 'yes' : 'no'}`,
      ...(maxmemory ? [`maxmemory ${maxmemory}`] : []),
      ...save.map((one) => `save ${one}`),
      ...(extra ? [extra] : []),
    ];
    configMap(chart, release.name, { 'redis.conf': `${lines.join('\n')}\n` });
  },
});

export const nginxConf = defineChart({
  ...base,
  name: 'nginx-conf',
  values: z.object({
    serverName: z.string().min(1).default('_'),
    port: port.default(8080),
    upstream: z.string().min(1).default('app:3000'),
    bodySize: z
      .string()
      .regex(/^\d{1,4}[kmg]$/)
      .default('10m'),
    gzip: z.boolean().default(true),
    locations: z.array(z.object({ path: z.string().min(1), target: z.string().min(1) })).default([]),
  }),
  build(chart, { serverName, port, upstream, bodySize, gzip, locations }, release) {
    const blocks = locations
      .map(({ path, target }) => `  location ${path} {\n    proxy_pass http://${target};\n  }\n`)
      .join('');
    configMap(chart, release.name, {
      'default.conf': `server {\n  listen ${port};\n  server_name ${serverName};\n  client_max_body_size ${bodySize};\n${gzip ? '  gzip on;\n' : ''}${blocks}  location / {\n    proxy_pass http://${upstream};\n    proxy_set_header Host $host;\n  }\n}\n`,
    });
  },
});

export const hbaFile = defineChart({
  ...base,
  name: 'hba-file',
  values: z.object({
    hba: z
      .array(
        z.object({
          type: z.enum(['host', 'hostssl', 'local']),
          database: z.string().min(1).default('all'),
          user: z.string().min(1).default('all'),
          address: z.string().default(''),
          method: z.string().min(1).default('scram-sha-256'),
        }),
      )
      .default([]),
    parameters: z.record(key, z.string()).default({ shared_buffers: '128MB' }),
  }),
  build(chart, { hba, parameters }, release) {
    configMap(chart, release.name, {
      'pg_hba.conf': [
        'local all all peer',
        ...hba.map(({ type, database, user, address, method }) =>
          [type, database, user, address, method].filter(Boolean).join(' '),
        ),
      ].join('\n'),
      'postgresql.conf': Object.entries(parameters)
        .map(([k, v]) => `${k} = '${v}'\n`)
        .join(''),
    });
  },
});

export const scrapeConfigs = defineChart({
  ...base,
  name: 'scrape-configs',
  values: z.object({
    interval: z
      .string()
      .regex(/^\d{1,3}[sm]$/)
      .default('15s'),
    targets: z.array(z.object({ job: label, hosts: z.array(z.string().min(1)).min(1) })).default([]),
  }),
  build(chart, { interval, targets }, release) {
    const jobs = targets.map(
      ({ job, hosts }) =>
        `  - job_name: ${job}\n    static_configs:\n      - targets: [${hosts.map((host) => JSON.stringify(host)).join(', ')}]\n`,
    );
    configMap(chart, release.name, {
      'prometheus.yml': `global:\n  scrape_interval: ${interval}\nscrape_configs:\n${jobs.join('')}`,
    });
  },
});

export const dashboards = defineChart({
  ...base,
  name: 'dashboards',
  values: z.object({
    dashboards: z
      .record(
        label,
        z.object({
          title: z.string().min(1),
          folder: z.string().default('General'),
          panels: z.array(z.string().min(1)).default([]),
        }),
      )
      .default({}),
  }),
  build(chart, { dashboards }, release) {
    for (const [id, { title, folder, panels }] of Object.entries(dashboards))
      object(chart, 'v1', 'ConfigMap', `${release.name}-${id}`, {
        metadata: {
          name: `${release.name}-${id}`,
          labels: { grafana_dashboard: '1' },
          annotations: { grafana_folder: folder },
        },
        data: {
          [`${id}.json`]: JSON.stringify({
            title,
            uid: id,
            panels: panels.map((expr, i) => ({ id: i + 1, targets: [{ expr }] })),
          }),
        },
      });
  },
});

export const dashboardFiles = defineChart({
  ...base,
  name: 'dashboard-files',
  values: z.object({ dashboards: texts.default({}) }),
  build(chart, { dashboards }, release) {
    configMap(
      chart,
      release.name,
      Object.fromEntries(Object.entries(dashboards).map(([name, json]) => [`${name}.json`, json])),
    );
  },
});

export const datasources = defineChart({
  ...base,
  name: 'datasources',
  values: z.object({
    datasources: z
      .array(
        z.object({
          name: z.string().min(1),
          type: z.enum(['prometheus', 'loki', 'tempo']),
          url: z.string().min(1),
          isDefault: z.boolean().default(false),
        }),
      )
      .default([]),
  }),
  build(chart, { datasources }, release) {
    const list = datasources.map((one) => ({ ...one, access: 'proxy' }));
    configMap(chart, release.name, { 'datasources.json': JSON.stringify({ apiVersion: 1, datasources: list }) });
  },
});

export const checksumConfig = defineChart({
  ...base,
  name: 'checksum-config',
  values: z.object({ config: texts.default({ A: 'b' }), motd: z.string().default('') }),
  build(chart, { config, motd }, release) {
    const data = { ...config, ...(motd && { motd }) };
    configMap(chart, release.name, data);
    deployment(chart, release, {
      annotations: { 'checksum/config': checksum(data) },
      container: { envFrom: [{ configMapRef: { name: release.name } }] },
    });
  },
});

export const featureFlags = defineChart({
  ...base,
  name: 'feature-flags',
  values: z.object({ features: z.record(key, z.boolean()).default({ search: true, beta: false }) }),
  build(chart, { features }, release) {
    const on = Object.entries(features)
      .filter(([, enabled]) => enabled)
      .map(([name]) => name);
    configMap(chart, release.name, { FEATURES: on.join(','), COUNT: String(on.length) });
  },
});

export const rawFiles = defineChart({
  ...base,
  name: 'raw-files',
  values: z.object({
    configMaps: z
      .record(label, z.object({ enabled: z.boolean().default(true), labels: texts.default({}), data: texts }))
      .default({}),
  }),
  build(chart, { configMaps }, release) {
    for (const [id, { enabled, labels, data }] of Object.entries(configMaps))
      if (enabled)
        object(chart, 'v1', 'ConfigMap', `${release.name}-${id}`, {
          metadata: { name: `${release.name}-${id}`, ...some('labels', labels) },
          data,
        });
  },
});

export const alertmanager = defineChart({
  ...base,
  name: 'alertmanager',
  values: z.object({
    receivers: freeList.default([{ name: 'none' }]),
    route: freeMap.default({ receiver: 'none' }),
    slack: z.string().default(''),
  }),
  build(chart, { receivers, route, slack }, release) {
    const config = { global: { resolve_timeout: '5m', ...some('slack_api_url', slack) }, route, receivers };
    object(chart, 'v1', 'Secret', release.name, {
      stringData: { 'alertmanager.json': JSON.stringify(config, null, 2) },
    });
  },
});

export const caddyfile = defineChart({
  ...base,
  name: 'caddyfile',
  values: z.object({
    sites: z.record(z.string().regex(/^[a-z]{2,9}\.[a-z]{2,5}$/), z.string().min(1)).default({ 'a.com': 'app:80' }),
    email: z.string().default(''),
  }),
  build(chart, { sites, email }, release) {
    const head = email ? `{\n\temail ${email}\n}\n` : '';
    configMap(chart, release.name, {
      Caddyfile:
        head +
        Object.entries(sites)
          .map(([host, target]) => `${host} {\n\treverse_proxy ${target}\n}\n`)
          .join('\n'),
    });
  },
});

export const logback = defineChart({
  ...base,
  name: 'logback',
  values: z.object({
    level: z.enum(['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR']).default('INFO'),
    loggers: z.record(key, z.enum(['DEBUG', 'INFO', 'WARN'])).default({}),
    json: z.boolean().default(true),
  }),
  build(chart, { level, loggers, json }, release) {
    const lines = Object.entries(loggers).map(([name, level]) => `  <logger name="${name}" level="${level}"/>`);
    configMap(chart, release.name, {
      'logback.xml': [
        '<configuration>',
        `  <appender name="OUT" class="${json ? 'Json' : 'Console'}Appender"/>`,
        ...lines,
        `  <root level="${level}"/>`,
        '</configuration>',
      ].join('\n'),
    });
  },
});
