import { fields } from '../fields';

/** An object of a document, with the item of the List that it was. */
export interface Unpacked {
  readonly value: unknown;
  readonly item?: number;
}

/**
 * Objects of a document: the items of a `List` or a typed list (`PodList`), of any that stand in them too; else the
 * document itself. As in kubectl, items with neither kind nor apiVersion take those of their typed list.
 */
export function unpack(value: unknown): Unpacked[] {
  const { items, kind, apiVersion } = fields(value);
  if (items === null && typeof kind === 'string' && kind.endsWith('List')) return [];
  if (!Array.isArray(items)) return [{ value }];
  const itemKind = typeof kind === 'string' && kind !== 'List' ? kind.replace(/List$/, '') : undefined;
  return items.flatMap((each: unknown, index) => {
    const own = fields(each);
    const isBare = own === each && !own.kind && !own.apiVersion && itemKind !== undefined;
    const whole = isBare ? { ...own, kind: itemKind, apiVersion } : each;
    return unpack(whole).map((inner) => ({ value: inner.value, item: index + 1 }));
  });
}
