import { diffManifests } from '../../manifests/diff';
import { shown, silent, type Judgement } from './judge';
import type { Kept } from './pairs';

const SECURITY =
  /(securityContext|automountServiceAccountToken|hostNetwork|hostPID|hostIPC|serviceAccountName|runtimeClassName)\b/;

/** What pods may do: in the cluster, and on their node. */
export function* rights(kept: Kept): Generator<Judgement> {
  // A schema of pods in a definition is about what may be written there.
  if (kept.kind === 'apiextensions.k8s.io/CustomResourceDefinition') return;
  if (/^rbac\.authorization\.k8s\.io\/(Cluster)?Role(Binding)?$/.test(kept.kind)) yield* permissions(kept);
  for (const change of kept.fields.filter(({ field }) => SECURITY.test(field) && !/^metadata\b/.test(field))) {
    const where = change.field.replace(/^spec\.(jobTemplate\.spec\.)?template\.spec\./, '');
    yield {
      finding: {
        rule: 'security',
        level: 'minor',
        object: kept.name,
        field: change.field,
        message: `${where} ${shown(change)}`,
      },
      explains: (field) => field === change.field,
    };
  }
}

function* permissions(kept: Kept): Generator<Judgement> {
  const opened = (before: Kept['before'], after: Kept['before']): string[] =>
    diffManifests([before], [after]).flatMap(({ consequences }) =>
      consequences.filter(({ sort }) => sort === 'widens-access').map(({ message }) => message),
    );
  const [lost, won] = [opened(kept.after, kept.before), opened(kept.before, kept.after)];
  yield* aggregation(kept);
  if (lost.length + won.length === 0) return;
  yield silent(/^(rules|subjects)\b/);
  const finding = (field: string, message: string, level: 'major' | 'minor' = 'minor'): Judgement => ({
    finding: { rule: 'permissions', level, object: kept.name, field, message },
  });
  const users = aggregatedTo(kept.before);
  if (lost.length > 0)
    yield users.length > 0
      ? finding('rules (fewer)', `who has ${users.join(', ')} may no longer: ${some(lost)}`, 'major')
      : finding('rules (fewer)', `no longer: ${some(lost)}`);
  if (won.length > 0) yield finding('rules (more)', `new: ${some(won)}`);
}

/** Roles of people that an aggregated role is a part of: `edit` by `aggregate-to-edit`. */
function aggregatedTo({ metadata }: Kept['before']): string[] {
  const labels = Object.entries(metadata.labels ?? {}).filter(([, value]) => value === 'true');
  return labels.flatMap(([label]) => AGGREGATED.exec(label)?.[1] ?? []);
}

const AGGREGATED = /^rbac\.authorization\.k8s\.io\/aggregate-to-(.+)$/;

/** An aggregated role that is no part of a role of people any more. */
function* aggregation(kept: Kept): Generator<Judgement> {
  const now = new Set(aggregatedTo(kept.after));
  for (const role of aggregatedTo(kept.before).filter((name) => !now.has(name))) {
    const field = `metadata.labels['rbac.authorization.k8s.io/aggregate-to-${role}']`;
    const message = `is no part of ${role} any more: who has that role may no longer do what it allows`;
    yield {
      finding: { rule: 'permissions', level: 'major', object: kept.name, field, message },
      explains: (other) => other === field,
    };
  }
}

const MOST = 4;
const some = (all: readonly string[]): string =>
  `${all.slice(0, MOST).join(', ')}${all.length > MOST ? ` and ${all.length - MOST} more` : ''}`;
