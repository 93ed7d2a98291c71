import { groupKind, type Manifest } from './manifest';
import { LabelIndex } from './label-index';
import { ANY, named, providedBy } from './provided';
import { declaredPods } from './existing';
import { unpacked } from './unpacked';
import { workloadOf, type Workload } from './workload';

/** The objects under check, indexed once; what rules ask is answered without a walk over everything. */
export class ObjectSet {
  /** What makes pods. */
  readonly workloads: LabelIndex<Workload>;
  private readonly byKind = new Map<string, Manifest[]>();
  private readonly byName = new Map<string, Manifest>();
  /** Names as `objectName` writes them, in lower case. */
  private readonly outside: Set<string>;
  readonly manifests: readonly Manifest[];

  /** @param known names of objects outside the set, as `objectName` writes them; without namespace: in any */
  constructor(manifests: readonly Manifest[], known: Iterable<string> = []) {
    const declared = [...known];
    this.manifests = manifests.flatMap(unpacked);
    this.outside = new Set(declared.map((name) => name.toLowerCase()));
    const workloads: Workload[] = declared.flatMap(declaredPods);
    for (const manifest of this.manifests) {
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
      for (const object of provided.names) this.outside.add(object.toLowerCase());
    }
    this.workloads = new LabelIndex(workloads);
  }

  /** Objects of a kind: `Service`, `apps/Deployment`. */
  ofKind(groupAndKind: string): readonly Manifest[] {
    return this.byKind.get(groupAndKind) ?? [];
  }

  /**
   * The object of that kind and name, or undefined. One without a namespace goes where the others go, wherever that is.
   */
  tryFind(groupAndKind: string, namespace: string, name: string): Manifest | undefined {
    const here = this.byName.get(named(groupAndKind, namespace, name));
    if (here) return here;
    if (namespace !== '') return this.byName.get(named(groupAndKind, '', name));
    return this.ofKind(groupAndKind).find(({ object }) => object.metadata.name === name);
  }

  /** Whether the object exists outside the set, as far as anybody said. */
  isOutside(groupAndKind: string, namespace: string, name: string): boolean {
    const kind = groupAndKind.slice(groupAndKind.lastIndexOf('/') + 1);
    return [
      named(kind, namespace, name),
      named(kind, '', name),
      named(kind, namespace, ANY),
      named(kind, '', ANY),
    ].some((object) => this.outside.has(object.toLowerCase()));
  }

  /** Whether the object is in the set or exists outside it. */
  has(groupAndKind: string, namespace: string, name: string): boolean {
    return this.tryFind(groupAndKind, namespace, name) !== undefined || this.isOutside(groupAndKind, namespace, name);
  }
}
