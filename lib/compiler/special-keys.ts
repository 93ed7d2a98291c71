import { asText } from './evaluate';
import type { CompiledTemplates, Entry, Line, Node, Seq } from './ir';
import { shapeAt, type Shape } from './shape';
import { Texts } from './texts';
import { visitEntries } from './walk';

/**
 * Keys that stand beside the entries of a record (`labels: { app: x, ...values.labels }`), by the record's path:
 * what happens when the record has such a key too has to be tried out.
 */
export function specialKeysOf(templates: CompiledTemplates, shape: Shape): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  const note = (records: string[], keys: string[]): void => {
    for (const path of records) {
      const record = shapeAt(shape, path.split('.'));
      if (record?.kind !== 'record') continue;
      const texts = Texts.of(record.key);
      const allowed = keys.filter((key) => texts.allows(key));
      if (allowed.length > 0) found.set(path, new Set([...(found.get(path) ?? []), ...allowed]));
    }
  };
  visitEntries(templates.objects, {
    entries: (entries) => {
      // Objects are told apart by keys that no value has.
      if (entries === templates.objects) return;
      note(
        recordsIn(entries),
        literals(entries, (entry: Entry) => constant(entry.key)),
      );
    },
    items: (items) => note(recordsIn(items), literals(items, nameOf)),
  });
  return found;
}

function recordsIn<T>(seq: Seq<T>): string[] {
  return seq.flatMap((step) => {
    if (step.s === 'if') return [...recordsIn(step.then), ...recordsIn(step.else)];
    if (step.s !== 'each' || step.over.from !== 'value' || step.over.scope !== 0) return [];
    return [step.over.path.join('.')];
  });
}

function literals<T>(seq: Seq<T>, name: (item: T) => string | undefined): string[] {
  return seq.flatMap((step) => {
    if (step.s === 'one') return name(step.item) ?? [];
    return step.s === 'if' ? [...literals(step.then, name), ...literals(step.else, name)] : [];
  });
}

function constant(line: Line): string | undefined {
  const [step] = line;
  return line.length === 1 && step?.s === 'one' && typeof step.item === 'string' ? step.item : undefined;
}

function nameOf(node: Node): string | undefined {
  if (node.n === 'literal') return (node.value as { name?: string } | null)?.name;
  if (node.n !== 'map') return undefined;
  for (const step of node.entries) {
    if (step.s !== 'one' || constant(step.item.key) !== 'name') continue;
    return step.item.node.n === 'literal' ? asText(step.item.node.value) : undefined;
  }
  return undefined;
}
