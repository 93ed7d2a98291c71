import { at, fields } from '../../fields';
import { groupKind } from '../../manifest';
import type { Consequence, FieldChange, Pair } from '../change';
import { bytesOf } from '../../../kubernetes/quantity';

/** Fields that the API server lets nobody change, by kind. Sources: pkg/apis/…/validation of Kubernetes 1.34. */
const IMMUTABLE: Readonly<Record<string, RegExp>> = {
  'apps/Deployment': /^spec\.selector\b/,
  'apps/DaemonSet': /^spec\.selector\b/,
  'apps/ReplicaSet': /^spec\.selector\b/,
  'apps/StatefulSet':
    /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b)/,
  'batch/Job':
    /^spec\.(template|selector|completions|completionMode|podFailurePolicy|successPolicy|backoffLimitPerIndex)\b/,
  PersistentVolumeClaim: /^spec\.(?!(resources|volumeAttributesClassName)\b)/,
  Pod: /^spec\.(?!(containers\[[^\]]*\]\.image$|initContainers\[[^\]]*\]\.image$|activeDeadlineSeconds|tolerations|terminationGracePeriodSeconds))/,
  Secret: /^type$/,
  'rbac.authorization.k8s.io/RoleBinding': /^roleRef\b/,
  'rbac.authorization.k8s.io/ClusterRoleBinding': /^roleRef\b/,
  'storage.k8s.io/StorageClass': /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)\b/,
  'scheduling.k8s.io/PriorityClass': /^(value|preemptionPolicy)$/,
  'networking.k8s.io/IngressClass': /^spec\.controller$/,
};

const ADVICE: Readonly<Record<string, string>> = {
  'apps/StatefulSet': 'delete it with --cascade=orphan, which keeps pods and volumes, and apply again',
  'batch/Job': 'delete the old Job first, or give the new one another name',
  PersistentVolumeClaim: 'make a claim of another name and move the data',
};

/** What the API server will refuse, or take and ignore. */
export function* immutable({ before, after }: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  if (!before || !after) return;
  const kind = groupKind(after);
  const refused = changes.filter(({ field }) => IMMUTABLE[kind]?.test(field)).map(({ field }) => field);
  if (isLocked(before))
    refused.push(
      ...changes.map(({ field }) => field).filter((f) => /^(data|binaryData|stringData|immutable)\b/.test(f)),
    );
  if (refused.length > 0) {
    const advice = ADVICE[kind] ?? 'delete it and apply again, or give the new one another name';
    yield fails(`immutable field changed: ${refused.join(', ')}; ${advice}`);
  }
  if (kind === 'Service') yield* service({ before, after });
  if (kind === 'PersistentVolumeClaim') yield* smaller({ before, after });
}

const fails = (message: string): Consequence => ({ sort: 'fails', message });

/** A ConfigMap or Secret that is marked as immutable. */
const isLocked = (object: Pair['before']): boolean =>
  object !== undefined && /^(ConfigMap|Secret)$/.test(groupKind(object)) && object.immutable === true;

function* service({ before, after }: Pair): Generator<Consequence> {
  const [was, is] = [fields(before?.spec), fields(after?.spec)];
  if (was.type === 'ExternalName' || is.type === 'ExternalName') return;
  if (is.clusterIP !== undefined && is.clusterIP !== was.clusterIP) {
    const advice = 'delete the Service and apply again: until then it does not answer';
    yield fails(`immutable field changed: spec.clusterIP; ${advice}`);
  } else if (was.clusterIP !== undefined && is.clusterIP === undefined) {
    const kept = `spec.clusterIP stays ${JSON.stringify(was.clusterIP)}: delete the Service first to get rid of it`;
    yield { sort: 'no-effect', message: kept };
  }
  if (is.type === 'LoadBalancer' && was.type === 'LoadBalancer' && is.loadBalancerClass !== was.loadBalancerClass) {
    yield fails('immutable field changed: spec.loadBalancerClass; make the Service another type first');
  }
}

function* smaller({ before, after }: Pair): Generator<Consequence> {
  const [was, is] = [before, after].map((claim) => at(claim, 'spec', 'resources', 'requests', 'storage'));
  const [old, wanted] = [bytesOf(was), bytesOf(is)];
  if (old !== undefined && wanted !== undefined && wanted < old) {
    yield fails(`a claim can't shrink: spec.resources.requests.storage ${String(was)} → ${String(is)}`);
  }
}
