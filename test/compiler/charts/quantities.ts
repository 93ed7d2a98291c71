import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, deployment, object } from './author';

export const heap = defineChart({
  ...base,
  name: 'heap',
  values: z.object({
    memoryMi: z.int().min(256).max(32768).default(1024),
    heapPercent: z.int().min(10).max(90).default(75),
  }),
  build(chart, { memoryMi, heapPercent }, release) {
    deployment(chart, release, {
      container: {
        env: [{ name: 'JAVA_OPTS', value: `-Xmx${Math.floor((memoryMi * heapPercent) / 100)}m` }],
        resources: { limits: { memory: `${memoryMi}Mi` }, requests: { memory: `${memoryMi}Mi` } },
      },
    });
  },
});

export const heapHalf = defineChart({
  ...base,
  name: 'heap-half',
  values: z.object({ memoryGi: z.int().min(1).max(64).default(4) }),
  build(chart, { memoryGi }, release) {
    configMap(chart, release.name, {
      ES_JAVA_OPTS: `-Xms${memoryGi * 512}m -Xmx${memoryGi * 512}m`,
      bytes: String(memoryGi * 1024 * 1024 * 1024),
    });
  },
});

export const gunicorn = defineChart({
  ...base,
  name: 'gunicorn',
  values: z.object({ cpus: z.int().min(1).max(64).default(2), threads: z.int().min(1).max(16).default(4) }),
  build(chart, { cpus, threads }, release) {
    deployment(chart, release, {
      container: {
        args: ['gunicorn', `--workers=${cpus * 2 + 1}`, `--threads=${threads}`],
        resources: { requests: { cpu: String(cpus) } },
      },
    });
  },
});

export const pools = defineChart({
  ...base,
  name: 'pools',
  values: z.object({ replicas: z.int().min(1).max(50).default(2), poolSize: z.int().min(1).max(100).default(10) }),
  build(chart, { replicas, poolSize }, release) {
    configMap(chart, release.name, { POOL: String(poolSize), MAX_CONNECTIONS: String(replicas * poolSize + 5) });
  },
});

export const fractions = defineChart({
  ...base,
  name: 'cpu-fractions',
  values: z.object({ limitMillis: z.int().min(100).max(16000).default(1000) }),
  build(chart, { limitMillis }, release) {
    deployment(chart, release, {
      container: {
        resources: { limits: { cpu: `${limitMillis}m` }, requests: { cpu: `${Math.ceil(limitMillis / 4)}m` } },
      },
    });
  },
});

export const durations = defineChart({
  ...base,
  name: 'durations',
  values: z.object({
    sessionMinutes: z.int().min(1).max(10080).default(30),
    retentionDays: z.int().min(1).max(3650).default(15),
  }),
  build(chart, { sessionMinutes, retentionDays }, release) {
    configMap(chart, release.name, {
      SESSION_TTL_MS: String(sessionMinutes * 60_000),
      RETENTION: `${retentionDays * 24}h`,
      retentionDays: `${retentionDays}d`,
    });
  },
});

export const clamped = defineChart({
  ...base,
  name: 'clamped',
  values: z.object({ replicas: z.int().min(0).max(100).default(3), ha: z.boolean().default(false) }),
  build(chart, { replicas, ha }, release) {
    deployment(chart, release, { spec: { replicas: ha ? Math.max(replicas, 2) : replicas } });
    if (ha)
      object(chart, 'policy/v1', 'PodDisruptionBudget', release.name, {
        spec: { maxUnavailable: Math.max(1, Math.floor(replicas / 3)) },
      });
  },
});

export const ratios = defineChart({
  ...base,
  name: 'ratios',
  values: z.object({ canaryPercent: z.int().min(0).max(100).default(10) }),
  build(chart, { canaryPercent }, release) {
    object(chart, 'gateway.networking.k8s.io/v1', 'HTTPRoute', release.name, {
      spec: {
        rules: [
          {
            backendRefs: [
              { name: 'stable', weight: 100 - canaryPercent },
              ...(canaryPercent > 0 ? [{ name: 'canary', weight: canaryPercent }] : []),
            ],
          },
        ],
      },
    });
  },
});

export const sizes = defineChart({
  ...base,
  name: 'sizes',
  values: z.object({
    size: z.enum(['small', 'medium', 'large']).default('small'),
    multiplier: z.int().min(1).max(10).default(1),
  }),
  build(chart, { size, multiplier }, release) {
    const cpu = { small: 1, medium: 2, large: 4 }[size] * multiplier;
    deployment(chart, release, { container: { resources: { requests: { cpu, memory: `${cpu * 2}Gi` } } } });
  },
});

export const cacheSize = defineChart({
  ...base,
  name: 'cache-size',
  values: z.object({
    memory: z
      .string()
      .regex(/^[1-9]\d{0,2}Gi$/)
      .default('2Gi'),
  }),
  build(chart, { memory }, release) {
    const gibibytes = Number(memory.slice(0, -2));
    configMap(chart, release.name, { 'cache.megabytes': String(gibibytes * 768), memory });
  },
});

export const portOffset = defineChart({
  ...base,
  name: 'port-offset',
  values: z.object({ basePort: z.int().min(1024).max(60000).default(9000), count: z.int().min(1).max(5).default(2) }),
  build(chart, { basePort, count }, release) {
    deployment(chart, release, {
      container: {
        ports: Array.from({ length: count }, (_, i) => ({ name: `p${i}`, containerPort: basePort + i })),
        args: [`--admin=${basePort + 1000}`],
      },
    });
  },
});
