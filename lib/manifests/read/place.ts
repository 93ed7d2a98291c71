/** Where an object, or a field of it, is written. */
export interface Place {
  /** As it was given: a path, `revision:path`, or `standard input`. */
  readonly file: string;
  /** Which document of the file, from 1. */
  readonly document: number;
  /** Of the file, from 1. */
  readonly line: number;
  /** Which item of a List, from 1. */
  readonly item?: number;
}

/** `k8s/web.yaml:12 (document 2, item 3)`: how every message names a place. Of a first document, only the line is said. */
export function describePlace({ file, document, line, item }: Place): string {
  const parts = [...(document > 1 ? [`document ${document}`] : []), ...(item === undefined ? [] : [`item ${item}`])];
  return `${file}:${line}${parts.length > 0 ? ` (${parts.join(', ')})` : ''}`;
}
