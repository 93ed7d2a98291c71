import type { Change } from '../../manifests/diff';
import { becomes, GRAVE, HEADINGS, headline } from './summary';
import { describeValues } from './value';

/** A change in words, for whoever shows it in a form of his own. */
export interface DescribedChange {
  readonly object: string;
  readonly headline: string;
  readonly becomes: string;
  readonly consequences: readonly { readonly heading: string; readonly message: string; readonly grave: boolean }[];
  readonly fields: readonly { readonly field: string; readonly change: string }[];
}

/** Returns the words of a change. */
export function describeChange(change: Change): DescribedChange {
  return {
    object: change.object,
    headline: headline(change),
    becomes: becomes(change),
    consequences: change.consequences.map(({ sort, message }) => ({
      heading: HEADINGS[sort],
      message,
      grave: GRAVE.has(sort),
    })),
    fields: change.fields.map((field) => ({ field: field.field, change: describeValues(field) })),
  };
}
