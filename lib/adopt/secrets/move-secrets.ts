import type { KubeObject } from '../../manifests/manifest';
import type { Found } from '../input/source';
import { replacePasswords } from './command-line';
import { holdsSecret, isSecret, looksSecret } from './recognize';
import { throughShell } from './through-shell';

/** An object that stays in the cluster and goes into no file, since it holds secrets. */
export interface LeftInCluster {
  readonly kind: string;
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
  if (kind !== 'ConfigMap' || object.apiVersion !== 'v1') {
    const keys = isOfTypes(object) ? [] : secretsIn(object, '');
    return keys.length > 0 ? { kind, ...named, keys } : undefined;
  }
  const keys = Object.entries(data)
    .filter(
      ([key, value]) => typeof value === 'string' && (value.includes('\n') ? holdsSecret(value) : isSecret(key, value)),
    )
    .map(([key]) => key);
  return keys.length > 0 ? { kind, ...named, keys } : undefined;
}

type Fields = Record<string, unknown>;

/** Kinds of Kubernetes itself: what holds a secret in them is known. */
const isOfTypes = ({ apiVersion }: KubeObject): boolean => !/\./.test(apiVersion) || /\.k8s\.io\//.test(apiVersion);

/** Custom resources that hold secrets that nobody can read, or only name them. */
const HARMLESS =
  /^(SealedSecret|ExternalSecret|ClusterExternalSecret|SecretStore|ClusterSecretStore|SecretProviderClass)$/;

/** Names of fields of custom resources that hold a password itself, and none that only name one. */
const SECRET_FIELD = /(password|passwd|passphrase|clientsecret|secretaccesskey|apikey)$/i;

/** Fields of a custom resource that hold secrets: `spec.values.auth.password`. */
function secretsIn(value: unknown, at: string): string[] {
  if (at === '' && HARMLESS.test(String(fields(value).kind))) return [];
  if (Array.isArray(value)) return value.flatMap((item, i) => secretsIn(item, `${at}[${i}]`));
  return Object.entries(fields(value)).flatMap(([key, item]) => {
    const here = at === '' ? key : `${at}.${key}`;
    if (typeof item !== 'string') return secretsIn(item, here);
    return looksSecret(item) || (SECRET_FIELD.test(key) && isSecret('PASSWORD', item)) ? [here] : [];
  });
}

/** Where pods are described. */
const POD_SPECS = [['spec', 'template', 'spec'], ['spec', 'jobTemplate', 'spec', 'template', 'spec'], ['spec']];

function withReferences(one: Found, replaced: Replaced[]): KubeObject {
  const object = structuredClone(one.object);
  for (const path of POD_SPECS) {
    const pod = path.reduce<unknown>((at, key) => fields(at)[key], object);
    for (const list of ['initContainers', 'containers']) {
      for (const container of items(fields(pod)[list])) {
        new Container(container, one, `${path.join('.')}.${list}`, replaced).replace();
      }
    }
  }
  return object;
}

/** Fields of a container that run a command in it, with the environment that it has. */
const COMMANDS = [
  ['startupProbe', 'exec'],
  ['readinessProbe', 'exec'],
  ['livenessProbe', 'exec'],
  ['lifecycle', 'postStart', 'exec'],
  ['lifecycle', 'preStop', 'exec'],
];

/** A container whose passwords become references. */
class Container {
  private readonly secret: string;
  /** The variable that holds each password. */
  private readonly variables = new Map<string, string>();

  constructor(
    private readonly container: Fields,
    private readonly one: Found,
    private readonly path: string,
    private readonly replaced: Replaced[],
  ) {
    this.secret = `${one.object.metadata.name ?? 'app'}-secrets`;
  }

  replace(): void {
    this.replaceVariables();
    for (const list of ['command', 'args']) {
      const words = this.container[list];
      // The kubelet puts the variable in, with and without a shell.
      if (isWords(words)) this.container[list] = this.replaceWords(words, list, (name) => `$(${name})`);
    }
    for (const path of COMMANDS) {
      const exec = path.reduce<unknown>((at, key) => fields(at)[key], this.container) as Fields | undefined;
      if (!isWords(exec?.command)) continue;
      const words = this.replaceWords(exec.command, path.join('.'), (name) => `$${name}`);
      // A variable is put in by a shell alone here.
      if (words.some((word, i) => word !== (exec.command as string[])[i])) exec.command = throughShell(words);
    }
  }

  private replaceVariables(): void {
    const { object } = this.one;
    for (const variable of items(this.container.env)) {
      const { name, value } = variable;
      if (typeof name !== 'string' || typeof value !== 'string' || !isSecret(name, value)) continue;
      delete variable.value;
      variable.valueFrom = { secretKeyRef: { name: this.secret, key: name } };
      this.variables.set(value, name);
      const which = `{.${this.path}[?(@.name=="${String(this.container.name)}")].env[?(@.name=="${name}")].value}`;
      const { namespace } = object.metadata;
      const inNamespace = namespace === undefined ? '' : ` -n ${namespace}`;
      const read = `kubectl get ${object.kind.toLowerCase()} ${object.metadata.name}${inNamespace} -o jsonpath='${which}'`;
      this.note(`env[${name}].value`, name, read);
    }
  }

  private replaceWords(words: readonly string[], field: string, refer: (name: string) => string): readonly string[] {
    return replacePasswords(words, (password) => refer(this.variableOf(password, field)));
  }

  /** The variable with a password: one that the container has, or a new one. */
  private variableOf(password: string, field: string): string {
    const known = this.variables.get(password);
    if (known !== undefined) return known;
    const own = String(this.container.name).toUpperCase();
    const name = freeName(this.container, `${own.replace(/[^A-Z0-9]+/g, '_')}_PASSWORD`);
    const valueFrom = { secretKeyRef: { name: this.secret, key: name } };
    this.container.env = [...items(this.container.env), { name, valueFrom }];
    this.variables.set(password, name);
    this.note(field, name, undefined);
    return name;
  }

  private note(field: string, key: string, read: string | undefined): void {
    const { object, place } = this.one;
    this.replaced.push({
      object: `${object.kind} ${object.metadata.name}`,
      place,
      field: `${this.path}[${String(this.container.name)}].${field}`,
      secret: this.secret,
      key,
      namespace: object.metadata.namespace,
      read,
    });
  }
}

const isWords = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((word) => typeof word === 'string');

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
