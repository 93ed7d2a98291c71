import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeMap, port, some } from './author';

const timing = z.object({
  enabled: z.boolean().default(true),
  initialDelaySeconds: z.int().min(0).max(600).default(5),
  periodSeconds: z.int().min(1).max(600).default(10),
  failureThreshold: z.int().min(1).max(100).default(3),
});

export const probePath = defineChart({
  ...base,
  name: 'probe-path',
  values: z.object({
    port: port.default(8080),
    probes: z.object({ path: z.string().min(1).default('/healthz'), enabled: z.boolean().default(true) }).prefault({}),
  }),
  build(chart, { port, probes }, release) {
    const httpGet = { path: probes.path, port };
    deployment(chart, release, {
      container: { ...(probes.enabled && { livenessProbe: { httpGet }, readinessProbe: { httpGet } }) },
    });
  },
});

export const probeTimings = defineChart({
  ...base,
  name: 'probe-timings',
  values: z.object({
    livenessProbe: timing.prefault({}),
    readinessProbe: timing.prefault({ periodSeconds: 5 }),
    startupProbe: timing.prefault({ enabled: false }),
  }),
  build(chart, values, release) {
    const probe = ({ enabled, ...rest }: z.output<typeof timing>): object | undefined =>
      enabled ? { httpGet: { path: '/', port: 'http' }, ...rest } : undefined;
    deployment(chart, release, {
      container: {
        livenessProbe: probe(values.livenessProbe),
        readinessProbe: probe(values.readinessProbe),
        startupProbe: probe(values.startupProbe),
      },
    });
  },
});

export const probeOverride = defineChart({
  ...base,
  name: 'probe-override',
  values: z.object({ livenessProbe: freeMap.default({}), customReadinessProbe: freeMap.default({}) }),
  build(chart, { livenessProbe, customReadinessProbe }, release) {
    const usual = { httpGet: { path: '/', port: 80 } };
    deployment(chart, release, {
      container: {
        livenessProbe: Object.keys(livenessProbe).length > 0 ? livenessProbe : usual,
        readinessProbe: Object.keys(customReadinessProbe).length > 0 ? customReadinessProbe : usual,
      },
    });
  },
});

export const probeMerged = defineChart({
  ...base,
  name: 'probe-merged',
  values: z.object({ probe: freeMap.default({}) }),
  build(chart, { probe }, release) {
    deployment(chart, release, { container: { livenessProbe: { periodSeconds: 10, timeoutSeconds: 1, ...probe } } });
  },
});

export const probeKinds = defineChart({
  ...base,
  name: 'probe-kinds',
  values: z.object({
    probe: z
      .object({
        type: z.enum(['http', 'tcp', 'exec', 'grpc']).default('http'),
        port: port.default(80),
        path: z.string().default('/'),
        command: z.array(z.string()).default([]),
      })
      .prefault({}),
  }),
  build(chart, { probe: { type, port, path, command } }, release) {
    const livenessProbe =
      type === 'http'
        ? { httpGet: { path, port } }
        : type === 'tcp'
          ? { tcpSocket: { port } }
          : type === 'grpc'
            ? { grpc: { port } }
            : { exec: { command } };
    deployment(chart, release, { container: { livenessProbe } });
  },
});

export const probeUnion = defineChart({
  ...base,
  name: 'probe-union',
  values: z.object({
    check: z
      .discriminatedUnion('type', [
        z.object({ type: z.literal('http'), path: z.string().min(1) }),
        z.object({ type: z.literal('tcp'), port }),
        z.object({ type: z.literal('none') }),
      ])
      .default({ type: 'http', path: '/' }),
  }),
  build(chart, { check }, release) {
    deployment(chart, release, {
      container: {
        ...(check.type === 'http' && { readinessProbe: { httpGet: { path: check.path, port: 80 } } }),
        ...(check.type === 'tcp' && { readinessProbe: { tcpSocket: { port: check.port } } }),
      },
    });
  },
});

export const resourcesFree = defineChart({
  ...base,
  name: 'resources-free',
  values: z.object({ resources: freeMap.default({ requests: { cpu: '100m', memory: '128Mi' } }) }),
  build(chart, { resources }, release) {
    deployment(chart, release, { container: { resources } });
  },
});

const quantities = z.object({
  cpu: z.string().optional(),
  memory: z.string().optional(),
  'ephemeral-storage': z.string().optional(),
});
export const resourcesTyped = defineChart({
  ...base,
  name: 'resources-typed',
  values: z.object({
    resources: z.object({ requests: quantities.default({ cpu: '50m' }), limits: quantities.default({}) }).prefault({}),
  }),
  build(chart, { resources }, release) {
    deployment(chart, release, {
      container: { resources: { ...some('requests', resources.requests), ...some('limits', resources.limits) } },
    });
  },
});

const PRESETS = {
  nano: { requests: { cpu: '100m', memory: '128Mi' }, limits: { cpu: '150m', memory: '192Mi' } },
  micro: { requests: { cpu: '250m', memory: '256Mi' }, limits: { cpu: '375m', memory: '384Mi' } },
  small: { requests: { cpu: '500m', memory: '512Mi' }, limits: { cpu: '750m', memory: '768Mi' } },
} as const;
export const resourcesPreset = defineChart({
  ...base,
  name: 'resources-preset',
  values: z.object({
    resourcesPreset: z.enum(['none', 'nano', 'micro', 'small']).default('nano'),
    resources: freeMap.default({}),
  }),
  build(chart, { resourcesPreset, resources }, release) {
    const preset = resourcesPreset === 'none' ? {} : PRESETS[resourcesPreset];
    deployment(chart, release, { container: { resources: Object.keys(resources).length > 0 ? resources : preset } });
  },
});

export const lifecycle = defineChart({
  ...base,
  name: 'lifecycle',
  values: z.object({
    preStopSleep: z.int().min(0).max(120).default(5),
    terminationGracePeriodSeconds: z.int().min(1).max(600).default(30),
    command: z.array(z.string()).default([]),
    args: z.array(z.string()).default([]),
  }),
  build(chart, { preStopSleep, terminationGracePeriodSeconds, command, args }, release) {
    deployment(chart, release, {
      container: {
        ...some('command', command),
        ...some('args', args),
        ...(preStopSleep > 0 && { lifecycle: { preStop: { exec: { command: ['sleep', String(preStopSleep)] } } } }),
      },
      pod: { terminationGracePeriodSeconds },
    });
  },
});

export const arguments_ = defineChart({
  ...base,
  name: 'arguments',
  values: z.object({
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    cache: z.string().default(''),
    h2c: z.boolean().default(false),
    extraArgs: z.array(z.string()).default([]),
  }),
  build(chart, { logLevel, cache, h2c, extraArgs }, release) {
    deployment(chart, release, {
      container: {
        command: [
          './app',
          `--level=${logLevel}`,
          ...(cache ? [`--cache-server=${cache}`] : []),
          ...(h2c ? ['--h2c'] : []),
          ...extraArgs,
        ],
      },
    });
  },
});

export const argumentsMap = defineChart({
  ...base,
  name: 'arguments-map',
  values: z.object({ extraArgs: z.record(z.string(), z.string()).default({}) }),
  build(chart, { extraArgs }, release) {
    deployment(chart, release, {
      container: {
        args: [
          'serve',
          ...Object.entries(extraArgs).map(([key, value]) => (value === '' ? `--${key}` : `--${key}=${value}`)),
        ],
      },
    });
  },
});
