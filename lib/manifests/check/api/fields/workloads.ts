import { atLeast, between, both, matching, oneOf, type AllowedFields } from '../allowed';
import { countOrPercent, dnsLabel, labelKey, notNegative, pathSegment, positive } from '../texts';

/** At most all of them. */
const atMostAll = both(countOrPercent, matching(/^(?:100|\d{1,2}|0+\d{1,2})%$/, 'at most 100%'));

const COUNTS = { minReadySeconds: notNegative, replicas: notNegative, revisionHistoryLimit: notNegative };
const POLICY = oneOf('Retain', 'Delete');

/** Fields of what makes, scales and protects pods. @see k8s.io/kubernetes pkg/apis/{apps,batch,autoscaling,policy}/validation */
export const WORKLOAD_FIELDS: AllowedFields = {
  'apps.v1.DeploymentSpec': { ...COUNTS, progressDeadlineSeconds: notNegative },
  'apps.v1.ReplicaSetSpec': COUNTS,
  'apps.v1.DaemonSetSpec': COUNTS,
  'apps.v1.StatefulSetSpec': {
    minReadySeconds: notNegative,
    podManagementPolicy: oneOf('OrderedReady', 'Parallel'),
    replicas: notNegative,
    serviceName: dnsLabel,
  },
  'apps.v1.StatefulSetOrdinals': { start: notNegative },
  'apps.v1.StatefulSetPersistentVolumeClaimRetentionPolicy': { whenDeleted: POLICY, whenScaled: POLICY },
  'apps.v1.RollingUpdateDeployment': { maxSurge: countOrPercent, maxUnavailable: atMostAll },
  'apps.v1.RollingUpdateDaemonSet': { maxSurge: atMostAll, maxUnavailable: atMostAll },
  'apps.v1.RollingUpdateStatefulSetStrategy': { maxUnavailable: atMostAll, partition: notNegative },
  'batch.v1.JobSpec': {
    activeDeadlineSeconds: notNegative,
    backoffLimit: notNegative,
    backoffLimitPerIndex: notNegative,
    completions: notNegative,
    maxFailedIndexes: notNegative,
    parallelism: notNegative,
    ttlSecondsAfterFinished: notNegative,
  },
  'batch.v1.CronJobSpec': {
    failedJobsHistoryLimit: notNegative,
    startingDeadlineSeconds: notNegative,
    successfulJobsHistoryLimit: notNegative,
  },
  'batch.v1.PodFailurePolicyOnPodConditionsPattern': { status: oneOf('False', 'True', 'Unknown'), type: labelKey },
  'autoscaling.v1.HorizontalPodAutoscalerSpec': {
    maxReplicas: positive,
    minReplicas: positive,
    targetCPUUtilizationPercentage: positive,
  },
  'autoscaling.v1.CrossVersionObjectReference': { kind: pathSegment, name: pathSegment },
  'autoscaling.v2.HorizontalPodAutoscalerSpec': { maxReplicas: positive, minReplicas: positive },
  'autoscaling.v2.CrossVersionObjectReference': { kind: pathSegment, name: pathSegment },
  'autoscaling.v2.HPAScalingRules': {
    selectPolicy: oneOf('Max', 'Min', 'Disabled'),
    stabilizationWindowSeconds: between(0, 3600),
  },
  'autoscaling.v2.HPAScalingPolicy': {
    periodSeconds: between(1, 1800),
    type: oneOf('Pods', 'Percent'),
    value: atLeast(1),
  },
  'autoscaling.v2.MetricTarget': { averageUtilization: positive, type: oneOf('Utilization', 'Value', 'AverageValue') },
  'autoscaling.v2.MetricIdentifier': { name: pathSegment },
  'autoscaling.v2.ContainerResourceMetricSource': { container: dnsLabel },
  'autoscaling.v2.MetricSpec': { type: oneOf('Object', 'Pods', 'Resource', 'External', 'ContainerResource') },
  'policy.v1.PodDisruptionBudgetSpec': {
    maxUnavailable: atMostAll,
    minAvailable: atMostAll,
    unhealthyPodEvictionPolicy: oneOf('IfHealthyBudget', 'AlwaysAllow'),
  },
  'node.v1.RuntimeClass': { handler: dnsLabel },
};
