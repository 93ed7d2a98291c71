import { eachDocument, type YamlDocument, type YamlNode } from '../../yaml/read';
import { fields } from '../fields';
import type { KubeObject } from '../manifest';
import { whyNoObject } from './identity';
import { describePlace, type Place } from './place';
import { mayHoldPlaceholder, placeholders } from './placeholders';
import { repeatedObjects } from './repeated-objects';
import type { Finding, ReadObject, ReadOptions, Reading, Source } from './reading';
import { whatItSeems } from './seems';
import { unpack } from './unpack';

/**
 * Reads manifests as kubectl reads them: every document of every file, Lists unpacked, documents without content
 * passed over. Nothing is left out in silence: what is no object of Kubernetes is a problem, with what it seems to be.
 * Touches no disk: see lib/cli/read-sources.ts.
 */
export function readManifests(sources: readonly Source[], options: ReadOptions = {}): Reading {
  const objects: ReadObject[] = [];
  const warnings: Finding[] = [];
  const problems: Finding[] = [];
  for (const { file, text } of sources) {
    for (const document of eachDocument(text, { keepsNode: mayHoldPlaceholder })) {
      const place = (line: number, item?: number): Place => ({
        file,
        document: document.number,
        line,
        ...(item && { item }),
      });
      if (document.problem) {
        const { message, line } = document.problem;
        const seems = whatItSeems({ file, text: document.text, value: undefined });
        problems.push({
          rule: 'syntax',
          place: place(line),
          message: [`can't be read as YAML: ${message}.`, seems].filter(Boolean).join(' '),
        });
        continue;
      }
      if (document.value === undefined || document.value === null) continue;
      for (const { key, lines } of document.duplicates) {
        const message = `${key} stands twice, in line ${lines[0]} and in line ${lines[1]}: the second counts. Remove one.`;
        warnings.push({ rule: 'duplicate-key', place: place(lines[1]), message });
      }
      for (const { line, message } of placeholders(document)) {
        warnings.push({ rule: 'placeholder', place: place(line), message });
      }
      for (const { value, item } of unpack(document.value)) {
        const where = place(lineOf(document, item), item);
        const why = whyNoObject(value, options);
        if (why !== undefined) {
          const seems = whatItSeems({ file, text: document.text, value });
          problems.push({
            rule: seems === undefined && hasKind(value) ? 'no-object' : 'no-manifest',
            place: where,
            message: seems === undefined ? why : `is no object of Kubernetes. ${seems}`,
          });
        } else {
          const { text: whole, line } = document;
          objects.push({
            object: value as KubeObject,
            path: describePlace(where),
            place: where,
            document: { text: whole, line },
          });
        }
      }
    }
  }
  return { objects, warnings: [...warnings, ...repeatedObjects(objects)], problems };
}

/** Whether somebody meant it for an object of Kubernetes. */
function hasKind(value: unknown): boolean {
  const { kind, apiVersion } = fields(value);
  return typeof kind === 'string' && typeof apiVersion === 'string';
}

/** Line of a document's content, or of an item of its List. */
function lineOf({ node, line }: YamlDocument, item: number | undefined): number {
  if (!node) return line;
  const from = item === undefined ? node : (itemsOf(node)?.[item - 1] ?? node);
  return line + from.line - 1;
}

function itemsOf(node: YamlNode): readonly YamlNode[] | undefined {
  if (node.kind !== 'map') return undefined;
  const items = node.entries.findLast(({ key }) => key.kind === 'scalar' && key.value === 'items')?.value;
  return items?.kind === 'list' ? items.items : undefined;
}
