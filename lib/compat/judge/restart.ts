import type { Comparison, Kept } from './pairs';
import { about, type Judgement } from './judge';

const TEMPLATE = /^spec\.template\b/;
/** Labels that say which version of the chart or of the application it is. */
const VERSION_LABEL =
  /^spec\.template\.metadata\.labels(\.(chart|version|heritage|release)$|\['(helm\.sh\/chart|app\.kubernetes\.io\/(version|managed-by|part-of))'\])/;
const CHECKSUM = /^spec\.template\.metadata\.annotations.*(checksum|hash|sha\d*|rollme|md5|timestamp)/i;
const ORDER = / \(order\)$/;
const WORKLOAD = /^apps\/(Deployment|StatefulSet|DaemonSet)$/;

/** Pods that are replaced though nothing that they run or read is another. */
export function* restart(kept: Kept, whole: Comparison): Generator<Judgement> {
  if (!WORKLOAD.test(kept.kind)) return;
  const changed = kept.fields.map(({ field }) => field).filter((field) => TEMPLATE.test(field));
  if (changed.length === 0) return;
  const sorts = new Set(changed.map(cosmetic));
  const explained = (field: string): boolean => TEMPLATE.test(field) && cosmetic(field) !== undefined;
  if (sorts.has(undefined) || (sorts.has('a checksum') && configurationChanges(whole))) {
    yield { explains: explained };
    return;
  }
  const stateful = kept.kind === 'apps/StatefulSet' ? ', one after the other' : '';
  yield about(
    {
      rule: 'restart',
      level: 'patch',
      object: kept.name,
      field: changed[0],
      message: `all pods restart${stateful}, only since ${[...sorts].join(' and ')} in the pod template changes: ${changed.map((field) => field.replace(/^spec\.template\./, '')).join(', ')}`,
      advice: 'keep out of the pod template what does not concern pods',
    },
    TEMPLATE,
  );
}

function cosmetic(field: string): string | undefined {
  if (VERSION_LABEL.test(field)) return 'a version label';
  if (CHECKSUM.test(field)) return 'a checksum';
  return ORDER.test(field) && !/initContainers \(order\)$/.test(field) ? 'the order of a list' : undefined;
}

/** Whether any ConfigMap or Secret has other data. */
function configurationChanges({ kept, added, removed, renamed }: Comparison): boolean {
  const isData = /^(ConfigMap|Secret)$/;
  return (
    kept.some(
      ({ kind, fields }) => isData.test(kind) && fields.some(({ field }) => /^(data|binaryData)\b/.test(field)),
    ) || [...added, ...removed, ...renamed.map(([before]) => before)].some(({ kind }) => isData.test(kind))
  );
}
