import { at, entries, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { addOrDeclare, namespaceOf, problemOf } from '../rule';
import { podField } from '../../workload';

/** Claims that pods mount are there, and the Service that names a StatefulSet's pods. */
export function* claims(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    const { manifest, pod } = workload;
    for (const [volume, index] of entries(pod.volumes)) {
      const name = text(at(volume, 'persistentVolumeClaim', 'claimName'));
      if (name === undefined || set.has('PersistentVolumeClaim', namespaceOf(manifest), name)) continue;
      const field = podField(workload, `volumes[${index}].persistentVolumeClaim.claimName`);
      const fix = addOrDeclare('PersistentVolumeClaim', name);
      yield problemOf(manifest, field, `no PersistentVolumeClaim is called '${name}'`, fix);
    }
  }
  for (const manifest of set.ofKind('apps/StatefulSet')) {
    const name = text(at(manifest.object, 'spec', 'serviceName'));
    if (!name || set.has('Service', namespaceOf(manifest), name)) continue;
    const fix = `${addOrDeclare('Service', name)}. A headless one gives the pods their DNS names`;
    yield problemOf(manifest, 'spec.serviceName', `no Service is called '${name}'`, fix);
  }
}
