import { bytesOf } from '../../../kubernetes/quantity';
import { isBuiltIn } from '../../defaults';
import { text } from '../../fields';
import { groupKind } from '../../manifest';
import type { Consequence, FieldChange, Pair } from '../change';

/** What depends on the cluster, so that manifests alone can't say it. */
export function* onlyClusterKnows({ before, after }: Pair, changes: readonly FieldChange[]): Generator<Consequence> {
  if (!after) return;
  const kind = groupKind(after);
  if (
    before &&
    !isBuiltIn(after.apiVersion) &&
    !MAKES_NO_PODS.test(after.apiVersion) &&
    changes.some(({ field }) => !field.startsWith('metadata'))
  ) {
    yield unknown(`what it restarts is up to the operator of ${kind}`);
  }
  for (const { field, before: was, after: is } of before ? changes : []) {
    if (
      kind === 'PersistentVolumeClaim' &&
      field === 'spec.resources.requests.storage' &&
      Number(bytesOf(is)) > Number(bytesOf(was))
    ) {
      yield mayFail(
        'a claim grows only when it is bound and its storage class has allowVolumeExpansion: else it is refused',
      );
    }
    if (kind === 'Pod' && field === 'spec.nodeName') yield mayFail('refused, unless the pod runs on that node already');
    if (field === 'metadata.namespace') {
      const [old, now] = [was, is].map((name) => text(name) ?? 'the one of kubectl');
      yield unknown(
        `namespace ${old ?? ''} → ${now ?? ''}: the same objects if that is the same namespace, else new ones beside the old`,
      );
    }
    if (kind === 'Service' && field === 'spec.ipFamilyPolicy' && is === 'RequireDualStack') {
      yield mayFail('refused by a cluster that has one family of addresses');
    }
  }
}

/** Groups of kinds that route, scrape or alert. */
const MAKES_NO_PODS = /^(?:gateway\.networking\.k8s\.io|monitoring\.coreos\.com|cert-manager\.io|traefik\.io)\//;

const mayFail = (message: string): Consequence => ({ sort: 'may-fail', message });
const unknown = (message: string): Consequence => ({ sort: 'unknown', message });
