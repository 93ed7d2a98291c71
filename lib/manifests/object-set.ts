import { groupKind, type Manifest } from './manifest';
import { LabelIndex } from './label-index';
import { named, providedBy } from './provided';
import { workloadOf, type Workload } from './workload';

/** The objects under check, indexed once; what rules ask is answered without a walk over everything. */
export class ObjectSet {
  /** What makes pods. */
  readonly workloads: LabelIndex<Workload>;
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byName = new Map<string, Manifest>();
  private readonly outside: Set<string>;

  /** @param known names of objects outside the set, as `objectName` writes them; without namespace: in any */
  constructor(
    readonly manifests: readonly Manifest[],
    known: Iterable<string> = [],
  ) {
    this.outside = new Set(known);
    const workloads: Workload[] = [];
    for (const manifest of manifests) {
      const kind = groupKind(manifest.object);
      const { name, namespace = '' } = manifest.object.metadata;
      const ofKind = this.byKind.get(kind);
      if (ofKind) ofKind.push(manifest);
      else this.byKind.set(kind, [manifest]);
      const key = named(kind, namespace, name);
      if (!this.byName.has(key)) this.byName.set(key, manifest);

      const workload = workloadOf(manifest);
      if (workload) workloads.push(workload);
      const provided = providedBy(manifest);
      workloads.push(...provided.workloads);
      for (const object of provided.names) this.outside.add(object);
    }
    this.workloads = new LabelIndex(workloads);
  }

  /** Objects of a kind: `Service`, `apps/Deployment`. */
  ofKind(groupAndKind: string): readonly Manifest[] {
    return this.byKind.get(groupAndKind) ?? [];
  }

  /** The object of that kind and name, or undefined. */
  tryFind(groupAndKind: string, namespace: string, name: string): Manifest | undefined {
    return this.byName.get(named(groupAndKind, namespace, name));
  }

  /** Whether the object exists outside the set, as far as anybody said. */
  isOutside(groupAndKind: string, namespace: string, name: string): boolean {
    const kind = groupAndKind.slice(groupAndKind.lastIndexOf('/') + 1);
    return this.outside.has(named(kind, namespace, name)) || this.outside.has(named(kind, '', name));
  }

  /** Whether the object is in the set or exists outside it. */
  has(groupAndKind: string, namespace: string, name: string): boolean {
    return this.tryFind(groupAndKind, namespace, name) !== undefined || this.isOutside(groupAndKind, namespace, name);
  }
}
