import { bytesOf } from '../../../kubernetes/quantity';
import { at, entries, fields, list } from '../../fields';
import { groupKind } from '../../manifest';
import type { Consequence, FieldChange, Pair, StoredPair } from '../change';
import { presentKind } from '../pair-up';
import { serviceRefusals } from './service-refusals';

/** Fields that the API server lets nobody change, by kind. Sources: pkg/apis/…/validation of 1.34, and a cluster's answers. */
const IMMUTABLE: Readonly<Record<string, RegExp>> = {
  'apps/Deployment': /^spec\.selector\b/,
  'apps/DaemonSet': /^spec\.selector\b/,
  'apps/ReplicaSet': /^spec\.selector\b/,
  'apps/StatefulSet':
    /^spec\.(?!(replicas|ordinals|template|updateStrategy|revisionHistoryLimit|persistentVolumeClaimRetentionPolicy|minReadySeconds)\b)/,
  'batch/Job':
    /^spec\.(template|selector|completions|completionMode|podFailurePolicy|successPolicy|backoffLimitPerIndex|managedBy)\b/,
  PersistentVolumeClaim: /^spec\.(?!(resources\.requests|volumeAttributesClassName)\b)/,
  PersistentVolume:
    /^spec\.(volumeMode|hostPath|nfs|csi|local|iscsi|fc|cephfs|rbd|glusterfs|awsElasticBlockStore|gcePersistentDisk|azureDisk|azureFile|vsphereVolume)\b/,
  Pod: /^spec\.(?!(nodeName$|containers\[[^\]]*\]\.image$|initContainers\[[^\]]*\]\.image$|activeDeadlineSeconds|tolerations|schedulingGates))/,
  Secret: /^type$/,
  ResourceQuota: /^spec\.scopes\b/,
  'rbac.authorization.k8s.io/RoleBinding': /^roleRef\b/,
  'rbac.authorization.k8s.io/ClusterRoleBinding': /^roleRef\b/,
  'storage.k8s.io/StorageClass': /^(provisioner|parameters|reclaimPolicy|volumeBindingMode)\b/,
  'storage.k8s.io/VolumeAttachment': /^spec\b/,
  'storage.k8s.io/VolumeAttributesClass': /^(driverName|parameters)\b/,
  'storage.k8s.io/CSIDriver': /^spec\.(attachRequired|volumeLifecycleModes)\b/,
  'resource.k8s.io/ResourceClaim': /^spec\b/,
  'resource.k8s.io/ResourceClaimTemplate': /^spec\b/,
  'scheduling.k8s.io/PriorityClass': /^(value|preemptionPolicy)$/,
  'networking.k8s.io/IngressClass': /^spec\.controller$/,
  'node.k8s.io/RuntimeClass': /^handler$/,
  'discovery.k8s.io/EndpointSlice': /^addressType$/,
  'apiextensions.k8s.io/CustomResourceDefinition': /^spec\.(scope|group|names\.kind|names\.plural)$/,
};

const ADVICE: Readonly<Record<string, string>> = {
  'apps/StatefulSet': 'delete it with --cascade=orphan, which keeps pods and volumes, and apply again',
  'batch/Job': 'delete the old Job first, or give the new one another name',
  PersistentVolumeClaim: 'make a claim of another name and move the data',
  PersistentVolume: 'make a volume of another name',
  'apiextensions.k8s.io/CustomResourceDefinition': 'deleting it deletes every object of that kind: make a new kind',
};

/** What may change in the template of a Job that is suspended, before it begins. */
const SUSPENDED =
  /^spec\.template\.(metadata\.(labels|annotations)\b|spec\.(nodeSelector|tolerations|affinity\.nodeAffinity|schedulingGates)\b)/;

function isOfScheduling({ field, before, after }: FieldChange): boolean {
  if (field !== 'spec.template.spec.affinity') return SUSPENDED.test(field);
  return [before, after].every((affinity) => Object.keys(fields(affinity)).every((sort) => sort === 'nodeAffinity'));
}

