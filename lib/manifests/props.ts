import type { IConstruct } from 'constructs';

const PROPS = 'chartwright:props';

/** Which fields of a construct's objects a prop of it ends up in. */
export interface PropFields {
  /** As its user knows it: `port`. */
  readonly prop: string;
  /** Matches the path of such a field; what a group of it takes is part of the prop: `resources` and `.requests['memory']`. */
  readonly fields: RegExp;
  /** Kind of the objects that have them. @default - any */
  readonly kind?: string;
}

/** Says which props the fields of the objects below a construct come from, for messages about them. */
export function sayProps(scope: IConstruct, props: readonly PropFields[]): void {
  scope.node.addMetadata(PROPS, props);
}

/** The prop that a field of an object comes from, and the construct that has it; the nearest one above the object. */
export function propOf(
  construct: IConstruct,
  kind: string,
  field: string,
): { readonly path: string; readonly prop: string } | undefined {
  for (const { node } of [...construct.node.scopes].reverse()) {
    const said = node.metadata.filter(({ type }) => type === PROPS).flatMap(({ data }) => data as PropFields[]);
    for (const { prop, fields, kind: of = kind } of said) {
      const match = of === kind ? fields.exec(field) : null;
      if (match) return { path: node.path, prop: `${prop}${match[1] ?? ''}` };
    }
  }
  return undefined;
}
