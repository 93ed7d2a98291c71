import { fields } from '../../manifests/fields';
import type { KubeObject } from '../../manifests/manifest';

/** Objects as kubectl reads them from its standard input. */
export function asList(items: readonly KubeObject[]): string {
  return JSON.stringify({ apiVersion: 'v1', kind: 'List', items });
}

/** Objects of what kubectl prints with `--output json`: one, the items of a List, or none. */
export function fromOutput(stdout: string): KubeObject[] {
  if (stdout.trim() === '') return [];
  const read = JSON.parse(stdout) as KubeObject;
  const { items, kind } = fields(read);
  return kind === 'List' && Array.isArray(items) ? (items as KubeObject[]) : [read];
}
