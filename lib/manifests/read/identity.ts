import { fields } from '../fields';

/**
 * What keeps a value from being an object of Kubernetes, or undefined. `kubectl apply` refuses all of these.
 * @param options.generated takes a `generateName` for a name, as `kubectl create` does
 */
export function whyNoObject(value: unknown, options: { readonly generated?: boolean } = {}): string | undefined {
  if (typeof value !== 'object' || value === null)
    return `is no manifest: it is a ${value === null ? 'null' : typeof value}.`;
  if (Array.isArray(value)) return 'is no manifest: it is a list.';
  const { apiVersion, kind, metadata } = fields(value);
  for (const [key, given] of Object.entries({ kind, apiVersion })) {
    if (given === undefined || given === null || given === '') return `is no manifest: it has no ${key}.`;
    if (typeof given !== 'string') return `is no manifest: its ${key} is ${JSON.stringify(given)}. Allowed: a text.`;
  }
  const what = String(kind);
  if (metadata === undefined || metadata === null) return `${what} has no metadata. Give it a name: metadata.name.`;
  if (typeof metadata !== 'object' || Array.isArray(metadata)) {
    return `${what} has a ${Array.isArray(metadata) ? 'list' : typeof metadata} as metadata. Allowed: a map with a name.`;
  }
  const { name, namespace, generateName } = fields(metadata);
  if (name === undefined || name === null || name === '') {
    if (options.generated && typeof generateName === 'string' && generateName !== '') return undefined;
    return generateName
      ? `${what} has only a generateName: kubectl apply refuses it, kubectl create makes a new one each time. Give it a name.`
      : `${what} has no name: metadata.name.`;
  }
  if (typeof name !== 'string') return `${what} has a name that is no text: ${JSON.stringify(name)}. Put it in quotes.`;
  if (namespace !== undefined && namespace !== null && typeof namespace !== 'string') {
    return `${what} ${name} has a namespace that is no text: ${JSON.stringify(namespace)}. Put it in quotes.`;
  }
  return undefined;
}
