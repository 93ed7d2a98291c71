import { asDraft, mapAt, mapsAt, type Draft } from '../defaults/draft';
import type { KubeObject } from '../manifest';

/** How kinds were written in versions that are gone, by the version and kind, and what to do about it beside the version. */
const FORMER: Readonly<Record<string, { readonly apiVersion: string; readonly rewrite?: (object: Draft) => void }>> = {
  ...former(
    ['extensions/v1beta1', 'apps/v1beta1', 'apps/v1beta2'],
    ['Deployment', 'DaemonSet', 'ReplicaSet', 'StatefulSet'],
    'apps/v1',
    withSelector,
  ),
  ...former(['extensions/v1beta1', 'networking.k8s.io/v1beta1'], ['Ingress'], 'networking.k8s.io/v1', withServices),
  ...former(['extensions/v1beta1'], ['NetworkPolicy'], 'networking.k8s.io/v1'),
  ...former(['networking.k8s.io/v1beta1'], ['IngressClass'], 'networking.k8s.io/v1'),
  ...former(['policy/v1beta1'], ['PodDisruptionBudget'], 'policy/v1'),
  ...former(['batch/v1beta1', 'batch/v2alpha1'], ['CronJob'], 'batch/v1'),
  ...former(['autoscaling/v2beta2'], ['HorizontalPodAutoscaler'], 'autoscaling/v2'),
  ...former(
    ['rbac.authorization.k8s.io/v1beta1', 'rbac.authorization.k8s.io/v1alpha1'],
    ['Role', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'],
    'rbac.authorization.k8s.io/v1',
  ),
  ...former(
    ['storage.k8s.io/v1beta1'],
    ['StorageClass', 'CSIDriver', 'CSINode', 'VolumeAttachment'],
    'storage.k8s.io/v1',
  ),
  ...former(['scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1alpha1'], ['PriorityClass'], 'scheduling.k8s.io/v1'),
};

function former(
  versions: readonly string[],
  kinds: readonly string[],
  apiVersion: string,
  rewrite?: (object: Draft) => void,
): typeof FORMER {
  return Object.fromEntries(
    versions.flatMap((version) => kinds.map((kind) => [`${version}/${kind}`, { apiVersion, rewrite }])),
  );
}

/**
 * An object of a version that is gone as it is written today: a cluster has it like that whatever it was made with. What
 * differs from then on is a change, and the version alone is none that a cluster would see.
 */
export function asPresent(object: KubeObject): KubeObject {
  const known = FORMER[`${object.apiVersion}/${object.kind}`];
  if (!known) return object;
  const copy = structuredClone(object) as unknown as Draft;
  copy.apiVersion = known.apiVersion;
  known.rewrite?.(copy);
  return copy as unknown as KubeObject;
}

/** What was not selected was what the template has. */
function withSelector(object: Draft): void {
  const spec = asDraft(object.spec);
  if (!spec || spec.selector !== undefined) return;
  spec.selector = { matchLabels: { ...mapAt(mapAt(mapAt(spec, 'template'), 'metadata'), 'labels') } };
}

function withServices(object: Draft): void {
  const spec = asDraft(object.spec);
  if (!spec) return;
  if (spec.backend !== undefined) {
    spec.defaultBackend = asService(mapAt(spec, 'backend'));
    delete spec.backend;
  }
  for (const rule of mapsAt(spec, 'rules')) {
    for (const path of mapsAt(mapAt(rule, 'http'), 'paths')) {
      path.backend = asService(mapAt(path, 'backend'));
      path.pathType ??= 'ImplementationSpecific';
    }
  }
}

function asService({ serviceName, servicePort, ...backend }: Draft): Draft {
  if (serviceName === undefined) return backend;
  const port = typeof servicePort === 'number' ? { number: servicePort } : { name: servicePort };
  return { ...backend, service: { name: serviceName, port } };
}
