import { shown, type Judgement } from './judge';
import type { Kept } from './pairs';

/** Data of ConfigMaps and Secrets: keys that are gone may be somebody's reference. */
export function* configuration(kept: Kept): Generator<Judgement> {
  const isSecret = kept.kind === 'Secret';
  if (!isSecret && kept.kind !== 'ConfigMap') return;
  for (const change of kept.fields.filter(({ field }) => /^(data|binaryData)\b/.test(field))) {
    const gone = change.after === undefined;
    const key = change.field.replace(/^(data|binaryData)\.?/, '').replace(/^\['(.*)'\]$/, '$1');
    yield {
      finding: {
        rule: gone && isSecret ? 'data-lost' : 'configuration',
        level: gone ? 'major' : 'minor',
        object: kept.name,
        field: change.field,
        message: gone ? `key ${key} is gone` : `${key}: ${isSecret ? 'changed (not shown)' : lines(change)}`,
      },
      explains: (field) => field === change.field,
    };
  }
}

function lines(change: Kept['fields'][number]): string {
  const { before, after } = change;
  if (typeof before !== 'string' || typeof after !== 'string' || !`${before}${after}`.includes('\n'))
    return shown(change);
  const [was, is] = [before.split('\n'), after.split('\n')];
  const first = was.findIndex((line, i) => line !== is[i]);
  return `from line ${first + 1} on: ${shown({ field: '', before: was[first], after: is[first] })}`;
}
