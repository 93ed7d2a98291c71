import { parseYaml, type YamlNode } from '../../yaml/read';
import type { ReadObject } from './reading';

/**
 * Line of the file that a field of an object is written in; where it is not written, the line of what is nearest
 * around it. Reads the document again: for messages, not for walks.
 *
 * @param path keys and indices, e.g. `['spec', 'ports', 0]`
 */
export function fieldLine({ place, document }: ReadObject, path: readonly (string | number)[]): number {
  const full = place.item === undefined ? path : ['items', place.item - 1, ...path];
  let node = parsed(document.text);
  let line = node?.line ?? 1;
  for (const step of full) {
    const next = child(node, step);
    if (!next) break;
    line = next.line;
    node = next.value;
  }
  return Math.max(document.line + line - 1, place.line);
}

function parsed(text: string): YamlNode | undefined {
  try {
    return parseYaml(text);
  } catch {
    return undefined; // JSON that YAML does not read
  }
}

/** The last of equal keys is the one that counts. */
function child(node: YamlNode | undefined, step: string | number): { line: number; value: YamlNode } | undefined {
  if (node?.kind === 'alias') return child(node.target, step);
  if (node?.kind === 'list' && typeof step === 'number') {
    const item = node.items[step];
    return item && { line: item.line, value: item };
  }
  if (node?.kind !== 'map') return undefined;
  const entry = node.entries.findLast(({ key }) => key.kind === 'scalar' && key.value === String(step));
  return entry && { line: entry.key.line, value: entry.value };
}
