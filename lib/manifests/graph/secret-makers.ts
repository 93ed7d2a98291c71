import { entries, fields, text } from '../fields';
import type { Manifest } from '../manifest';
import { named, providedBy } from '../provided';
import type { TopologyDraft } from './draft';

/** Who makes a Secret that is not among the objects. */
export interface SecretMaker {
  readonly made: Manifest;
}

/**
 * Makers by the name of what they make: operators' objects themselves, and of a Role that lets somebody create it the workload whose
 * account has that Role.
 */
export function secretMakers({ set }: TopologyDraft): ReadonlyMap<string, SecretMaker> {
  const makers = new Map<string, SecretMaker>();
  for (const manifest of set.manifests) {
    const made = manifest.object.kind.endsWith('Role') ? workloadWith(set, manifest) : manifest;
    if (made === undefined) continue;
    for (const name of providedBy(manifest).names)
      if (name.startsWith('Secret ') && !makers.has(name)) makers.set(name, { made });
  }
  return makers;
}

/** The workload that runs as an account to which a Role is bound. */
function workloadWith(set: TopologyDraft['set'], { object: role }: Manifest): Manifest | undefined {
  const { name, namespace = '' } = role.metadata;
  for (const { object } of set.ofKind(`rbac.authorization.k8s.io/${role.kind}Binding`)) {
    const { roleRef, subjects } = object as { roleRef?: unknown; subjects?: unknown };
    if (text(fields(roleRef).name) !== name || (object.metadata.namespace ?? '') !== namespace) continue;
    for (const [subject] of entries(subjects)) {
      const account = named('ServiceAccount', namespace, text(subject.name) ?? '');
      const found = set.workloads.all.find(
        ({ pod, namespace: own }) => named('ServiceAccount', own, text(pod.serviceAccountName) ?? '') === account,
      );
      if (found) return found.manifest;
    }
  }
  return undefined;
}
