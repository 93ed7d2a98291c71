/** A step from one value into another: a field, an item of a list, a key of a record. */
export type PathStep = string | number | { readonly key: string };

/** A text or number of the values that can be recognised in an output. */
export interface Marker {
  /** From the values; `['release', …]` for the release. */
  readonly path: readonly PathStep[];
  readonly of: 'value' | 'key' | 'release';
  readonly content: string | number;
}

/** Path in the words of a person: `backends[].hosts`. */
export function pathName(path: readonly PathStep[]): string {
  return path
    .map((step) => (typeof step === 'string' ? `.${step}` : typeof step === 'number' ? '[]' : '.*'))
    .join('')
    .replace(/^\./, '');
}
