import { defineChart } from 'chartwright';
import { z } from 'zod';
import { base, deployment, freeList, freeMap, object, selector, some } from './author';

const scaleTarget = (name: string): object => ({ scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name } });
const utilization = (name: string, averageUtilization: number): object => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

export const hpa = defineChart({
  ...base,
  name: 'hpa',
  values: z.object({
    replicaCount: z.int().min(0).max(100).default(1),
    autoscaling: z
      .object({
        enabled: z.boolean().default(false),
        minReplicas: z.int().min(1).max(100).default(1),
        maxReplicas: z.int().min(1).max(1000).default(10),
        targetCPUUtilizationPercentage: z.int().min(0).max(100).default(80),
        targetMemoryUtilizationPercentage: z.int().min(0).max(100).default(0),
      })
      .prefault({}),
  }),
  build(chart, { replicaCount, autoscaling }, release) {
    deployment(chart, release, { spec: { ...(!autoscaling.enabled && { replicas: replicaCount }) } });
    if (!autoscaling.enabled) return;
    const {
      minReplicas,
      maxReplicas,
      targetCPUUtilizationPercentage: cpu,
      targetMemoryUtilizationPercentage: memory,
    } = autoscaling;
    object(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', release.name, {
      spec: {
        ...scaleTarget(release.name),
        minReplicas,
        maxReplicas,
        metrics: [...(cpu ? [utilization('cpu', cpu)] : []), ...(memory ? [utilization('memory', memory)] : [])],
      },
    });
  },
});

export const hpaOptional = defineChart({
  ...base,
  name: 'hpa-optional',
  values: z.object({
    hpa: z
      .object({
        maxReplicas: z.int().min(1).max(100).default(10),
        cpu: z.int().min(1).max(100).optional(),
        memory: z.string().min(1).optional(),
        requests: z.string().min(1).optional(),
      })
      .prefault({}),
  }),
  build(chart, { hpa: { maxReplicas, cpu, memory, requests } }, release) {
    const metrics: object[] = [];
    if (cpu !== undefined) metrics.push(utilization('cpu', cpu));
    if (memory !== undefined)
      metrics.push({
        type: 'Resource',
        resource: { name: 'memory', target: { type: 'AverageValue', averageValue: memory } },
      });
    if (requests !== undefined)
      metrics.push({
        type: 'Pods',
        pods: { metric: { name: 'http_requests' }, target: { type: 'AverageValue', averageValue: requests } },
      });
    object(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', release.name, {
      spec: { ...scaleTarget(release.name), maxReplicas, metrics },
    });
  },
});

export const hpaBehavior = defineChart({
  ...base,
  name: 'hpa-behavior',
  values: z.object({
    behavior: freeMap.default({}),
    metrics: freeList.default([]),
    min: z.int().min(1).max(9).default(2),
  }),
  build(chart, { behavior, metrics, min }, release) {
    object(chart, 'autoscaling/v2', 'HorizontalPodAutoscaler', release.name, {
      spec: {
        ...scaleTarget(release.name),
        minReplicas: min,
        maxReplicas: min * 5,
        metrics: [utilization('cpu', 80), ...metrics],
        ...some('behavior', behavior),
      },
    });
  },
});

export const keda = defineChart({
  ...base,
  name: 'keda',
  values: z.object({
    keda: z
      .object({
        enabled: z.boolean().default(false),
        minReplicas: z.int().min(0).max(9).default(1),
        maxReplicas: z.int().min(1).max(99).default(11),
        pollingInterval: z.int().min(1).max(3600).default(30),
        triggers: freeList.default([]),
      })
      .prefault({}),
  }),
  build(chart, { keda: { enabled, minReplicas, maxReplicas, pollingInterval, triggers } }, release) {
    deployment(chart, release, {});
    if (enabled)
      object(chart, 'keda.sh/v1alpha1', 'ScaledObject', release.name, {
        spec: {
          scaleTargetRef: { name: release.name },
          minReplicaCount: minReplicas,
          maxReplicaCount: maxReplicas,
          pollingInterval,
          triggers,
        },
      });
  },
});

export const pdb = defineChart({
  ...base,
  name: 'pdb',
  values: z.object({
    replicaCount: z.int().min(1).max(50).default(2),
    pdb: z
      .object({
        enabled: z.boolean().default(true),
        minAvailable: z.union([z.int().min(0), z.string().regex(/^\d{1,3}%$/)]).optional(),
        maxUnavailable: z.union([z.int().min(0), z.string().regex(/^\d{1,3}%$/)]).optional(),
      })
      .prefault({}),
  }),
  build(chart, { replicaCount, pdb }, release) {
    deployment(chart, release, { spec: { replicas: replicaCount } });
    if (!pdb.enabled || replicaCount < 2) return;
    object(chart, 'policy/v1', 'PodDisruptionBudget', release.name, {
      spec: {
        selector: { matchLabels: selector(release) },
        ...(pdb.minAvailable !== undefined
          ? { minAvailable: pdb.minAvailable }
          : { maxUnavailable: pdb.maxUnavailable ?? 1 }),
      },
    });
  },
});

export const pdbFree = defineChart({
  ...base,
  name: 'pdb-free',
  values: z.object({ podDisruptionBudget: freeMap.default({}) }),
  build(chart, { podDisruptionBudget }, release) {
    if (Object.keys(podDisruptionBudget).length > 0)
      object(chart, 'policy/v1', 'PodDisruptionBudget', release.name, {
        spec: { selector: { matchLabels: selector(release) }, ...podDisruptionBudget },
      });
    deployment(chart, release, {});
  },
});

