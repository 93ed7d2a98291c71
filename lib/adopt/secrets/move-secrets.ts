import type { KubeObject } from '../../manifests/manifest';
import type { Found } from '../input/source';
import { holdsSecret, isSecret, passwordsOf } from './recognize';

/** An object that stays in the cluster and goes into no file, since it holds secrets. */
export interface LeftInCluster {
  readonly kind: 'Secret' | 'ConfigMap';
  readonly name: string;
  readonly namespace?: string;
  readonly place: string;
  /** Keys whose values are secrets. */
  readonly keys: readonly string[];
}

/** A value that stood in an object, in whose place there is a reference to a Secret now. */
export interface Replaced {
  /** `Deployment web`. */
  readonly object: string;
  readonly place: string;
  /** `spec.template.spec.containers[web].env[DB_PASSWORD].value`. */
  readonly field: string;
  readonly secret: string;
  readonly key: string;
  readonly namespace?: string;
  /** A command that prints the value that the cluster has now. */
  readonly read: string | undefined;
}

/** Objects without secrets, and where those went. */
export interface WithoutSecrets {
  readonly found: readonly Found[];
  readonly left: readonly LeftInCluster[];
  readonly replaced: readonly Replaced[];
}

/** Takes secrets out of objects: nothing that is written to a file has one. */
export function moveSecrets(found: readonly Found[], options: { readonly keepLiterals: boolean }): WithoutSecrets {
  const left: LeftInCluster[] = [];
  const replaced: Replaced[] = [];
  const kept = found.flatMap((one) => {
    const stays = leftInCluster(one);
    if (stays) left.push(stays);
    if (stays) return [];
    return [options.keepLiterals ? one : { ...one, object: withReferences(one, replaced) }];
  });
  return { found: kept, left, replaced };
}

function leftInCluster({ object, place }: Found): LeftInCluster | undefined {
  const { kind, metadata } = object;
  const data = { ...(object.data as object | undefined), ...(object.stringData as object | undefined) };
  const named = { name: metadata.name, namespace: metadata.namespace, place };
  if (kind === 'Secret' && object.apiVersion === 'v1') {
    const keys = Object.keys(data);
    return keys.length > 0 ? { kind, ...named, keys } : undefined;
  }
  if (kind !== 'ConfigMap' || object.apiVersion !== 'v1') return undefined;
  const keys = Object.entries(data)
    .filter(
      ([key, value]) => typeof value === 'string' && (value.includes('\n') ? holdsSecret(value) : isSecret(key, value)),
    )
    .map(([key]) => key);
  return keys.length > 0 ? { kind, ...named, keys } : undefined;
}

type Fields = Record<string, unknown>;

/** Where pods are described. */
const POD_SPECS = [['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec'], ['spec']];

function withReferences(one: Found, replaced: Replaced[]): KubeObject {
  const object = structuredClone(one.object);
  for (const path of POD_SPECS) {
    const pod = path.reduce<unknown>((at, key) => fields(at)[key], object);
    for (const list of ['initContainers', 'containers']) {
      for (const container of items(fields(pod)[list])) {
        const at = { field: `${path.join('.')}.${list}[${String(container.name)}]`, path: `${path.join('.')}.${list}` };
        replaceIn(container, one, at, replaced);
      }
    }
  }
  return object;
}

function replaceIn(
  container: Fields,
  { object, place }: Found,
  at: { readonly field: string; readonly path: string },
  replaced: Replaced[],
): void {
  const secret = `${object.metadata.name ?? 'app'}-secrets`;
  const { namespace } = object.metadata;
  const note = (field: string, key: string, read: string | undefined): void => {
    replaced.push({ object: `${object.kind} ${object.metadata.name}`, place, field, secret, key, namespace, read });
  };
  for (const variable of items(container.env)) {
    const { name, value } = variable;
    if (typeof name !== 'string' || typeof value !== 'string' || !isSecret(name, value)) continue;
    delete variable.value;
    variable.valueFrom = { secretKeyRef: { name: secret, key: name } };
    const which = `{.${at.path}[?(@.name=="${String(container.name)}")].env[?(@.name=="${name}")].value}`;
    const inNamespace = namespace === undefined ? '' : ` -n ${namespace}`;
    const read = `kubectl get ${object.kind.toLowerCase()} ${object.metadata.name}${inNamespace} -o jsonpath='${which}'`;
    note(`${at.field}.env[${name}].value`, name, read);
  }
  for (const list of ['command', 'args']) {
    const words = container[list];
    if (!Array.isArray(words) || !words.every((word) => typeof word === 'string')) continue;
    for (const password of new Set(passwordsOf(words))) {
      const key = freeName(
        container,
        `${String(container.name)
          .toUpperCase()
          .replace(/[^A-Z0-9]+/g, '_')}_PASSWORD`,
      );
      // The kubelet puts the variable in, with and without a shell.
      container[list] = (container[list] as string[]).map((word) => word.replaceAll(password, `$(${key})`));
      container.env = [...items(container.env), { name: key, valueFrom: { secretKeyRef: { name: secret, key } } }];
      note(`${at.field}.${list}`, key, undefined);
    }
  }
}

function freeName(container: Fields, name: string): string {
  const taken = new Set(items(container.env).map((variable) => variable.name));
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name}_${i}`;
    if (!taken.has(candidate)) return candidate;
  }
}

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};

const items = (value: unknown): Fields[] =>
  Array.isArray(value)
    ? (value as unknown[]).filter((item): item is Fields => typeof item === 'object' && item !== null)
    : [];
