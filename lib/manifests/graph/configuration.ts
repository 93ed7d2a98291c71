import { configReferences } from '../config-reference';
import { at, entries, text } from '../fields';
import { objectName, type Manifest } from '../manifest';
import type { Workload } from '../workload';
import { named } from '../provided';
import type { TopologyDraft } from './draft';
import { secretMakers, type SecretMaker } from './secret-makers';

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
  const makers = secretMakers(draft);
  for (const [workload, names] of missing) {
    const id = objectName(workload.manifest.object);
    for (const name of names) {
      const maker = makers.get(named('Secret', workload.namespace, name.replace(/^Secret /, '')));
      if (name.startsWith('Secret ') && maker && maker.made !== workload.manifest) {
        addMade(draft, workload, name, maker);
        continue;
      }
      draft.addRow(id, {
        id: `${id} ${name}`,
        sort: 'config',
        text: `${name} ↗`,
        detail: `${name}: not among these manifests`,
      });
    }
  }
}

/** A Secret that comes into being in the cluster: who reads it has a row of it, to which an edge leads from who makes it. */
function addMade(draft: TopologyDraft, workload: Workload, name: string, { made }: SecretMaker): void {
  const id = objectName(workload.manifest.object);
  const from = draft.addNode(made, 'config', `makes ${name}`);
  draft.addRow(id, { id: `${id} ${name}`, sort: 'config', text: name, detail: `${name}: made by ${from}` });
  draft.addEdge({ from, to: id, sort: 'makes', label: name });
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
