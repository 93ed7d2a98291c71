import { configReferences } from '../config-reference';
import { at, entries, text } from '../fields';
import { objectName, type Manifest } from '../manifest';
import type { Workload } from '../workload';
import type { TopologyDraft } from './draft';

/** ConfigMaps, Secrets and claims: rows of the one workload that reads them, nodes when several do. */
export function addConfiguration(draft: TopologyDraft): void {
  const readers = new Map<Manifest, Set<Workload>>();
  const missing = new Map<Workload, Set<string>>();
  const reads = (workload: Workload, kind: string, name: string): void => {
    const found = draft.set.tryFind(kind, workload.namespace, name);
    if (found) readers.set(found, (readers.get(found) ?? new Set()).add(workload));
    else missing.set(workload, (missing.get(workload) ?? new Set()).add(`${kind} ${name}`));
  };
  for (const workload of draft.set.workloads.all) {
    for (const { kind, name } of configReferences(workload)) reads(workload, kind, name);
    for (const [volume] of entries(workload.pod.volumes)) {
      const claim = text(at(volume, 'persistentVolumeClaim', 'claimName'));
      if (claim) reads(workload, 'PersistentVolumeClaim', claim);
    }
    templates(draft, workload);
  }
  for (const [manifest, workloads] of readers) {
    const { kind, metadata } = manifest.object;
    const storage = kind === 'PersistentVolumeClaim';
    const shown = storage ? size(manifest.object) : '';
    const row = {
      sort: storage ? 'storage' : 'config',
      text: `${kind === 'PersistentVolumeClaim' ? 'Claim' : kind} ${metadata.name} ${shown}`.trim(),
      detail: objectName(manifest.object),
    } as const;
    draft.addAbout(manifest, [...workloads], row, storage ? 'storage' : 'config', { sort: 'reads', reverse: true });
  }
  for (const [workload, names] of missing) {
    const id = objectName(workload.manifest.object);
    for (const name of names) {
      draft.addRow(id, {
        id: `${id} ${name}`,
        sort: 'config',
        text: `${name} ↗`,
        detail: `${name}: not among these manifests`,
      });
    }
  }
}

function templates(draft: TopologyDraft, { manifest }: Workload): void {
  const id = objectName(manifest.object);
  for (const [claim] of entries(at(manifest.object, 'spec', 'volumeClaimTemplates'))) {
    const name = text(at(claim, 'metadata', 'name')) ?? '';
    const shown = `Claim ${name} ${size(claim)} each`.replace('  ', ' ');
    draft.addRow(id, {
      id: `${id} claim ${name}`,
      sort: 'storage',
      text: shown,
      detail: `one claim '${name}' for each pod`,
    });
  }
}

const size = (claim: unknown): string => text(at(claim, 'spec', 'resources', 'requests', 'storage')) ?? '';
