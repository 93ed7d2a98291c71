import { at, entries, text } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { choices, problemOf } from '../rule';
import { podField, type Workload } from '../../workload';

/** Everything mounted is a volume of the pod or a claim template of the StatefulSet. */
export function* volumeMounts(set: ObjectSet): Generator<Problem> {
  for (const workload of set.workloads.all) {
    const volumes = volumesOf(workload);
    for (const { spec, field } of workload.containers) {
      for (const list of ['volumeMounts', 'volumeDevices']) {
        for (const [mount, index] of entries(spec[list])) {
          const name = text(mount.name);
          if (name === undefined || volumes.has(name)) continue;
          const fix = `Add it to ${podField(workload, 'volumes')}; there: ${choices([...volumes])}`;
          yield problemOf(workload.manifest, `${field}.${list}[${index}].name`, `no volume is called '${name}'`, fix);
        }
      }
    }
  }
}

function volumesOf({ pod, manifest }: Workload): Set<string> {
  const names = new Set<string>();
  for (const [volume] of entries(pod.volumes)) if (typeof volume.name === 'string') names.add(volume.name);
  for (const [claim] of entries(at(manifest.object, 'spec', 'volumeClaimTemplates'))) {
    const name = text(at(claim, 'metadata', 'name'));
    if (name !== undefined) names.add(name);
  }
  return names;
}
