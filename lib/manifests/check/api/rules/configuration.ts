import { fields, text, type Fields } from '../../../fields';
import type { Place, TypeRules } from '../place';
import type { Refusal } from '../refusal';

/** Of all that a ConfigMap or Secret holds. @see k8s.io/kubernetes pkg/apis/core/types.go `MaxSecretSize` */
const MOST_BYTES = 1024 * 1024;

/** Keys that a type of Secret has to have. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** ConfigMaps and Secrets. @see k8s.io/kubernetes pkg/apis/core/validation `ValidateSecret`, `ValidateConfigMap` */
export const CONFIGURATION_RULES: TypeRules = {
  'core.v1.ConfigMap': function* ({ data, binaryData }, place) {
    for (const key of Object.keys(fields(data))) {
      if (key in fields(binaryData)) yield place.refuse(`binaryData['${key}']`, 'is in data, too', 'Keep one of them');
    }
    yield* size(textBytes(data) + base64Bytes(binaryData), place);
  },
  'core.v1.Secret': function* (secret, place) {
    const { data, stringData } = secret;
    const all = { ...fields(data), ...fields(stringData) };
    const type = text(secret.type) ?? '';
    for (const key of KEYS[type] ?? []) {
      if (!(key in all)) yield place.refuse(`data['${key}']`, 'is missing', `A Secret of type ${type} has it`);
    }
    if (type === 'kubernetes.io/basic-auth' && !('username' in all) && !('password' in all))
      yield place.refuse('data', 'has neither username nor password', 'Write one of them');
    const account = fields(fields(secret.metadata).annotations)['kubernetes.io/service-account.name'];
    if (type === 'kubernetes.io/service-account-token' && !account)
      yield place.refuse(
        "metadata.annotations['kubernetes.io/service-account.name']",
        'is missing',
        'Name the ServiceAccount',
      );
    yield* dockerConfig(all, fields(stringData), type, place);
    yield* size(base64Bytes(data) + textBytes(stringData), place);
  },
};

function* dockerConfig(all: Fields, plain: Fields, type: string, place: Place): Generator<Refusal> {
  const [key] = /docker/.test(type) ? (KEYS[type] ?? []) : [];
  if (key === undefined || typeof all[key] !== 'string') return;
  const config = key in plain ? String(plain[key]) : Buffer.from(all[key], 'base64').toString();
  if (isJsonMap(config)) return;
  yield place.refuse(
    key in plain ? `stringData['${key}']` : `data['${key}']`,
    'is no JSON of a map',
    'Write what docker has in config.json',
  );
}

function isJsonMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return value === null || (typeof value === 'object' && !Array.isArray(value));
  } catch {
    return false;
  }
}

const textBytes = (map: unknown): number =>
  Object.values(fields(map)).reduce<number>((sum, value) => sum + Buffer.byteLength(text(value) ?? ''), 0);

const base64Bytes = (map: unknown): number =>
  Object.values(fields(map)).reduce<number>((sum, value) => sum + Buffer.byteLength(text(value) ?? '', 'base64'), 0);

function* size(bytes: number, place: Place): Generator<Refusal> {
  if (bytes <= MOST_BYTES) return;
  yield place.refuse(
    '',
    `holds ${bytes} bytes`,
    `Allowed: ${MOST_BYTES}, 1 MiB; put the rest into a volume or an image`,
  );
}
