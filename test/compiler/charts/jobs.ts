import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, configMap, freeMap, label, object, some, texts } from './author';

const pod = (container: object, spec: object = {}): object => ({
  template: {
    spec: { restartPolicy: 'OnFailure', containers: [{ name: 'job', image: 'job:1', ...container }], ...spec },
  },
});

export const cronJob = defineChart({
  ...base,
  name: 'cron-job',
  values: z.object({
    schedule: z.string().min(1).default('0 3 * * *'),
    suspend: z.boolean().default(false),
    timeZone: z.string().default(''),
    concurrencyPolicy: z.enum(['Allow', 'Forbid', 'Replace']).default('Forbid'),
    keep: z.int().min(0).max(20).default(3),
  }),
  build(chart, { schedule, suspend, timeZone, concurrencyPolicy, keep }, release) {
    object(chart, 'batch/v1', 'CronJob', release.name, {
      spec: {
        schedule,
        suspend,
        ...some('timeZone', timeZone),
        concurrencyPolicy,
        successfulJobsHistoryLimit: keep,
        failedJobsHistoryLimit: keep + 1,
        jobTemplate: { spec: pod({}) },
      },
    });
  },
});

export const cronJobs = defineChart({
  ...base,
  name: 'cron-jobs',
  values: z.object({
    cronJobs: z
      .record(label, z.object({ schedule: z.string().min(1), command: z.array(z.string()), env: texts.default({}) }))
      .default({ clean: { schedule: '@daily', command: ['clean'], env: {} } }),
  }),
  build(chart, { cronJobs }, release) {
    for (const [id, { schedule, command, env }] of Object.entries(cronJobs))
      object(chart, 'batch/v1', 'CronJob', `${release.name}-${id}`, {
        spec: {
          schedule,
          jobTemplate: { spec: pod({ command, env: Object.entries(env).map(([name, value]) => ({ name, value })) }) },
        },
      });
  },
});

export const cronList = defineChart({
  ...base,
  name: 'cron-list',
  values: z.object({
    jobs: z.array(z.object({ name: label, schedule: z.string().min(1), args: z.string().default('') })).default([]),
  }),
  build(chart, { jobs }, release) {
    for (const [i, { name, schedule, args }] of jobs.entries())
      object(chart, 'batch/v1', 'CronJob', `${release.name}-${i}-${name}`, {
        spec: { schedule, jobTemplate: { spec: pod({ ...(args && { args: ['sh', '-c', args] }) }) } },
      });
  },
});

export const migration = defineChart({
  ...base,
  name: 'migration',
  values: z.object({
    migrate: z
      .object({
        enabled: z.boolean().default(true),
        hook: z.enum(['pre-install,pre-upgrade', 'post-install,post-upgrade']).default('pre-install,pre-upgrade'),
        backoffLimit: z.int().min(0).max(10).default(3),
        resources: freeMap.default({}),
      })
      .prefault({}),
  }),
  build(chart, { migrate: { enabled, hook, backoffLimit, resources } }, release) {
    configMap(chart, release.name, { migrate: String(enabled) });
    if (enabled)
      object(chart, 'batch/v1', 'Job', `${release.name}-migrate`, {
        metadata: {
          name: `${release.name}-migrate`,
          annotations: {
            'helm.sh/hook': hook,
            'helm.sh/hook-delete-policy': 'before-hook-creation',
            'helm.sh/hook-weight': '-5',
          },
        },
        spec: { backoffLimit, ...pod({ ...some('resources', resources) }) },
      });
  },
});

export const backup = defineChart({
  ...base,
  name: 'backup',
  values: z.object({
    backup: z
      .object({
        hour: z.int().min(0).max(23).default(2),
        retentionDays: z.int().min(1).max(365).default(14),
        bucket: z.string().default(''),
        ttlHours: z.int().min(1).max(720).default(24),
      })
      .prefault({}),
  }),
  build(chart, { backup: { hour, retentionDays, bucket, ttlHours } }, release) {
    const target = bucket ? `s3://${bucket}/${release.name}` : '/backup';
    object(chart, 'batch/v1', 'CronJob', `${release.name}-backup`, {
      spec: {
        schedule: `0 ${hour} * * *`,
        jobTemplate: {
          spec: {
            ttlSecondsAfterFinished: ttlHours * 3600,
            ...pod({
              command: [
                'sh',
                '-c',
                `dump | put ${target}/$(date +%F).gz && prune ${target} --older-than ${retentionDays}d`,
              ],
            }),
          },
        },
      },
    });
  },
});

