import {
  ApiObject,
  App,
  Chart,
  ImplicitTokenResolver,
  JsonPatch,
  LazyResolver,
  NumberStringUnionResolver,
  type ApiObjectMetadataDefinition,
} from 'cdk8s';
import { plainJson } from './plain-json';

/**
 * Runs `render`, in which `ApiObject.toJson()` takes one pass over the data of an object, where stock cdk8s takes six
 * and allocates a context and a path for every value in them: half of what a synthesis of generated L1 and cdk8s-plus
 * objects costs. Their classes override `toJson()` and call it from there, so the base class is the one place to step
 * in; it is put back before this returns. An app with resolvers of its own, or `CDK8S_DISABLE_SORT`, is left to cdk8s.
 */
export function withFastObjects<T>(app: App, render: () => T): T {
  if (!hasDefaultResolvers(app) || !sortsKeys()) return render();
  const prototype = ApiObject.prototype as { toJson: (this: ApiObject) => unknown };
  const stock = prototype.toJson;
  prototype.toJson = toJson;
  try {
    return render();
  } finally {
    prototype.toJson = stock;
  }
}

/** Whether cdk8s sorts the keys of objects, as it does unless its environment says otherwise: asked by an object. */
function sortsKeys(): boolean {
  const object = new ApiObject(new Chart(new App(), 'probe'), 'probe', {
    apiVersion: 'v1',
    kind: 'Probe',
    b: 0,
    a: 0,
  });
  const [first] = Object.keys(object.toJson() as object).filter((key) => key.length === 1);
  return first === 'a';
}

const DEFAULT_RESOLVERS = [LazyResolver, ImplicitTokenResolver, NumberStringUnionResolver];

function hasDefaultResolvers(app: App): boolean {
  const resolvers = (app as unknown as { resolvers: readonly object[] }).resolvers;
  return (
    resolvers.length === DEFAULT_RESOLVERS.length &&
    DEFAULT_RESOLVERS.every((resolver, i) => resolvers[i]?.constructor === resolver)
  );
}

/** The parts of an ApiObject that cdk8s keeps to itself. */
interface ObjectData {
  readonly props: Record<string, unknown>;
  readonly patches: readonly JsonPatch[];
}

type Json = Record<string, unknown>;

function toJson(this: ApiObject): Json {
  const { props, patches } = this as unknown as ObjectData;
  try {
    const json = plainJson({ ...props, metadata: undefined }) as Json;
    json.metadata = metadataJson(this.metadata);
    const patched = patches.length === 0 ? json : (JsonPatch.apply(json, ...patches) as Json);
    const ordered: Json = {};
    for (const key of ['apiVersion', 'kind', 'metadata', ...Object.keys(patched)]) {
      if (key in patched) ordered[key] = patched[key];
    }
    return ordered;
  } catch (error) {
    throw new Error(
      `Failed serializing construct at path '${this.node.path}' with name '${this.name}': ${String(error)}`,
    );
  }
}

function metadataJson(metadata: ApiObjectMetadataDefinition): unknown {
  const { _additionalAttributes, labels, annotations, finalizers, ownerReferences } = metadata as unknown as Json;
  const { name, namespace } = metadata;
  const fields = { name, namespace, annotations, finalizers, ownerReferences, labels };
  return plainJson({ ...(_additionalAttributes as Json), ...fields }, { dropEmpty: true });
}
