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
  if (lost.length + won.length === 0) return;
  yield silent(/^(rules|subjects)\b/);
  const finding = (field: string, message: string): Judgement => ({
    finding: { rule: 'permissions', level: 'minor', object: kept.name, field, message },
  });
  if (lost.length > 0) yield finding('rules (fewer)', `no longer: ${some(lost)}`);
  if (won.length > 0) yield finding('rules (more)', `new: ${some(won)}`);
}

const MOST = 4;
const some = (all: readonly string[]): string =>
  `${all.slice(0, MOST).join(', ')}${all.length > MOST ? ` and ${all.length - MOST} more` : ''}`;
