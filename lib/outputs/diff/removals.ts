import type { Change } from '../../manifests/diff';
import { objectName, type KubeObject } from '../../manifests/manifest';

/** Built-in kinds that are in no namespace. */
const IN_NO_NAMESPACE = new Set([
  ...['Namespace', 'Node', 'PersistentVolume', 'StorageClass', 'PriorityClass', 'IngressClass', 'RuntimeClass'],
  ...['CustomResourceDefinition', 'ClusterRole', 'ClusterRoleBinding', 'APIService', 'CSIDriver', 'VolumeAttachment'],
  ...['ValidatingWebhookConfiguration', 'MutatingWebhookConfiguration', 'ValidatingAdmissionPolicy'],
  ...['ValidatingAdmissionPolicyBinding', 'FlowSchema', 'PriorityLevelConfiguration', 'GatewayClass', 'ClusterIssuer'],
]);

/** What is left behind, and the commands that delete it: one for each namespace, since kubectl takes one at a time. */
export interface Removals {
  readonly objects: readonly string[];
  readonly commands: readonly string[];
}

/** Collects what a change leaves in the cluster; undefined when it leaves nothing. */
export function removalsOf(changes: readonly Change[]): Removals | undefined {
  const left = changes
    .filter(({ consequences }) => consequences.some(({ sort }) => sort === 'left-behind'))
    .map(({ manifest }) => manifest);
  if (left.length === 0) return undefined;
  const groups = new Map<string, KubeObject[]>();
  for (const object of left) {
    const key = namespaceOption(object);
    groups.set(key, [...(groups.get(key) ?? []), object]);
  }
  return {
    objects: left.map(objectName),
    commands: [...groups].map(([option, objects]) => `kubectl delete${option} ${objects.map(resourceName).join(' ')}`),
  };
}

/** Always said, since the namespace that kubectl is set to may be another one; who reads has to fill in what nobody wrote. */
function namespaceOption({ kind, metadata: { namespace } }: KubeObject): string {
  if (IN_NO_NAMESPACE.has(kind)) return '';
  return ` -n ${namespace ?? '<namespace>'}`;
}

/** `deployment.apps/web` */
function resourceName({ apiVersion, kind, metadata: { name } }: KubeObject): string {
  const group = apiVersion.includes('/') ? `.${apiVersion.slice(0, apiVersion.indexOf('/'))}` : '';
  return `${kind.toLowerCase()}${group}/${name}`;
}
