import { objectName, type Manifest } from '../../manifest';
import { at, entries } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** Each port of the nodes is one Service's. */
export function* nodePorts(set: ObjectSet): Generator<Problem> {
  const taken = new Map<string, Manifest>();
  for (const manifest of set.ofKind('Service')) {
    for (const [{ nodePort, protocol = 'TCP' }, index] of entries(at(manifest.object, 'spec', 'ports'))) {
      if (typeof nodePort !== 'number' || nodePort === 0) continue;
      const key = `${nodePort}/${String(protocol)}`;
      const other = taken.get(key);
      if (other === undefined) taken.set(key, manifest);
      else if (other !== manifest) {
        const problem = `${nodePort} is the node port of ${objectName(other.object)} too`;
        const fix = 'Take another, or leave it out to be given a free one';
        yield problemOf(manifest, `spec.ports[${index}].nodePort`, problem, fix);
      }
    }
  }
}
