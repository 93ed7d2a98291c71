import { objectName } from '../../manifest';
import { at } from '../../fields';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { namespaceOf, problemOf } from '../rule';
import type { Workload } from '../../workload';
import { describeSelector, isEmptySelector, labelSelector } from '../../selector';

/** No workload selects another's pods: it would adopt them, and both would fight over the count. */
export function* overlappingSelectors(set: ObjectSet): Generator<Problem> {
  for (const { manifest, template } of set.workloads.all) {
    const selector = labelSelector(at(manifest.object, 'spec', 'selector'));
    if (template !== 'spec.template' || isEmptySelector(selector)) continue;
    const other = set.workloads
      .select(namespaceOf(manifest), selector)
      .find(
        (workload) => workload.manifest !== manifest && isMadeAgain(workload) && !isSame(workload.manifest, manifest),
      );
    if (!other) continue;
    const problem = `'${describeSelector(selector)}' selects the pods of ${objectName(other.manifest.object)} too`;
    yield problemOf(manifest, 'spec.selector', problem, 'Add a label that only its own pods have, such as a component');
  }
}

/** Bare pods, such as a chart's tests, and those of Jobs belong to nobody else: they are left alone. */
const isMadeAgain = ({ partial, manifest, template }: Workload): boolean =>
  !partial && template === 'spec.template' && manifest.object.kind !== 'Job';

/** The same object twice is a problem of its own. */
const isSame = (a: { object: { kind: string; metadata: { name: string } } }, b: typeof a): boolean =>
  a.object.kind === b.object.kind && a.object.metadata.name === b.object.metadata.name;
