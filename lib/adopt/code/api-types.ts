/** A type as jsii describes it: what cdk8s-plus says of the Kubernetes API. */
type TypeReference =
  | { readonly primitive: string }
  | { readonly fqn: string }
  | { readonly collection: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference } }
  | { readonly union: { readonly types: readonly TypeReference[] } };

interface TypeDescription {
  readonly kind: 'interface' | 'class' | 'enum';
  readonly properties?: readonly { readonly name: string; readonly optional?: boolean; readonly type: TypeReference }[];
}

/** Types by their full name: the member `types` of cdk8s-plus-28's `.jsii`. */
export type ApiTypes = Readonly<Record<string, TypeDescription>>;

/** Fields that `Plain` spells as the Kubernetes API does; every other one it spells as jsii. */
const SPELLING: Record<string, string> = {
  clusterIp: 'clusterIP',
  hostIp: 'hostIP',
  hostIpc: 'hostIPC',
  hostPid: 'hostPID',
  loadBalancerIp: 'loadBalancerIP',
};

/** Kinds of which cdk8s-plus has several versions. */
const PROPS: Record<string, string> = { HorizontalPodAutoscaler: 'KubeHorizontalPodAutoscalerV2Props' };

/** Whether the compiler takes an object of a kind as it is, without `apiVersion` and `kind`. */
export function fitsTypes(types: ApiTypes, kind: string, object: Readonly<Record<string, unknown>>): boolean {
  const { apiVersion: _version, kind: _kind, ...props } = object;
  return fits(types, { fqn: `cdk8s-plus-28.k8s.${PROPS[kind] ?? `Kube${kind}Props`}` }, props);
}

function fits(types: ApiTypes, type: TypeReference, value: unknown): boolean {
  if ('primitive' in type) return fitsPrimitive(type.primitive, value);
  if ('collection' in type) {
    const { kind, elementtype } = type.collection;
    const map = mapOf(value);
    const items = kind === 'array' ? arrayOf(value) : map && Object.values(map);
    return items !== undefined && items.every((item) => fits(types, elementtype, item));
  }
  if ('union' in type) return type.union.types.some((one) => fits(types, one, value));
  const described = types[type.fqn];
  if (!described) return false;
  // IntOrString and Quantity.
  if (described.kind === 'class') return typeof value === 'string' || typeof value === 'number';
  const map = mapOf(value);
  if (described.kind !== 'interface' || !map) return false;
  const properties = new Map((described.properties ?? []).map((one) => [SPELLING[one.name] ?? one.name, one]));
  for (const [name, { optional }] of properties) if (!optional && !(name in map)) return false;
  return Object.entries(map).every(([key, item]) => {
    const property = properties.get(key);
    return property !== undefined && fits(types, property.type, item);
  });
}

function fitsPrimitive(primitive: string, value: unknown): boolean {
  if (primitive === 'any' || primitive === 'json') return value !== null;
  return typeof value === (primitive === 'date' ? 'string' : primitive);
}

const arrayOf = (value: unknown): unknown[] | undefined => (Array.isArray(value) ? (value as unknown[]) : undefined);

const mapOf = (value: unknown): Record<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
