import { isClusterKind } from '../kubernetes/scope';
import { checkManifests } from '../manifests/check';
import { objectName, type KubeObject } from '../manifests/manifest';
import type { ApiTypes } from './code/api-types';
import { layoutOf, type Argument } from './input/layout';
import type { Environment, Found } from './input/source';
import { withoutDefaults } from './objects/live-defaults';
import { madeByCluster } from '../manifests/owned';
import { isLive, withoutServerFields } from './objects/server-fields';
import { planOf, type Plan } from './plan';
import { projectFiles } from './project-files';
import { moveSecrets, type LeftInCluster, type Replaced } from './secrets/move-secrets';

/** What YAML is adopted with. */
export interface AdoptOptions {
  /** Name of the project and its chart. */
  readonly name: string;
  readonly types: ApiTypes;
  /** Kinds that have a construct of their own. */
  readonly kinds: readonly { readonly apiVersion: string; readonly kind: string }[];
  readonly versions: Readonly<Record<string, string>>;
  /** Leaves passwords that stand in objects where they are. */
  readonly keepLiterals: boolean;
  /** Writes every object as it is: no form that is shorter, no references. */
  readonly plain: boolean;
}

/** An environment as it is taken over. */
export interface Adopted {
  readonly name: string;
  /** What the project has to make. */
  readonly objects: readonly KubeObject[];
  /** Objects that hold secrets, and stay in the cluster. */
  readonly left: readonly LeftInCluster[];
  /** Values in objects that a reference to a Secret took the place of. */
  readonly replaced: readonly Replaced[];
  /** What was left out, or read in another way than it was written, in words. */
  readonly notes: readonly string[];
}

/** A project made of YAML. */
export interface Adoption {
  /** All but `dist/` and the report, text by path. */
  readonly files: ReadonlyMap<string, string>;
  readonly plan: Plan;
  readonly environments: readonly Adopted[];
  /** Which file was taken for which environment, in words. */
  readonly assumed: readonly string[];
  /** Problems that the objects have and the project lives with. */
  readonly accepted: readonly Accepted[];
}

/** A problem that an object has, and lives with. */
export interface Accepted {
  /** Of its construct. */
  readonly id: string;
  readonly field: string;
  readonly reason: string;
}

/** Makes a project of the objects of one or several environments. Touches no disk. @throws when there is no object */
export function adopt(given: readonly Argument[], options: AdoptOptions): Adoption {
  const { environments, assumed } = layoutOf(given);
  const taken = environments.map((environment) => takeOver(environment, options.keepLiterals));
  if (taken.every(({ found }) => found.length === 0)) {
    throw new Error(
      `There is no Kubernetes object to adopt in ${given.map(({ text }) => text).join(', ')}. Give folders or files with YAML that has apiVersion and kind.`,
    );
  }
  const plan = planOf(taken);
  const { existing, accepted } = known(plan, taken);
  const files = projectFiles(plan, {
    name: options.name,
    types: options.types,
    kinds: options.kinds,
    plain: options.plain,
    versions: options.versions,
    environments: taken.map(({ name }) => name),
    namespace: taken.length === 1 ? plan.namespaces?.get(taken[0]?.name ?? '') : undefined,
    existing,
    accepted,
  });
  return { files, plan, environments: taken.map(({ found: _found, ...adopted }) => adopted), assumed, accepted };
}

type Taken = Adopted & { readonly found: readonly Found[] };

function takeOver({ name, found }: Environment, keepLiterals: boolean): Taken {
  const notes: string[] = [];
  const all = found.map(({ object }) => object);
  const wished = found.filter(({ object }) => {
    const why = madeByCluster(object, all);
    if (why) notes.push(`${objectName(object)} is not taken over: ${why}.`);
    return !why;
  });
  const live = wished.filter(({ object }) => isLive(object)).length;
  if (live > 0) notes.push(`${live} objects come out of a cluster: status and what the server filled in are left out.`);
  const plain = wished.map((one) => {
    const bare = withoutServerFields(one.object);
    return { ...one, object: isLive(one.object) ? withoutDefaults(bare) : bare };
  });
  const { found: kept, left, replaced } = moveSecrets(lastOfEach(plain, notes), { keepLiterals });
  return { name, found: kept, objects: kept.map(({ object }) => object), left, replaced, notes };
}

/** Of objects with the same name, the one that kubectl would apply last. */
function lastOfEach(found: readonly Found[], notes: string[]): Found[] {
  const byName = new Map<string, Found>();
  found.forEach((one, i) => {
    const { apiVersion, kind, metadata } = one.object;
    const group = apiVersion.includes('/') ? apiVersion.slice(0, apiVersion.indexOf('/')) : '';
    const key = [group, kind, metadata.namespace, metadata.name ?? `generated ${i}`].join('\n');
    const before = byName.get(key);
    if (before)
      notes.push(
        `${objectName(one.object)} is in ${before.place} and in ${one.place}: the latter is taken, as kubectl does.`,
      );
    byName.set(key, one);
  });
  const last = new Set(byName.values());
  return found.filter((one) => last.has(one));
}

/** References that no object of the YAML meets, as declared ones; every other problem as an accepted one. */
function known(
  plan: Plan,
  environments: readonly Taken[],
): {
  readonly existing: readonly (readonly [kind: string, name: string])[];
  readonly accepted: readonly Accepted[];
} {
  const existing = new Map<string, readonly [string, string]>();
  const declare = (kind: string, name: string): void => {
    existing.set(`${kind} ${name}`, [kind, name]);
  };
  for (const { left, replaced } of environments) {
    for (const { kind, name } of left) if (DECLARED.has(kind)) declare(kind, name);
    for (const { secret } of replaced) declare('Secret', secret);
  }
  const manifests = environments.map(({ name }) =>
    plan.objects.flatMap(({ id, objects }) => {
      const object = objects.get(name);
      return object ? [{ object: placed(object, plan.namespaces?.get(name)), path: id }] : [];
    }),
  );
  for (const { problem } of manifests.flatMap((all) => checkManifests(all, { known: existing.keys() }))) {
    const [, kind, name] = MISSING.exec(problem) ?? [];
    if (kind !== undefined && name !== undefined) declare(kind, name);
  }
  const accepted = new Map<string, Accepted>();
  for (const { path, field, problem } of manifests.flatMap((all) => checkManifests(all, { known: existing.keys() }))) {
    accepted.set(`${path} ${field}`, { id: path, field, reason: problem });
  }
  return { existing: [...existing.values()], accepted: [...accepted.values()] };
}

/** The object in the namespace of its environment, as it will be made. */
function placed(object: KubeObject, namespace: string | undefined): KubeObject {
  if (namespace === undefined || isClusterKind(object.kind)) return object;
  return { ...object, metadata: { ...object.metadata, namespace } };
}

/** Kinds that other objects refer to. */
const DECLARED = new Set(['Secret', 'ConfigMap']);

/** How the checks say that something is not in the set. */
const MISSING = /^no (Secret|ConfigMap|ServiceAccount|PersistentVolumeClaim|Service) is called '([^']+)'$/;
