import { isMap } from '../../values/merge';

/** A template that any chart can render. */
export const TEMPLATE = '{{ .Release.Name }}';

/** Returns a value like another that has a template in it, where one has room. */
export function templated(value: unknown): unknown {
  if (typeof value === 'string') return `${value}-${TEMPLATE}`;
  if (Array.isArray(value)) return value.map(templated);
  if (!isMap(value)) return value;
  if (isMap(value.metadata)) return { ...value, metadata: { ...value.metadata, annotations: { example: TEMPLATE } } };
  if (typeof value.value === 'string') return { ...value, value: templated(value.value) };
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, typeof member === 'string' ? templated(member) : member]),
  );
}

/** Tells whether a template stands somewhere in a value as it is. */
export function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return value.includes(TEMPLATE);
  return typeof value === 'object' && value !== null && Object.values(value).some(hasTemplate);
}
