import type { Json } from '../manifests/manifest';
import { formOf, looseIn } from './infer-line';
import type { Case, Loose } from './place';

/** Items of a list are known by their name, mount path, key … where they have one, else by what they are made of. */
export function itemForm(at: Case, item: Json): string {
  if (typeof item === 'string') return `text ${formOf(at, at.run.tokens(item))}`;
  if (item === null || typeof item !== 'object' || Array.isArray(item)) return typeof item;
  for (const field of ['name', 'mountPath', 'key', 'host', 'path', 'ip']) {
    const name = item[field];
    if (typeof name === 'string') return `name ${field} ${formOf(at, at.run.tokens(name))}`;
  }
  // A metric of an autoscaler, a reference to a ConfigMap: the name is one level down.
  for (const [field, inner] of Object.entries(item)) {
    const name = isMap(inner) ? inner.name : undefined;
    if (typeof name === 'string') return `name ${field}.name ${formOf(at, at.run.tokens(name))}`;
  }
  // Rules of a policy have no names: `from` of the values is another rule than one of ours.
  const overs = new Set(looseInside(at, item).map(({ over }) => JSON.stringify(over)));
  return `map ${Object.keys(item).sort().join()} ${[...overs].join()}`;
}

/** Elements that anything in a value speaks of. */
export function looseInside(at: Case, value: Json): readonly Loose[] {
  if (typeof value === 'string') return looseIn(at, at.run.tokens(value));
  if (typeof value === 'number') return looseIn(at, at.run.tokens(String(value)));
  if (value === null || typeof value !== 'object') return [];
  return at.mentioned(value, () =>
    Object.entries(value).flatMap(([key, inner]) => [
      ...(Array.isArray(value) ? [] : looseIn(at, at.run.tokens(key))),
      ...looseInside(at, inner),
    ]),
  );
}

const isMap = (value: Json | undefined): value is { [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
