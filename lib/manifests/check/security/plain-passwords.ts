import { entries, fields, text } from '../../fields';
import type { Manifest } from '../../manifest';
import type { ObjectSet } from '../../object-set';
import type { Problem } from '../problem';
import { problemOf } from '../rule';

/** Names that hold something which nobody else may read. */
const SECRET = /(?:^|[_.-])(?:pass(?:word|wd|phrase)?|secret|token|api_?key|private_?key|access_?key|credentials?)$/i;
/** What says where it is, or that there is none, and is none itself. */
const HARMLESS = /^(?:true|false|none|null|\d{1,3}|\/.*|.*\$\(.*\).*|\$\{?[A-Za-z_].*)$/i;

/** Passwords stand in Secrets: whoever may see a pod or a ConfigMap reads what is written there. */
export function* plainPasswords(set: ObjectSet): Generator<Problem> {
  for (const { manifest, containers } of set.workloads.all) {
    for (const { field, spec } of containers) {
      for (const [{ name, value }, index] of entries(spec.env))
        yield* plain(manifest, `${field}.env[${index}].value`, name, value);
    }
  }
  for (const manifest of set.ofKind('ConfigMap')) {
    for (const [key, value] of Object.entries(fields(manifest.object.data)))
      yield* plain(manifest, `data['${key}']`, key, value);
  }
}

function* plain(manifest: Manifest, field: string, name: unknown, value: unknown): Generator<Problem> {
  const secret = text(value) ?? '';
  if (secret === '' || !SECRET.test(snake(text(name) ?? '')) || HARMLESS.test(secret)) return;
  yield problemOf(manifest, field, `'${text(name) ?? ''}' is in plain sight`, 'Put it into a Secret, and refer to it');
}

/** `dbPassword` as `db_password`. */
const snake = (name: string): string => name.replace(/([a-z\d])([A-Z])/g, '$1_$2');