export const jobPerItem = defineChart({
  ...base,
  name: 'job-per-item',
  values: z.object({
    tenants: z.array(label).default(['red', 'blue']),
    parallelism: z.int().min(1).max(10).default(1),
  }),
  build(chart, { tenants, parallelism }, release) {
    for (const tenant of new Set(tenants))
      object(chart, 'batch/v1', 'Job', `${release.name}-${tenant}`, {
        spec: { parallelism, completions: parallelism, ...pod({ args: ['--tenant', tenant] }) },
      });
  },
});

export const scripts = defineChart({
  ...base,
  name: 'scripts',
  values: z.object({
    initScript: z.string().default(''),
    steps: z.array(z.string().min(1)).default(['echo ok']),
    shell: z.enum(['sh', 'bash']).default('sh'),
  }),
  build(chart, { initScript, steps, shell }, release) {
    const script = [`#!/bin/${shell}`, 'set -eu', ...(initScript ? [initScript] : []), ...steps].join('\n');
    configMap(chart, release.name, { 'run.sh': `${script}\n` });
  },
});

export const workers = defineChart({
  ...base,
  name: 'workers',
  values: z.object({
    queues: z
      .array(
        z.object({
          name: label,
          concurrency: z.int().min(1).max(100).default(5),
          replicas: z.int().min(0).max(50).default(1),
        }),
      )
      .default([{ name: 'default', concurrency: 5, replicas: 1 }]),
  }),
  build(chart, { queues }, release) {
    for (const { name, concurrency, replicas } of queues.filter(
      ({ name }, i) => queues.findIndex((other) => other.name === name) === i,
    )) {
      const labels = { app: release.name, queue: name };
      object(chart, 'apps/v1', 'Deployment', `${release.name}-${name}`, {
        spec: {
          replicas,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: { containers: [{ name: 'worker', image: 'w:1', args: [`-Q${name}`, `-c${concurrency}`] }] },
          },
        },
      });
    }
  },
});

export const deadlines = defineChart({
  ...base,
  name: 'deadlines',
  values: z.object({
    timeoutMinutes: z.int().min(0).max(1440).default(30),
    retries: z.int().min(0).max(10).default(2),
    indexed: z.boolean().default(false),
  }),
  build(chart, { timeoutMinutes, retries, indexed }, release) {
    object(chart, 'batch/v1', 'Job', release.name, {
      spec: {
        ...(timeoutMinutes > 0 && { activeDeadlineSeconds: timeoutMinutes * 60 }),
        backoffLimit: retries,
        completionMode: indexed ? 'Indexed' : 'NonIndexed',
        ...pod({}),
      },
    });
  },
});

export const podJob = defineChart({
  ...base,
  name: 'pod-job',
  values: z.object({
    nodeSelector: texts.default({}),
    tolerations: z
      .array(
        z.object({
          key: z.string().min(1),
          operator: z.enum(['Equal', 'Exists']).default('Equal'),
          value: z.string().optional(),
          effect: z.enum(['NoSchedule', 'NoExecute']).optional(),
        }),
      )
      .default([]),
    gpu: z.int().min(0).max(8).default(0),
  }),
  build(chart, { nodeSelector, tolerations, gpu }, release) {
    const all = [...tolerations, ...(gpu > 0 ? [{ key: 'nvidia.com/gpu', operator: 'Exists' }] : [])];
    object(chart, 'batch/v1', 'Job', release.name, {
      spec: pod(
        { ...(gpu > 0 && { resources: { limits: { 'nvidia.com/gpu': gpu } } }) },
        { ...some('nodeSelector', nodeSelector), ...some('tolerations', all) },
      ),
    });
  },
});