export const strategy = defineChart({
  ...base,
  name: 'strategy',
  values: z.object({
    strategy: z
      .object({
        type: z.enum(['RollingUpdate', 'Recreate']).default('RollingUpdate'),
        maxSurge: z.union([z.int().min(0).max(100), z.string().regex(/^\d{1,3}%$/)]).default('25%'),
        maxUnavailable: z.union([z.int().min(0).max(100), z.string().regex(/^\d{1,3}%$/)]).default(0),
      })
      .prefault({}),
    revisionHistoryLimit: z.int().min(0).max(20).default(3),
  }),
  build(chart, { strategy: { type, ...rollingUpdate }, revisionHistoryLimit }, release) {
    deployment(chart, release, {
      spec: { revisionHistoryLimit, strategy: { type, ...(type === 'RollingUpdate' && { rollingUpdate }) } },
    });
  },
});

export const antiAffinity = defineChart({
  ...base,
  name: 'anti-affinity',
  values: z.object({
    podAntiAffinity: z.enum(['', 'soft', 'hard']).default('soft'),
    topologyKey: z.string().min(1).default('kubernetes.io/hostname'),
    affinity: freeMap.default({}),
  }),
  build(chart, { podAntiAffinity, topologyKey, affinity }, release) {
    const term = { labelSelector: { matchLabels: selector(release) }, topologyKey };
    const own =
      podAntiAffinity === 'hard'
        ? { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } }
        : podAntiAffinity === 'soft'
          ? {
              podAntiAffinity: {
                preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 100, podAffinityTerm: term }],
              },
            }
          : {};
    deployment(chart, release, { pod: some('affinity', Object.keys(affinity).length > 0 ? affinity : own) });
  },
});

export const spread = defineChart({
  ...base,
  name: 'spread',
  values: z.object({
    topologySpreadConstraints: z
      .array(
        z.object({
          maxSkew: z.int().min(1).max(10).default(1),
          topologyKey: z.string().min(1),
          whenUnsatisfiable: z.enum(['DoNotSchedule', 'ScheduleAnyway']).default('ScheduleAnyway'),
        }),
      )
      .default([]),
  }),
  build(chart, { topologySpreadConstraints }, release) {
    const labelSelector = { matchLabels: selector(release) };
    deployment(chart, release, {
      pod: some(
        'topologySpreadConstraints',
        topologySpreadConstraints.map((one) => ({ ...one, labelSelector })),
      ),
    });
  },
});

export const spreadZones = defineChart({
  ...base,
  name: 'spread-zones',
  values: z.object({ replicas: z.int().min(1).max(30).default(3), zones: z.boolean().default(true) }),
  build(chart, { replicas, zones }, release) {
    const keys = ['kubernetes.io/hostname', ...(zones ? ['topology.kubernetes.io/zone'] : [])];
    deployment(chart, release, {
      spec: { replicas },
      pod: {
        ...(replicas > 1 && {
          topologySpreadConstraints: keys.map((topologyKey) => ({
            maxSkew: 1,
            topologyKey,
            whenUnsatisfiable: 'ScheduleAnyway',
            labelSelector: { matchLabels: selector(release) },
          })),
        }),
      },
    });
  },
});

export const peers = defineChart({
  ...base,
  name: 'peers',
  values: z.object({ replicas: z.int().min(1).max(9).default(3), port: z.int().min(1).max(65535).default(2380) }),
  build(chart, { replicas, port }, release) {
    const peers = Array.from(
      { length: replicas },
      (_, i) => `${release.name}-${i}=http://${release.name}-${i}.${release.name}-headless:${port}`,
    );
    deployment(chart, release, { container: { args: [`--initial-cluster=${peers.join(',')}`] }, spec: { replicas } });
  },
});

export const quorumBudget = defineChart({
  ...base,
  name: 'quorum-budget',
  values: z.object({ replicas: z.union([z.literal(1), z.literal(3), z.literal(5), z.literal(7)]).default(3) }),
  build(chart, { replicas }, release) {
    deployment(chart, release, { spec: { replicas } });
    object(chart, 'policy/v1', 'PodDisruptionBudget', release.name, {
      spec: { selector: { matchLabels: selector(release) }, minAvailable: Math.floor(replicas / 2) + 1 },
    });
  },
});

export const vpa = defineChart({
  ...base,
  name: 'vpa',
  values: z.object({
    vpa: z
      .object({
        enabled: z.boolean().default(false),
        updateMode: z.enum(['Off', 'Initial', 'Auto']).default('Auto'),
        controlledResources: z.array(z.enum(['cpu', 'memory'])).default([]),
        maxAllowed: z.record(z.string(), z.string()).default({}),
      })
      .prefault({}),
  }),
  build(chart, { vpa }, release) {
    deployment(chart, release, {});
    if (!vpa.enabled) return;
    object(chart, 'autoscaling.k8s.io/v1', 'VerticalPodAutoscaler', release.name, {
      spec: {
        targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: release.name },
        updatePolicy: { updateMode: vpa.updateMode },
        resourcePolicy: {
          containerPolicies: [
            {
              containerName: '*',
              ...some('controlledResources', vpa.controlledResources),
              ...some('maxAllowed', vpa.maxAllowed),
            },
          ],
        },
      },
    });
  },
});
