import { isClusterKind } from '../kubernetes/scope';
import type { KubeObject } from '../manifests/manifest';
import { bareName } from './input/environment-name';
import type { Environment } from './input/source';
import type { Expression } from './merge/expression';
import type { Place } from './merge/place';
import { Merger } from './merge/merge';
import { objectNames } from './merge/names';
import { oftenChanged } from './merge/often-changed';
import { placeValues } from './merge/place-values';
import { environmentSlot, resolveTexts } from './merge/resolve-texts';
import type { Slot } from './merge/slot';
import { componentsOf, SHARED_COMPONENT } from './objects/components';
import { matchObjects, nameOf } from './objects/match';

/** One object of the project to be, with what differs between environments as values. */
export interface PlannedObject {
  readonly component: string;
  /** Of its construct, unique in the chart. */
  readonly id: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly expression: Expression;
  /** The object in each environment that has it, without the namespace that all objects have. */
  readonly objects: ReadonlyMap<string, KubeObject>;
  /** Flag that says whether it is there. */
  readonly when?: Slot;
}

/** A project to be. */
export interface Plan {
  /** In the order in which they come first. */
  readonly components: readonly string[];
  readonly objects: readonly PlannedObject[];
  readonly values: readonly Slot[];
  /** The one namespace of each environment's objects, where each has one; then no object says it. */
  readonly namespaces: ReadonlyMap<string, string> | undefined;
}

/** Finds what environments have in common, and what are values. */
export function planOf(environments: readonly Environment[]): Plan {
  const namespaces = namespacesOf(environments);
  const bare = namespaces ? environments.map(withoutNamespaces) : environments;
  const names = environments.map(({ name }) => name);
  const [only] = bare;
  const isValue = environments.length === 1 && only ? oftenChanged(only.found.map(({ object }) => object)) : undefined;
  const merger = new Merger(names.length, isValue);
  const matched = matchObjects(bare).flatMap((group) =>
    [...group.values()].slice(0, 1).map(({ object: first }) => ({ group, first })),
  );
  const components = componentsOf(matched.map(({ first }) => first));
  const ids = new Set<string>();
  const objects = matched.map(({ group, first }): PlannedObject => {
    const component = components.get(first) ?? SHARED_COMPONENT;
    const { apiVersion, kind } = first;
    const place: Place = { component, kind, name: nameOf(first), path: [] };
    const having = new Map([...group].map(([name, { object }]) => [name, fieldsOf(object)]));
    const expression = merger.merge(having as never, place);
    const when =
      group.size < names.length ? merger.flag(place, names, new Set(group.keys()), objectNames(place)) : undefined;
    const all = new Map([...group].map(([name, { object }]) => [name, object]));
    return { component, id: idOf(place, ids), apiVersion, kind, name: place.name, expression, objects: all, when };
  });
  resolveTexts(merger.leaves, environmentSlot(names));
  const found = new Set(objects.map(({ component }) => component));
  const order = [...found].sort((a, b) => Number(b === SHARED_COMPONENT) - Number(a === SHARED_COMPONENT));
  const values = valuesIn(objects);
  placeValues(values, order);
  return { components: order, objects, values, namespaces };
}

/** The name of a workload; of others with their kind, as `web-service`; without what names an environment. */
function idOf({ kind, name }: Place, taken: Set<string>): string {
  const bare =
    bareName(name)
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^-+|-+$/g, '') || 'object';
  const said = bare.toLowerCase().endsWith(kind.toLowerCase());
  const wanted = isWorkload(kind) || said ? bare : `${bare}-${kind.toLowerCase()}`;
  let id = taken.has(wanted) ? `${bare}-${kind.toLowerCase()}` : wanted;
  for (let i = 2; taken.has(id); i++) id = `${wanted}-${i}`;
  taken.add(id);
  return id;
}

/** Whether objects of a kind have pods. */
export const isWorkload = (kind: string): boolean => /^(Deployment|StatefulSet|DaemonSet|CronJob|Job|Pod)$/.test(kind);

/** All but `apiVersion` and `kind`, which the construct says. */
function fieldsOf({ apiVersion: _version, kind: _kind, ...fields }: KubeObject): object {
  return fields;
}

function namespacesOf(environments: readonly Environment[]): ReadonlyMap<string, string> | undefined {
  const found = environments.map(({ name, found: all }): [string, string | undefined] => {
    const own = all.filter(({ object }) => !isClusterKind(object.kind));
    const clean = all.every(({ object }) => !isClusterKind(object.kind) || object.metadata.namespace === undefined);
    const namespaces = new Set(own.map(({ object }) => object.metadata.namespace));
    const [first] = namespaces;
    return [name, clean && namespaces.size === 1 && typeof first === 'string' && first !== '' ? first : undefined];
  });
  return found.every((entry): entry is [string, string] => entry[1] !== undefined) ? new Map(found) : undefined;
}

function withoutNamespaces(environment: Environment): Environment {
  const found = environment.found.map((one) => {
    const { namespace: _namespace, ...metadata } = one.object.metadata;
    return { ...one, object: { ...one.object, metadata } };
  });
  return { ...environment, found };
}

/** Values that the code refers to, in the order in which it does. */
function valuesIn(objects: readonly PlannedObject[]): Slot[] {
  const found = new Set<Slot>();
  const visit = (expression: Expression): void => {
    if (expression.sort === 'slot') found.add(expression.slot);
    if (expression.sort === 'leaf') {
      for (const part of expression.leaf.parts ?? []) if (typeof part === 'object') found.add(part);
    }
    if (expression.sort === 'map') expression.entries.forEach(visitMember);
    if (expression.sort === 'list') expression.items.forEach(visitMember);
  };
  const visitMember = ({ value, when }: { readonly value: Expression; readonly when?: Slot }): void => {
    if (when) found.add(when);
    visit(value);
  };
  for (const { expression, when } of objects) {
    if (when) found.add(when);
    visit(expression);
  }
  return [...found];
}
