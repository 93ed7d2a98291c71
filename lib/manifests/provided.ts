import { groupKind, type KubeObject, type Manifest } from './manifest';
import { at, entries, fields, list, text } from './fields';
import type { Workload } from './workload';

/** What controllers make of objects in the set, so that references to it are not missing. */
export interface Provided {
  /** `Secret polls/db-app`, as `objectName` writes them. */
  readonly names: readonly string[];
  /** Pods that an operator makes; of their labels only some are known. */
  readonly workloads: readonly Workload[];
}

/** Objects and pods that come into being in the cluster because `manifest` is there. */
export function providedBy(manifest: Manifest): Provided {
  const { object } = manifest;
  const provider = PROVIDERS[groupKind(object)];
  return provider ? provider(object, manifest) : { names: [], workloads: [] };
}

const PROVIDERS: Record<string, (object: KubeObject, manifest: Manifest) => Provided> = {
  // https://cloudnative-pg.io/documentation/current/applications/
  'postgresql.cnpg.io/Cluster': (object, manifest) => {
    const { name, namespace = '' } = object.metadata;
    const services = ['rw', 'ro', 'r'].map((role) => named('Service', namespace, `${name}-${role}`));
    const secrets = ['app', 'superuser', 'ca'].map((use) => named('Secret', namespace, `${name}-${use}`));
    const labels = new Map([['cnpg.io/cluster', name]]);
    return {
      names: [...services, ...secrets, named('ServiceAccount', namespace, name)],
      workloads: [{ manifest, namespace, labels, partial: true, pod: {}, template: '', containers: [] }],
    };
  },
  'cert-manager.io/Certificate': (object) => secret(object, at(object, 'spec', 'secretName')),
  'external-secrets.io/ExternalSecret': (object) =>
    secret(object, at(object, 'spec', 'target', 'name') ?? object.metadata.name),
  'bitnami.com/SealedSecret': (object) => secret(object, object.metadata.name),
  // A Job that makes a Secret at first deploy holds a Role to create Secrets and to read that one by name.
  'rbac.authorization.k8s.io/Role': madeByRole,
  'rbac.authorization.k8s.io/ClusterRole': madeByRole,
};

function madeByRole(object: KubeObject): Provided {
  const rules = [...entries(object.rules)].filter(([rule]) => list(rule.resources).includes('secrets'));
  const creates = rules.some(([rule]) => list(rule.verbs).includes('create'));
  if (!creates) return { names: [], workloads: [] };
  // Who may read any may make any: a webhook's certificate, say.
  const any = rules.some(([rule]) => list(rule.verbs).includes('get') && list(rule.resourceNames).length === 0);
  const names = any ? [ANY] : rules.flatMap(([rule]) => list(rule.resourceNames));
  return { names: names.flatMap((name) => secret(object, name).names), workloads: [] };
}

function secret(object: KubeObject, name: unknown): Provided {
  const { namespace = '' } = fields(object.metadata);
  return { names: text(name) ? [named('Secret', text(namespace) ?? '', text(name) ?? '')] : [], workloads: [] };
}

/** In place of a name: every one. */
export const ANY = '*';

/** `Secret polls/db-app`: the name of an object that need not be in the set. */
export function named(kind: string, namespace: string, name: string): string {
  return `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;
}
