import { isSame } from '../../manifests/diff/field-changes';
import { NAMESPACE } from '../observe/render';
import { shown, silent, type Judgement } from './judge';
import type { Kept } from './pairs';
import { undescribed } from './undescribed';

/** What labels and annotations of objects say about the chart, or tell helm. */
const TELLS_NOTHING =
  /^metadata\.(labels|annotations)(\.(chart|version|heritage|release|app)$|\['(helm\.sh\/(?!resource-policy)[^']*|app\.kubernetes\.io\/[^']*|meta\.helm\.sh\/[^']*|checksum\/[^']*)'\]$)/;

const DEFINITION = 'apiextensions.k8s.io/CustomResourceDefinition';
const DESCRIPTION = /\.description$|^metadata\.annotations\['controller-gen\.kubebuilder\.io\/version'\]$/;

/** What the labels of an object call the chart with its version. */
function chartLabels({ metadata }: Kept['before']): Set<unknown> {
  const { labels } = metadata;
  return new Set([labels?.['helm.sh/chart'], labels?.chart].filter((label) => label !== undefined));
}

const VERSION = /^v?\d+\.\d+\.\d+/;

/** Whether an annotation says a version of something, as that of a bundle of definitions. */
const isVersion = ({ field, before, after }: Kept['fields'][number]): boolean =>
  /^metadata\.annotations.*version/i.test(field) &&
  [before, after].every((one) => typeof one === 'string' && VERSION.test(one));

/** Fields that no other judge has spoken of. */
export function* otherFields(kept: Kept, explained: (field: string) => boolean): Generator<Judgement> {
  yield silent(TELLS_NOTHING);
  const versions = [kept.before, kept.after].map(chartLabels);
  for (const change of kept.fields) {
    const { field } = change;
    if (explained(field) || TELLS_NOTHING.test(field)) continue;
    if (
      kept.kind === DEFINITION &&
      (DESCRIPTION.test(field) || isSame(undescribed(change.before), undescribed(change.after)))
    )
      continue;
    if (
      field === 'metadata.namespace' &&
      [change.before, change.after].every((one) => one === undefined || one === NAMESPACE)
    )
      continue;
    // `shop-1.2.3` where somebody selects by the label of the chart's version.
    if (versions[0]?.has(change.before) && versions[1]?.has(change.after)) continue;
    if (/^metadata\.annotations\['helm\.sh\/resource-policy'\]$/.test(field)) {
      if (change.after !== undefined) continue;
      const message = 'helm does not keep it any more when it is uninstalled or leaves the chart';
      yield { finding: { rule: 'data-lost', level: 'major', object: kept.name, field, message } };
      continue;
    }
    if (/^spec\.persistentVolumeClaimRetentionPolicy\b/.test(field)) {
      const message = `${field} ${shown(change)}: claims are kept or deleted otherwise`;
      yield {
        finding: {
          rule: 'data-lost',
          level: change.after === undefined ? 'minor' : 'major',
          object: kept.name,
          field,
          message,
        },
      };
      continue;
    }
    const isLabel = /^metadata\.labels\b/.test(field) || isVersion(change);
    const order = / \(order\)$/.test(field);
    yield {
      finding: {
        rule: 'field',
        level: isLabel || order ? 'patch' : 'minor',
        object: kept.name,
        field,
        message: `${field} ${shown(change)}`,
      },
    };
  }
}
