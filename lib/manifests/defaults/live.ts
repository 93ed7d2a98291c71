import { asDraft, mapAt, type Draft } from './draft';

/** What a cluster writes in metadata. */
const VOLATILE = [
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'selfLink',
  'deletionGracePeriodSeconds',
];

/** Annotations that kubectl and controllers write. `restartedAt` in a pod template is none of them: it is somebody's act. */
const OF_CONTROLLERS = [
  'kubectl.kubernetes.io/last-applied-configuration',
  'deployment.kubernetes.io/revision',
  'deprecated.daemonset.template.generation',
  'autoscaling.alpha.kubernetes.io/conditions',
  'autoscaling.alpha.kubernetes.io/current-metrics',
  'pv.kubernetes.io/bind-completed',
  'pv.kubernetes.io/bound-by-controller',
  'volume.beta.kubernetes.io/storage-provisioner',
  'volume.kubernetes.io/storage-provisioner',
];

/** Whether an object was read from a cluster. */
export function isLive(object: { readonly metadata?: unknown }): boolean {
  const metadata = asDraft(object.metadata);
  return (
    metadata?.uid !== undefined || metadata?.resourceVersion !== undefined || metadata?.managedFields !== undefined
  );
}

/** Drops what only a cluster writes: status, identity and bookkeeping. */
export function dropLive(object: Draft): void {
  delete object.status;
  const metadata = mapAt(object, 'metadata');
  for (const key of VOLATILE) delete metadata[key];
  const annotations = asDraft(metadata.annotations);
  if (annotations) for (const key of OF_CONTROLLERS) delete annotations[key];
  if (object.kind === 'Namespace') {
    delete mapAt(metadata, 'labels')['kubernetes.io/metadata.name'];
    const spec = mapAt(object, 'spec');
    delete spec.finalizers;
    if (Object.keys(spec).length === 0) delete object.spec;
  }
}
