import type { KubeObject } from '../../lib/manifests/manifest';
import type { Case } from './case';

const CLUSTER_SCOPED = new Set([
  ...['PersistentVolume', 'StorageClass', 'PriorityClass', 'IngressClass', 'RuntimeClass', 'Namespace'],
  ...['CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'ValidatingWebhookConfiguration'],
  ...['MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy', 'ValidatingAdmissionPolicyBinding', 'CSIDriver'],
  ...['VolumeAttributesClass', 'FlowSchema', 'DeviceClass'],
]);

/** Whether a kind of the cases is in no namespace. */
export const isClusterScoped = (kind: string): boolean => CLUSTER_SCOPED.has(kind);

/** The objects of a case in a namespace of their own, with a label that says whose they are. */
export function placed(
  { before, after }: Pick<Case, 'before' | 'after'>,
  namespace: string,
): Pick<Case, 'before' | 'after'> {
  const place = (object: KubeObject): KubeObject => {
    const copy = structuredClone(object);
    copy.metadata.labels = { ...copy.metadata.labels, 'app.kubernetes.io/instance': namespace };
    if (!isClusterScoped(copy.kind) && copy.metadata.namespace === undefined) copy.metadata.namespace = namespace;
    return copy;
  };
  return { before: before.map(place), after: after.map(place) };
}
