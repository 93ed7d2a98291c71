import { entries, fields, list, text, type Fields } from './fields';
import { podField, type Workload } from './workload';

/** A place in a pod that names a ConfigMap or Secret, and perhaps keys in it. */
export interface ConfigReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  /** Field that holds the name. */
  readonly field: string;
  /** Keys that have to be in it. */
  readonly keys: readonly string[];
  /** Pods start without it as well. */
  readonly optional: boolean;
}

/** Every reference to a ConfigMap or Secret: variables, volumes (also projected), pull secrets. */
export function* configReferences(workload: Workload): Generator<ConfigReference> {
  for (const { spec, field } of workload.containers) {
    for (const [variable, index] of entries(spec.env)) {
      const from = fields(variable.valueFrom);
      const place = `${field}.env[${index}].valueFrom`;
      yield* reference('ConfigMap', from.configMapKeyRef, 'name', `${place}.configMapKeyRef`, keyOf);
      yield* reference('Secret', from.secretKeyRef, 'name', `${place}.secretKeyRef`, keyOf);
    }
    for (const [from, index] of entries(spec.envFrom)) {
      yield* reference('ConfigMap', from.configMapRef, 'name', `${field}.envFrom[${index}].configMapRef`);
      yield* reference('Secret', from.secretRef, 'name', `${field}.envFrom[${index}].secretRef`);
    }
  }
  for (const [volume, index] of entries(workload.pod.volumes)) {
    const field = podField(workload, `volumes[${index}]`);
    yield* volumeSource(volume, 'secretName', field);
    for (const [source, at] of entries(fields(volume.projected).sources)) {
      yield* volumeSource(source, 'name', `${field}.projected.sources[${at}]`);
    }
  }
  for (const [secret, index] of entries(workload.pod.imagePullSecrets)) {
    yield* reference('Secret', secret, 'name', podField(workload, `imagePullSecrets[${index}]`));
  }
}

function* volumeSource(source: Fields, secretName: string, field: string): Generator<ConfigReference> {
  yield* reference('ConfigMap', source.configMap, 'name', `${field}.configMap`, itemsOf);
  yield* reference('Secret', source.secret, secretName, `${field}.secret`, itemsOf);
}

const keyOf = (from: Fields): string[] => [text(from.key)].filter((key) => key !== undefined);
const itemsOf = (from: Fields): string[] => list(from.items).flatMap((item) => keyOf(fields(item)));

function* reference(
  kind: ConfigReference['kind'],
  value: unknown,
  nameKey: string,
  field: string,
  keys: (from: Fields) => string[] = () => [],
): Generator<ConfigReference> {
  const from = fields(value);
  const name = text(from[nameKey]);
  if (name === undefined) return;
  yield { kind, name, field: `${field}.${nameKey}`, keys: keys(from), optional: from.optional === true };
}
