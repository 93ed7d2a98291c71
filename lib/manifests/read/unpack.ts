import { fields } from '../fields';

/** An object of a document, with the item of the List that it was. */
export interface Unpacked {
  readonly value: unknown;
  readonly item?: number;
}

/**
 * Objects of a document: the items of a `List` or a typed list (`PodList`), of any that stand in them too; else the
 * document itself. As kubectl does, items without kind or apiVersion take those of their list.
 */
export function unpack(value: unknown): Unpacked[] {
  const { items, kind, apiVersion } = fields(value);
  if (!Array.isArray(items)) return [{ value }];
  return items.flatMap((each: unknown, index) => {
    const own = fields(each);
    const isWhole = Boolean(own.kind) && Boolean(own.apiVersion);
    const itemKind = typeof kind === 'string' && kind !== 'List' ? kind.replace(/List$/, '') : undefined;
    const whole = isWhole || itemKind === undefined || each !== own ? each : { ...own, kind: itemKind, apiVersion };
    return unpack(whole).map((inner) => ({ value: inner.value, item: index + 1 }));
  });
}
