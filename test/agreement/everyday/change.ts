import { groupKind, type KubeObject } from '../../../lib/manifests/manifest';
import type { Case } from '../case';
import { shop, type Loose } from '../shop';

type Objects = Readonly<Record<string, Loose>>;
type Rest = Omit<Case, 'name' | 'kind' | 'before' | 'after'>;

/** Names of what is in no namespace are those of one change alone. */
const prefixOf = (name: string): string =>
  `ev${name.length}${[...name].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 46_656, 7).toString(36)}`;

type Single = (
  name: string,
  kind: string,
  make: (object: Loose) => unknown,
  rest?: Rest & { readonly from?: (object: Loose) => unknown; readonly beside?: readonly string[] },
) => Case;

/** A change of one object of the shop: what it was before, what is done to it, and what follows. */
export const change: Single = changeIn(shop);

/** The same of other objects. @param objectsOf makes them, by kind; what is in no namespace begins with the prefix */
export function changeIn(objectsOf: (prefix: string) => Objects): Single {
  return (name, kind, make, rest = {}) => {
    const { from, beside = [], ...effects } = rest;
    const choose = (objects: Objects): readonly [readonly Loose[], readonly Loose[]] => {
      const before = structuredClone(objects[kind]);
      from?.(before);
      const after = structuredClone(before);
      make(after);
      const others = beside.map((other) => objects[other]);
      return [
        [...others, before],
        [...others, after],
      ];
    };
    return changes(name, choose, { ...effects, of: kind }, objectsOf);
  };
}

/** A change of several objects. @param of key of the object that it is about, in the shop */
export function changes(
  name: string,
  make: (objects: Objects) => readonly [readonly Loose[], readonly Loose[]],
  { of, ...rest }: Rest & { readonly of: string },
  objectsOf: (prefix: string) => Objects = shop,
): Case {
  const objects = objectsOf(prefixOf(name));
  const [before, after] = make(objects);
  const kind = groupKind(objects[of] as KubeObject);
  return { name, kind, before: before as KubeObject[], after: after as KubeObject[], ...rest };
}

/** The pod's specification in whatever makes pods. */
export const podSpec = (o: Loose): Loose => o.spec.template?.spec ?? o.spec.jobTemplate?.spec.template.spec ?? o.spec;

/** The container `web`. */
export const web = (o: Loose): Loose => podSpec(o).containers[0];

/** A copy that is changed. */
export const altered = (object: Loose, make: (object: Loose) => unknown): Loose => {
  const copy = structuredClone(object);
  make(copy);
  return copy;
};

/** Neither doors nor the number of pods that answer. */
export const NONE = { access: 'none', availability: 'same' } as const;
export const WIDENS = { access: 'widens' } as const;
export const NARROWS = { access: 'narrows' } as const;
export const LOWERS = { availability: 'lowers' } as const;
