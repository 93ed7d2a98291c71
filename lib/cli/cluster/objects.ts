import { fields } from '../../manifests/fields';
import type { KubeObject } from '../../manifests/manifest';
import { readJsonStream } from '../../yaml/read';

/** Objects as kubectl reads them from its standard input: one after another, since it is laxer about the items of a List. */
export function asDocuments(objects: readonly KubeObject[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n');
}

/** Objects of what kubectl prints with `--output json`: one, some after one another, the items of a List, or none. */
export function fromOutput(stdout: string): KubeObject[] {
  return readJsonStream(stdout).flatMap(({ value }) => {
    const { items, kind } = fields(value);
    const found: unknown[] = kind === 'List' && Array.isArray(items) ? items : [value];
    return found as KubeObject[];
  });
}