/** What the API server will refuse, or take and ignore. */
export function* immutable(
  { before, after, written }: StoredPair,
  changes: readonly FieldChange[],
): Generator<Consequence> {
  if (!before || !after) return;
  const kind = presentKind(after);
  const isSuspended = kind === 'batch/Job' && at(before, 'spec', 'suspend') === true;
  const refused = changes
    .filter(({ field, before: was }) => !(was === undefined && field === 'spec.volumeName'))
    .filter((change) => !(isSuspended && isOfScheduling(change)))
    .map(({ field }) => field)
    .filter((field) => IMMUTABLE[kind]?.test(field))
    .filter((field) => !(field === 'spec.completions' && isElastic(after)));
  if (isLocked(before)) {
    refused.push(
      ...changes.map(({ field }) => field).filter((f) => /^(data|binaryData|stringData|immutable)\b/.test(f)),
    );
  }
  if (refused.length > 0) {
    const advice = ADVICE[kind] ?? 'delete it and apply again, or give the new one another name';
    yield fails(`immutable field changed: ${refused.join(', ')}; ${advice}`);
  }
  if (kind === 'Secret') yield* writtenKeys(written);
  if (kind === 'Service') yield* serviceRefusals(before, after, written.after ?? after);
  if (kind === 'PersistentVolumeClaim') {
    yield* smaller({ before, after });
    const [was, is] = [before, after].map(({ metadata }) => metadata.annotations?.[CLASS_ANNOTATION]);
    if (was !== is)
      yield fails(`immutable field changed: metadata.annotations['${CLASS_ANNOTATION}']; leave it as it is`);
  }
  if (kind === 'Pod') yield* runningPod({ before, after });
  if (kind === 'apiextensions.k8s.io/CustomResourceDefinition') yield* storedVersion({ before, after });
}

/** How claims named their class before there was a field. */
const CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

const fails = (message: string): Consequence => ({ sort: 'fails', message });

/** A ConfigMap or Secret that is marked as immutable. */
const isLocked = (object: Pair['before']): boolean =>
  object !== undefined && /^(ConfigMap|Secret)$/.test(groupKind(object)) && object.immutable === true;

/** `stringData` is written and never read: a key that is gone from there stays in `data`. */
function* writtenKeys({ before, after }: Pair): Generator<Consequence> {
  const given = new Set([...Object.keys(fields(after?.data)), ...Object.keys(fields(after?.stringData))]);
  const kept = Object.keys(fields(before?.stringData)).filter((key) => !given.has(key));
  if (kept.length === 0) return;
  const message = `${kept.join(', ')} of stringData stays in the Secret: delete the key there, or write it as data`;
  yield { sort: 'no-effect', message };
}

function* smaller({ before, after }: Pair): Generator<Consequence> {
  const [was, is] = [before, after].map((claim) => at(claim, 'spec', 'resources', 'requests', 'storage'));
  const [old, wanted] = [bytesOf(was), bytesOf(is)];
  if (old !== undefined && wanted !== undefined && wanted < old) {
    yield fails(`a claim can't shrink: spec.resources.requests.storage ${String(was)} → ${String(is)}`);
  }
}

/** A Job whose pods are numbered may become longer or shorter, as many at once as in all. */
const isElastic = (job: Pair['after']): boolean =>
  at(job, 'spec', 'completionMode') === 'Indexed' && at(job, 'spec', 'completions') === at(job, 'spec', 'parallelism');

/** Of a running pod tolerations may be added, gates opened and a deadline made shorter. */
function* runningPod({ before, after }: Pair): Generator<Consequence> {
  const [was, is] = [before, after].map((pod) => list(at(pod, 'spec', 'tolerations')));
  if (was && is && is.length < was.length)
    yield fails('immutable field changed: spec.tolerations; some may be added only');
  const gates = [before, after].map((pod) =>
    [...entries(at(pod, 'spec', 'schedulingGates'))].map(([{ name }]) => name),
  );
  if (gates[1]?.some((gate) => !gates[0]?.includes(gate)))
    yield fails('immutable field changed: spec.schedulingGates; they may be removed only');
  const [old, wanted] = [before, after].map((pod) => at(pod, 'spec', 'activeDeadlineSeconds'));
  if (typeof old === 'number' && (typeof wanted !== 'number' || wanted > old))
    yield fails('immutable field changed: spec.activeDeadlineSeconds; it may be made shorter only');
}

/** Objects may be stored in the version that goes. */
function* storedVersion({ before, after }: Pair): Generator<Consequence> {
  const versions = (object: Pair['before']) => [...entries(at(object, 'spec', 'versions'))].map(([version]) => version);
  const kept = new Set(versions(after).map(({ name }) => name));
  for (const { name, storage } of versions(before)) {
    if (!storage || kept.has(name)) continue;
    yield fails(
      `version ${String(name)} is stored and can't be removed: keep it with served: false until nothing is stored in it`,
    );
  }
}
